// A worker with a slow path behind it, a handler that is easy to predict, clients, and messages.
#pragma once

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "daemon/slow_path.h"
#include "daemon/worker.h"
#include "transport/sockets.h"
#include "zone/builder.h"

// With a name, for the tests of a room are compiled together.
namespace slow_path_test {

using namespace bailiwick;
using namespace bailiwick::daemon;
using metrics::Counter;
using std::chrono::milliseconds;

namespace asio = boost::asio;

constexpr std::uint8_t kQuery = 0, kNotify = 4;

// Asks for, or speaks of, `zone` SOA IN; its id is `id`.
inline std::string message(std::uint8_t opcode, const std::string& zone, unsigned id = 1) {
  std::string octets{static_cast<char>(id >> 8), static_cast<char>(id), static_cast<char>(opcode << 3)};
  octets += std::string("\0\0\1\0\0\0\0\0\0", 9);
  const wire::Name name = *wire::Name::from_text(zone);
  octets.append(reinterpret_cast<const char*>(name.data()), name.size());
  return octets + std::string("\0\6\0\1", 4);
}

inline std::string framed(const std::string& octets) {
  return std::string{static_cast<char>(octets.size() >> 8), static_cast<char>(octets.size())} + octets;
}

// RFC 1996 §4.7: the request with QR set.
inline std::string reply_to(std::string notify) {
  notify[2] = static_cast<char>(static_cast<std::uint8_t>(notify[2]) | 0x80);
  return notify;
}

// By the first label of the zone: "wait" is answered once `release` says so, "throw" throws, "many" gets 400 replies of
// 60000 octets, any other one gets its reply at once.
class Handler final : public transport::MessageHandler {
 public:
  asio::awaitable<void> handle(const transport::Message& request, transport::Replies& replies) override {
    const std::string octets(request.octets.begin(), request.octets.end());
    ++begun;
    if (octets.find("throw") != std::string::npos) throw std::runtime_error("as asked");
    if (octets.find("wait") != std::string::npos) {
      asio::steady_timer timer(co_await asio::this_coro::executor);
      while (!release) {
        timer.expires_after(milliseconds(1));
        co_await timer.async_wait(asio::use_awaitable);
      }
    }
    if (octets.find("many") != std::string::npos) {
      const std::vector<std::uint8_t> large(60000, 'x');
      for (int i = 0; i < 400; ++i)
        if (!co_await replies.send(large)) co_return;
    } else {
      const std::string reply = reply_to(octets);
      co_await replies.send({reinterpret_cast<const std::uint8_t*>(reply.data()), reply.size()});
    }
    ++done;
  }
  std::atomic<int> begun = 0;
  std::atomic<int> done = 0;
  std::atomic<bool> release = false;
};

inline publish::Served served() {
  zone::Builder builder(*wire::Name::from_text("example."));
  std::vector<std::uint8_t> soa(22);
  builder.add(*wire::Name::from_text("example."), rr::Type::SOA, 60, soa, {});
  builder.add(*wire::Name::from_text("example."), rr::Type::NS, 60, std::vector<std::uint8_t>{0}, {});
  answer::Settings settings;
  settings.senders.addresses = {{*base::Address::from_text("127.0.0.1"), 32}};
  return {std::make_shared<const answer::ZoneSet>(std::vector<answer::ZoneSet::Entry>{
              {*wire::Name::from_text("example."), std::move(builder).finish().zone}}),
          settings};
}

class Server {
 public:
  explicit Server(unsigned connections = 100, unsigned idle_timeout_ms = 5000)
      : table(connections, connections),
        slow_path(publisher_, table, idle_timeout_ms, handler),
        worker(publisher_, table, idle_timeout_ms, &slow_path) {
    auto pairs = transport::open_pairs(*transport::SocketAddress::parse("127.0.0.1", 0), 1);
    REQUIRE(pairs);
    address = transport::local_address(pairs->front().udp.get());
    worker.open("test", std::move(pairs->front()));
    slow_path.start([this] { ended = true; });
    worker.start([] {});
  }
  ~Server() {
    worker.abort();
    worker.join();
    slow_path.abort();
    slow_path.join();
  }
  // As the process ends: the workers first.
  void finish() {
    worker.finish();
    worker.join();
    slow_path.finish();
  }

 private:
  publish::Publisher publisher_{served()};

 public:
  Handler handler;
  std::atomic<bool> ended = false;
  transport::ConnectionTable table;
  transport::SocketAddress address;
  SlowPath slow_path;
  Worker worker;
};

class Client {
 public:
  Client(int type, const Server& server, const char* from = "127.0.0.1") : fd_(::socket(AF_INET, type, 0)) {
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto source = *transport::SocketAddress::parse(from, 0);
    REQUIRE(::bind(fd_.get(), source.data(), source.size()) == 0);
    REQUIRE(::connect(fd_.get(), server.address.data(), server.address.size()) == 0);
  }
  void send(const std::string& octets) const {
    REQUIRE(::send(fd_.get(), octets.data(), octets.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(octets.size()));
  }
  // What is there; "" at the end or after five seconds.
  std::string receive() const {
    std::string octets(65536, '\0');
    const ssize_t size = ::recv(fd_.get(), octets.data(), octets.size(), 0);
    octets.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return octets;
  }
  std::string receive_size(std::size_t size) const {
    std::string all;
    for (std::string some = receive(); !some.empty(); some = all.size() < size ? receive() : "") all += some;
    return all;
  }
  bool readable_within(int ms) const {
    pollfd poller{.fd = fd_.get(), .events = POLLIN, .revents = 0};
    return ::poll(&poller, 1, ms) == 1;
  }

 private:
  transport::Descriptor fd_;
};

inline bool eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 3000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(1));
  }
  return false;
}

inline unsigned rcode(const std::string& reply) {
  return reply.size() < 12 ? 99 : static_cast<std::uint8_t>(reply[3]) & 15;
}

}  // namespace slow_path_test
