// A running event loop on loopback with a responder that is easy to predict, and plain blocking client sockets.
#pragma once

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "transport/event_loop.h"

namespace bailiwick::transport {

// Replies with the query, its letters in upper case; "big" gets 60000 octets, "silence" and no octets nothing; "throw"
// throws, and what begins with "hand over" is handed over.
class ShoutingResponder final : public Responder {
 public:
  void respond(std::span<Exchange> batch) override {
    ++batches;
    for (Exchange& exchange : batch) {
      ++queries;
      const std::string query(exchange.buffer.begin(), exchange.buffer.begin() + exchange.query_size);
      if (query == "silence") continue;
      if (query == "throw") throw std::runtime_error("as asked");
      if (query.starts_with("hand over")) {
        exchange.route = Route::HandedOver;
        continue;
      }
      if (query.empty()) continue;
      exchange.route = Route::Answered;
      exchange.reply_size = exchange.query_size;
      for (std::size_t i = 0; i < exchange.query_size; ++i)
        exchange.buffer[i] = static_cast<std::uint8_t>(std::toupper(exchange.buffer[i]));
      if (query != "big") continue;
      exchange.reply_size = std::min<std::size_t>(60000, exchange.buffer.size());
      std::fill_n(exchange.buffer.begin(), exchange.reply_size, 'B');
    }
  }
  std::atomic<int> batches = 0;
  std::atomic<int> queries = 0;
};

inline SocketAddress loopback(std::uint16_t port = 0) {
  return *SocketAddress::parse("127.0.0.1", port);
}

class RunningLoop {
 public:
  explicit RunningLoop(unsigned connections = 100, unsigned per_client = 100, unsigned idle_timeout_ms = 5000,
                       Handover* handover = nullptr)
      : table(connections, per_client), loop(responder, counters, table, idle_timeout_ms, handover) {
    auto pairs = open_pairs(loopback(), 1);
    REQUIRE(pairs);
    address = local_address(pairs->front().udp.get());
    loop.open("test", std::move(pairs->front()));
    thread = std::thread([this] { loop.run(); });
  }
  ~RunningLoop() {
    loop.post([this] { loop.abort(); });
    thread.join();
  }

  ShoutingResponder responder;
  metrics::Counters counters;
  ConnectionTable table;
  EventLoop loop;
  SocketAddress address;
  std::thread thread;
};

// A blocking client; gives up after some seconds, so that a test fails and does not hang.
class Client {
 public:
  Client(int type, const SocketAddress& server, const SocketAddress& from = {})
      : fd_(::socket(server.family(), type, 0)) {
    timeval patience{.tv_sec = 5, .tv_usec = 0};
    setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int on = 1;
    if (type == SOCK_STREAM) setsockopt(fd_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (from.size() != 0) REQUIRE(::bind(fd_.get(), from.data(), from.size()) == 0);
    connected = ::connect(fd_.get(), server.data(), server.size()) == 0;
  }

  bool send(const std::string& octets) {
    return ::send(fd_.get(), octets.data(), octets.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(octets.size());
  }
  void shutdown_send() { ::shutdown(fd_.get(), SHUT_WR); }
  // What is there, or "" at the end, after a reset, or when nothing comes.
  std::string receive(std::size_t most = 65536) {
    std::string octets(most, '\0');
    const ssize_t size = ::recv(fd_.get(), octets.data(), most, 0);
    octets.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return octets;
  }
  std::string receive_to_end() {
    std::string all;
    for (std::string some = receive(); !some.empty(); some = receive()) all += some;
    return all;
  }
  bool readable_within(int ms) {
    pollfd poller{.fd = fd_.get(), .events = POLLIN, .revents = 0};
    return ::poll(&poller, 1, ms) == 1;
  }
  int fd() const { return fd_.get(); }

  bool connected = false;

 private:
  Descriptor fd_;
};

// With its two octets of length (RFC 1035 §4.2.2).
inline std::string framed(const std::string& message) {
  return {std::string{static_cast<char>(message.size() >> 8), static_cast<char>(message.size())} + message};
}

inline bool eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 3000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

}  // namespace bailiwick::transport
