// What a worker hands over to the slow path, and what clients see of it: a NOTIFY (RFC 1996) from a known address, over
// UDP and TCP, a queue that is full, handlers that wait, throw, or stream, and the end with messages waiting.
#include "daemon/slow_path.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>

#include <boost/asio/this_coro.hpp>
#include <chrono>
#include <stdexcept>
#include <string>

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

// About `zone`. SOA, IN; its id is `id`.
std::string message(std::uint8_t opcode, const std::string& zone, unsigned id = 1) {
  std::string octets{static_cast<char>(id >> 8), static_cast<char>(id), static_cast<char>(opcode << 3)};
  octets += std::string("\0\0\1\0\0\0\0\0\0", 9);
  const wire::Name name = *wire::Name::from_text(zone);
  octets.append(reinterpret_cast<const char*>(name.data()), name.size());
  return octets + std::string("\0\6\0\1", 4);
}

std::string framed(const std::string& octets) {
  return std::string{static_cast<char>(octets.size() >> 8), static_cast<char>(octets.size())} + octets;
}

// RFC 1996 §4.7: the request with QR set.
std::string reply_to(std::string notify) {
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

publish::Served served() {
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

bool eventually(const std::function<bool()>& condition) {
  for (int i = 0; i < 3000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(1));
  }
  return false;
}

unsigned rcode(const std::string& reply) {
  return reply.size() < 12 ? 99 : static_cast<std::uint8_t>(reply[3]) & 15;
}

TEST_CASE("a NOTIFY from a known address is handled, another one gets NOTIMP from the worker") {
  Server server;
  const Client known(SOCK_DGRAM, server);
  const Client other(SOCK_DGRAM, server, "127.0.0.2");
  known.send(message(kNotify, "example."));
  CHECK(known.receive() == reply_to(message(kNotify, "example.")));
  other.send(message(kNotify, "example."));
  CHECK(rcode(other.receive()) == 4);
  CHECK(server.handler.begun == 1);
}

TEST_CASE("a connection with a NOTIFY moves to the slow path for good, which answers questions there, too") {
  Server server;
  const Client client(SOCK_STREAM, server);
  client.send(framed(message(kQuery, "example.", 7)));
  CHECK(rcode(client.receive().substr(2)) == 0);
  client.send(framed(message(kNotify, "example.", 8)));
  CHECK(client.receive() == framed(reply_to(message(kNotify, "example.", 8))));
  CHECK(server.table.size() == 1);
  CHECK(server.worker.counters().get(Counter::TcpQueries) == 2);
  client.send(framed(message(kQuery, "example.", 9)));
  const std::string reply = client.receive();
  CHECK(rcode(reply.substr(2)) == 0);
  CHECK(reply[3] == 9);
  CHECK(server.slow_path.counters().get(Counter::TcpQueries) == 1);
  client.send(framed(message(kNotify, "example.", 10)) + framed(message(kNotify, "example.", 11)));
  const std::string both =
      framed(reply_to(message(kNotify, "example.", 10))) + framed(reply_to(message(kNotify, "example.", 11)));
  CHECK(client.receive_size(both.size()) == both);
}

TEST_CASE("a full queue drops and counts, and is of use again") {
  Server server;
  const Client client(SOCK_DGRAM, server);
  constexpr int kMost = SlowPath::kMostMessages;
  for (int i = 0; i < kMost; ++i) {
    client.send(message(kNotify, "wait.example.", static_cast<unsigned>(i)));
    if (i % 64 == 0) REQUIRE(eventually([&] { return server.handler.begun > i; }));
  }
  REQUIRE(eventually([&] { return server.handler.begun == kMost; }));
  CHECK(server.worker.counters().get(Counter::SlowPathDropped) == 0);
  for (int i = 0; i < 3; ++i) client.send(message(kNotify, "wait.example."));
  CHECK(eventually([&] { return server.worker.counters().get(Counter::SlowPathDropped) == 3; }));
  client.send(message(kQuery, "example."));  // the worker answers on
  CHECK(rcode(client.receive()) == 0);
  server.handler.release = true;
  REQUIRE(eventually([&] { return server.handler.done == kMost; }));
  while (client.readable_within(50)) client.receive();
  client.send(message(kNotify, "example."));
  CHECK(client.receive() == reply_to(message(kNotify, "example.")));
}

TEST_CASE("what a handler throws costs its message, over TCP its connection, and nothing else") {
  Server server;
  const Client datagrams(SOCK_DGRAM, server);
  const Client stream(SOCK_STREAM, server);
  datagrams.send(message(kNotify, "throw.example."));
  stream.send(framed(message(kNotify, "throw.example.")));
  CHECK(stream.receive().empty());
  datagrams.send(message(kNotify, "example."));
  CHECK(datagrams.receive() == reply_to(message(kNotify, "example.")));
  CHECK(eventually([&] { return server.table.size() == 0; }));
}

TEST_CASE("many large replies on one connection wait for the client, and hold up no other") {
  Server server;
  const Client slow(SOCK_STREAM, server);
  slow.send(framed(message(kNotify, "many.example.")));
  REQUIRE(eventually([&] { return server.handler.begun == 1; }));
  const Client other(SOCK_DGRAM, server);
  other.send(message(kNotify, "example."));
  CHECK(other.receive() == reply_to(message(kNotify, "example.")));
  CHECK(eventually([&] { return server.handler.done == 1; }));
  CHECK(slow.receive_size(400 * 60002).size() == 400 * 60002);
  CHECK(eventually([&] { return server.handler.done == 2; }));
}

TEST_CASE("a client that takes no replies is cut off, one whose reply takes long to make is not") {
  Server server(100, 300);
  const Client takes_none(SOCK_STREAM, server);
  takes_none.send(framed(message(kNotify, "many.example.")));
  const Client waits(SOCK_STREAM, server);
  waits.send(framed(message(kNotify, "wait.example.")));
  CHECK(eventually([&] { return server.table.size() == 1; }));
  CHECK_FALSE(waits.readable_within(400));
  server.handler.release = true;
  CHECK(waits.receive() == framed(reply_to(message(kNotify, "wait.example."))));
}

TEST_CASE("a moved connection counts for the limits, and makes room when it is idle longest") {
  Server server(2);
  const Client moved(SOCK_STREAM, server);
  moved.send(framed(message(kNotify, "example.")));
  CHECK(moved.receive() == framed(reply_to(message(kNotify, "example."))));
  const Client second(SOCK_STREAM, server);
  second.send(framed(message(kQuery, "example.")));
  CHECK(rcode(second.receive().substr(2)) == 0);
  const Client third(SOCK_STREAM, server);
  third.send(framed(message(kQuery, "example.")));
  CHECK(rcode(third.receive().substr(2)) == 0);
  CHECK(moved.receive().empty());
  CHECK(server.table.size() == 2);
}

TEST_CASE("finishing handles what waits, over UDP as long as the socket is open, and ends") {
  Server server;
  const Client stream(SOCK_STREAM, server);
  const Client datagrams(SOCK_DGRAM, server);
  stream.send(framed(message(kNotify, "wait.example.")));
  datagrams.send(message(kNotify, "wait.example."));
  REQUIRE(eventually([&] { return server.handler.begun == 2; }));
  server.finish();
  std::this_thread::sleep_for(milliseconds(30));
  CHECK_FALSE(server.ended);
  server.handler.release = true;
  CHECK(stream.receive_size(1000) == framed(reply_to(message(kNotify, "wait.example."))));
  CHECK(eventually([&] { return server.ended.load(); }));
  CHECK(server.handler.done == 2);
}

TEST_CASE("an abort ends at once, whatever waits") {
  Server server;
  const Client stream(SOCK_STREAM, server);
  const Client datagrams(SOCK_DGRAM, server);
  stream.send(framed(message(kNotify, "wait.example.")));
  for (int i = 0; i < 100; ++i) datagrams.send(message(kNotify, "wait.example."));
  REQUIRE(eventually([&] { return server.handler.begun == 101; }));
  const auto start = std::chrono::steady_clock::now();
  server.finish();
  server.slow_path.abort();
  server.slow_path.join();
  CHECK(std::chrono::steady_clock::now() - start < milliseconds(200));
  CHECK(server.ended);
  CHECK(stream.receive().empty());
  CHECK(server.handler.done == 0);
}

}  // namespace slow_path_test
