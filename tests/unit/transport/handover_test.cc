// What a loop hands over: whole, with the way back, and nothing of it stays behind.
#include "transport/handover.h"

#include <mutex>

#include "loop_fixture.h"
#include "transport/udp.h"

using namespace bailiwick::transport;
using bailiwick::metrics::Counter;

namespace {

class Taker final : public Handover {
 public:
  bool take(UdpMessage message) override {
    const std::lock_guard lock(mutex_);
    if (is_full) return false;
    messages.push_back(std::move(message));
    ++taken;
    return true;
  }
  void take(MovedConnection connection) override {
    const std::lock_guard lock(mutex_);
    connections.push_back(std::move(connection));
    ++taken;
  }
  // Once `taken` says so.
  std::vector<UdpMessage> messages;
  std::vector<MovedConnection> connections;
  std::atomic<int> taken = 0;
  std::atomic<bool> is_full = false;

 private:
  std::mutex mutex_;
};

struct HandingOver {
  Taker taker;
  RunningLoop running{100, 100, 5000, &taker};
};

std::string text(const std::vector<std::uint8_t>& octets) {
  return {octets.begin(), octets.end()};
}

bailiwick::base::Bytes bytes(const std::string& octets) {
  return {reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()};
}

}  // namespace

TEST_CASE("a datagram that is handed over is a copy, and its reply leaves by the socket that it came in by") {
  HandingOver test;
  Client client(SOCK_DGRAM, test.running.address);
  REQUIRE(client.send("hand over this"));
  REQUIRE(eventually([&] { return test.taker.taken == 1; }));
  REQUIRE(client.send("other"));
  CHECK(client.receive() == "OTHER");
  const UdpMessage& message = test.taker.messages.front();
  CHECK(text(message.octets) == "hand over this");
  CHECK(send_reply(message, bytes("reply")));
  CHECK(client.receive() == "reply");
}

TEST_CASE("the reply to a datagram at a wildcard socket has the address that was asked as its source") {
  Taker taker;
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters, &taker);
  auto opened = open_socket(Kind::Udp, *SocketAddress::parse("0.0.0.0", 0));
  REQUIRE(opened);
  auto server = std::make_shared<const Descriptor>(std::move(*opened));
  // A connected socket takes datagrams from that very address alone.
  Client two(SOCK_DGRAM, *SocketAddress::parse("127.0.0.2", local_address(server->get()).port()));
  REQUIRE(two.send("hand over"));
  CHECK(batch.run(server) == 1);
  REQUIRE(taker.messages.size() == 1);
  CHECK(send_reply(taker.messages.front(), bytes("two")));
  CHECK(two.receive() == "two");
  server.reset();
  CHECK_FALSE(send_reply(taker.messages.front(), bytes("late")));
}

TEST_CASE("what finds no room is dropped and counted") {
  HandingOver test;
  test.taker.is_full = true;
  Client client(SOCK_DGRAM, test.running.address);
  REQUIRE(client.send("hand over"));
  CHECK(eventually([&] { return test.running.counters.get(Counter::SlowPathDropped) == 1; }));
  CHECK_FALSE(client.readable_within(20));
}

TEST_CASE("a connection moves with what it has read, after the replies to what came with it") {
  HandingOver test;
  Client client(SOCK_STREAM, test.running.address);
  REQUIRE(client.send(framed("before") + framed("hand over 1") + framed("hand over 2") + framed("after") + "\x01"));
  REQUIRE(eventually([&] { return test.taker.taken == 1; }));
  CHECK(client.receive() == framed("BEFORE") + framed("AFTER"));
  MovedConnection& moved = test.taker.connections.front();
  CHECK(text(moved.handed_over) == framed("hand over 1") + framed("hand over 2"));
  CHECK(text(moved.received) == "\x01");
  CHECK(test.running.table.size() == 1);
  // The loop has let go of it: what comes now waits for its new owner.
  REQUIRE(client.send(framed("x")));
  CHECK_FALSE(client.readable_within(50));
  const std::string reply = framed("later");
  CHECK(::send(moved.socket.get(), reply.data(), reply.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(reply.size()));
  CHECK(client.receive() == framed("later"));
  test.taker.connections.clear();
  CHECK(client.receive_to_end().empty());
  CHECK(test.running.table.size() == 0);
}

TEST_CASE("without a slow path the datagram is dropped and the connection closed") {
  RunningLoop running;
  Client datagrams(SOCK_DGRAM, running.address);
  REQUIRE(datagrams.send("hand over"));
  CHECK(eventually([&] { return running.counters.get(Counter::SlowPathDropped) == 1; }));
  Client stream(SOCK_STREAM, running.address);
  REQUIRE(stream.send(framed("hand over")));
  CHECK(stream.receive_to_end().empty());
}
