// One TCP connection (RFC 7766): messages with two octets of length before each, many in a segment or one in many,
// answered in order. A message must be complete, and replies be taken, within the idle timeout: trickling an octet at a
// time gains nobody more. After the client's half-close, what came in before it is still answered.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "transport/address.h"
#include "transport/asio.h"
#include "transport/connection_table.h"
#include "transport/responder.h"

namespace bailiwick::transport {

// The largest message with its two octets of length (RFC 1035 §4.2.2).
inline constexpr std::size_t kTcpFrameSize = 2 + 65535;

using Clock = std::chrono::steady_clock;

// What the sessions of one worker share.
struct TcpShared {
  Responder& responder;
  std::chrono::milliseconds idle_timeout;
  std::vector<std::uint8_t> scratch = std::vector<std::uint8_t>(kTcpFrameSize);  // where a reply is made
};

class TcpSession {
 public:
  TcpSession(asio::ip::tcp::socket socket, const SocketAddress& peer, ConnectionTable::Ticket ticket,
             TcpShared& shared);

  // Runs until the connection is closed. The session must outlive it.
  asio::awaitable<void> run();
  // Answers what has come in, waits for no more, and closes.
  void finish();
  // At once; replies that were not taken yet are lost.
  void close();
  // When close() is due unless something useful happens before.
  Clock::time_point deadline() const { return deadline_; }

 private:
  enum class Next : std::uint8_t { Read, Write, Close };

  Next answer_waiting();
  void answer(std::span<const std::uint8_t> query);
  void make_room();
  asio::awaitable<bool> write();
  asio::awaitable<bool> read();
  bool read_without_waiting();
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
  std::vector<std::uint8_t> output_;
};

}  // namespace bailiwick::transport
