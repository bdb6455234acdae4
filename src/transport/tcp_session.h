// One TCP connection (RFC 7766): messages with two octets of length before each, many in a segment or one in many.
// Those that wait together are answered together, in order, and sent by one write. A message must be complete, and
// replies be taken, within the idle timeout: trickling an octet at a time gains nobody more. After the client's
// half-close, what came in before it is still answered. A message that is handed over takes its connection to the slow
// path, where it is answered after those that came with it.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "transport/address.h"
#include "transport/asio.h"
#include "transport/connection_table.h"
#include "transport/handover.h"
#include "transport/message_handler.h"
#include "transport/tcp_batch.h"

namespace bailiwick::transport {

// What the sessions of one thread share: a worker hands over, the slow path handles; without either a connection with
// such a message is closed.
struct TcpShared {
  std::chrono::milliseconds idle_timeout;
  TcpBatch batch;
  Handover* handover = nullptr;
  MessageHandler* handler = nullptr;
  std::vector<std::uint8_t> output = {};  // replies of the session that is running, until it waits
};

class TcpSession final : private Replies {
 public:
  TcpSession(asio::ip::tcp::socket socket, const SocketAddress& peer, ConnectionTable::Ticket ticket,
             TcpShared& shared);
  // A connection that was handed over, `moved.socket` being `socket`.
  TcpSession(asio::ip::tcp::socket socket, MovedConnection moved, TcpShared& shared);

  // Runs until the connection is closed or handed over. The session must outlive it.
  asio::awaitable<void> run();
  // Answers what has come in, waits for no more, and closes.
  void finish();
  // At once; replies that were not taken yet are lost.
  void close();
  // When close() is due unless something useful happens before.
  Clock::time_point deadline() const { return deadline_; }

 private:
  enum class Next : std::uint8_t { Read, Again, Close };

  Next answer_waiting();
  bool gather();
  void answer();
  void make_room();
  bool send_now();
  asio::awaitable<bool> write();
  asio::awaitable<bool> read();
  bool read_without_waiting();
  void hand_over();
  asio::awaitable<bool> handle();
  asio::awaitable<bool> send(base::Bytes message) override;
  void extend();

  asio::ip::tcp::socket socket_;
  SocketAddress peer_;
  ConnectionTable::Ticket ticket_;
  TcpShared& shared_;
  Clock::time_point deadline_;
  bool finishing_ = false;
  bool reading_ = false;
  bool writing_ = false;
  std::size_t finish_budget_;        // octets still read while finishing
  std::vector<std::uint8_t> input_;  // [begin_, end_) came in and is not answered yet
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::vector<std::uint8_t> output_;       // what the kernel did not take at once
  std::vector<std::uint8_t> handed_over_;  // messages with their length before each
};

}  // namespace bailiwick::transport
