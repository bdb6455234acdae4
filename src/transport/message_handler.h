// What answers on the slow path: one message in, any number of messages out, over as long a time as that takes. All of
// it runs on the slow path's thread and must not block that: whoever waits, awaits. For .cc files and headers of
// coroutines only: it needs Boost.Asio.
#pragma once

#include "transport/address.h"
#include "transport/asio.h"
#include "transport/responder.h"

namespace bailiwick::transport {

struct Message {
  base::Bytes octets;
  Protocol protocol = Protocol::Udp;
  SocketAddress client;
};

// The way back to the client.
class Replies {
 public:
  // Sends one message, of 65535 octets at most; over TCP it waits until the client has taken the ones before. False
  // when the client cannot be reached any more: what is left need not be made.
  virtual asio::awaitable<bool> send(base::Bytes message) = 0;

 protected:
  ~Replies() = default;
};

class MessageHandler {
 public:
  virtual ~MessageHandler() = default;
  // `message` and `replies` last until it is done; no reply is silence. What it throws ends this message (over TCP: the
  // connection), and nothing else. Messages are handled side by side where one awaits; those of one TCP connection come
  // one after the other.
  virtual asio::awaitable<void> handle(const Message& message, Replies& replies) = 0;
};

}  // namespace bailiwick::transport
