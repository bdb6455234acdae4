// One client of the control socket: its request is read, its reply written, and what it may take of time and memory is
// bounded. Lives as long as an operation of its is under way or a Conversation holds it; after close() it does nothing.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "control/asio.h"
#include "control/server.h"

namespace bailiwick::control {

class Session : public std::enable_shared_from_this<Session> {
 public:
  using Socket = asio::local::stream_protocol::socket;

  // `handler` and `closed` must live until close() has been called; `closed` is called once, by close().
  Session(Socket socket, Peer peer, const Limits& limits, const Server::Handler& handler,
          std::function<void(Session&)> closed);

  // Once it is owned by a shared_ptr.
  void start();
  void send(const Reply& line);
  void finish(const Reply& line);
  void stream(std::move_only_function<Reply()> next);
  // Nothing has been said yet that ends the reply, and the client is there.
  bool awaits_end() const { return socket_ && !ended_ && !next_; }
  // Sends a last line if it fits the socket's buffer, and closes.
  void dismiss(const Reply& last);
  void close();

 private:
  void read();
  void take(std::size_t count);
  void handle(std::string_view line);
  void watch_for_close();
  void fill();
  void write();
  void write_some();
  void arm(std::chrono::milliseconds time, void (Session::*late)());
  void request_late();
  void client_late();
  void heartbeat();

  std::optional<Socket> socket_;
  std::optional<asio::steady_timer> timer_;
  Peer peer_;
  Limits limits_;
  const Server::Handler* handler_;
  std::function<void(Session&)> closed_;
  std::array<char, 4096> buffer_;
  std::string input_;
  std::string output_;       // lines that wait
  std::string writing_;      // what is being written, and
  std::size_t written_ = 0;  // how much of it is
  std::move_only_function<Reply()> next_;
  std::uint64_t armed_ = 0;  // counts, so that a timer that was armed again is known as old
  bool is_writing_ = false;
  bool ended_ = false;  // the last line is in output_ or further
};

}  // namespace bailiwick::control
