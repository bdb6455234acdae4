// What a worker hands over to the slow path, and leaves to it for good: a datagram with the way its reply goes, or a
// whole TCP connection. A datagram does not keep its socket open: where that was closed there is no reply.
#pragma once

#include <memory>
#include <vector>

#include "transport/address.h"
#include "transport/connection_table.h"
#include "transport/descriptor.h"

namespace bailiwick::transport {

struct UdpMessage {
  std::vector<std::uint8_t> octets;
  SocketAddress client;
  std::vector<std::uint8_t> control;       // what tells the kernel the source address of the reply
  std::weak_ptr<const Descriptor> socket;  // that it came in by
};

struct MovedConnection {
  Descriptor socket;  // non-blocking
  SocketAddress peer;
  ConnectionTable::Ticket ticket;
  std::vector<std::uint8_t> handed_over;  // messages with their length before each
  std::vector<std::uint8_t> received;     // what came in after them
};

class Handover {
 public:
  virtual ~Handover() = default;
  // From any worker's thread; neither blocks. False: there is no room, and the message is lost.
  virtual bool take(UdpMessage message) = 0;
  virtual void take(MovedConnection connection) = 0;
};

// Sends the reply from the address that was asked; never blocks. False if the socket is closed or the kernel does not
// take the reply.
bool send_reply(const UdpMessage& message, base::Bytes reply);

}  // namespace bailiwick::transport
