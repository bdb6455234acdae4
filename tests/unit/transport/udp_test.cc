#include "transport/udp.h"

#include <arpa/inet.h>

#include "loop_fixture.h"

using namespace bailiwick::transport;
using bailiwick::metrics::Counter;

namespace {

// Null where the machine has no such address.
std::shared_ptr<const Descriptor> open_shared(const SocketAddress& address) {
  auto socket = open_socket(Kind::Udp, address);
  return socket ? std::make_shared<const Descriptor>(std::move(*socket)) : nullptr;
}

}  // namespace

TEST_CASE("all queries that wait are answered in one batch, in place") {
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters);
  const auto server = open_shared(loopback());
  REQUIRE(server);
  Client client(SOCK_DGRAM, local_address(server->get()));
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 40; ++i) REQUIRE(client.send("query " + std::to_string(i)));
    CHECK(batch.run(server) == 40);
    CHECK(responder.batches == round + 1);
    for (int i = 0; i < 40; ++i) CHECK(client.receive() == "QUERY " + std::to_string(i));
  }
  CHECK(batch.run(server) == 0);
}

TEST_CASE("a batch has a bound, and the rest waits for the next") {
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters);
  const auto server = open_shared(loopback());
  REQUIRE(server);
  Client client(SOCK_DGRAM, local_address(server->get()));
  for (int i = 0; i < 70; ++i) REQUIRE(client.send("q"));
  CHECK(batch.run(server) == UdpBatch::kMessages);
  CHECK(batch.run(server) == 6);
}

TEST_CASE("silence for some of a batch does not mix up the others") {
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters);
  const auto server = open_shared(loopback());
  REQUIRE(server);
  Client first(SOCK_DGRAM, local_address(server->get()));
  Client second(SOCK_DGRAM, local_address(server->get()));
  first.send("silence");
  first.send("a");
  first.send(std::string(5000, 'x'));  // longer than any query: silence
  second.send("b");
  second.send("");  // an empty datagram is a query of no octets
  first.send(std::string(4096, 'x'));
  CHECK(batch.run(server) == 6);
  CHECK(first.receive() == "A");
  CHECK(first.receive() == std::string(4096, 'X'));
  CHECK(second.receive() == "B");
  CHECK_FALSE(first.readable_within(20));
  CHECK_FALSE(second.readable_within(20));
  CHECK(counters.get(Counter::Silence) == 1);
}

TEST_CASE("a wildcard socket answers from the address that was asked") {
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters);
  const auto server = open_shared(*SocketAddress::parse("0.0.0.0", 0));
  REQUIRE(server);
  const std::uint16_t port = local_address(server->get()).port();
  // A connected socket takes datagrams from that very address alone.
  Client one(SOCK_DGRAM, *SocketAddress::parse("127.0.0.1", port));
  Client two(SOCK_DGRAM, *SocketAddress::parse("127.0.0.2", port));
  for (int round = 0; round < 2; ++round) {
    one.send("one");
    two.send("two");
    CHECK(batch.run(server) == 2);
    CHECK(one.receive() == "ONE");
    CHECK(two.receive() == "TWO");
  }
}

TEST_CASE("the same over IPv6") {
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters);
  const auto server = open_shared(*SocketAddress::parse("::", 0));
  if (!server) return;  // a machine without IPv6
  Client client(SOCK_DGRAM, local_address(server->get()).with_port(0));
  const auto asked = *SocketAddress::parse("::1", local_address(server->get()).port());
  Client six(SOCK_DGRAM, asked);
  if (!six.connected) return;
  six.send("six");
  CHECK(batch.run(server) == 1);
  CHECK(six.receive() == "SIX");
}

TEST_CASE("replies that nobody takes stop nothing") {
  ShoutingResponder responder;
  bailiwick::metrics::Counters counters;
  UdpBatch batch(responder, counters);
  const auto server = open_shared(loopback());
  REQUIRE(server);
  for (int i = 0; i < 3; ++i) {
    Client gone(SOCK_DGRAM, local_address(server->get()));
    gone.send("gone");
  }
  Client client(SOCK_DGRAM, local_address(server->get()));
  client.send("here");
  std::size_t received = 0;
  for (int i = 0; i < 4 && received < 4; ++i) received += batch.run(server);
  CHECK(client.receive() == "HERE");
  client.send("still");
  while (batch.run(server) == 0) continue;
  CHECK(client.receive() == "STILL");
}

TEST_CASE("a loop serves datagrams, and finishing answers what has come in") {
  RunningLoop running;
  Client client(SOCK_DGRAM, running.address);
  client.send("hello");
  CHECK(client.receive() == "HELLO");
  // The loop is busy while these come in, and is told to end right behind.
  running.loop.post([] { std::this_thread::sleep_for(std::chrono::milliseconds(100)); });
  running.loop.post([&running] { running.loop.finish(); });
  for (int i = 0; i < 200; ++i) REQUIRE(client.send("last " + std::to_string(i)));
  for (int i = 0; i < 200; ++i) CHECK(client.receive() == "LAST " + std::to_string(i));
}

TEST_CASE("after the responder threw, the socket is served on") {
  RunningLoop running;
  Client client(SOCK_DGRAM, running.address);
  for (int i = 0; i < 20; ++i) {
    REQUIRE(client.send("throw"));
    // Lost only if it came in one batch with the one before.
    std::string reply;
    for (int tries = 0; tries < 50 && reply.empty(); ++tries) {
      REQUIRE(client.send("still"));
      if (client.readable_within(100)) reply = client.receive();
    }
    CHECK(reply == "STILL");
  }
}

TEST_CASE("finishing ends the loop even where the responder throws") {
  RunningLoop running;
  Client client(SOCK_DGRAM, running.address);
  running.loop.post([] { std::this_thread::sleep_for(std::chrono::milliseconds(100)); });
  running.loop.post([&running] { running.loop.finish(); });
  REQUIRE(client.send("throw"));
  running.thread.join();
  CHECK(running.responder.queries == 1);
  running.thread = std::thread([] {});
}

TEST_CASE("a closed address is not answered any more, another one is") {
  RunningLoop running;
  auto more = open_pairs(loopback(), 1);
  REQUIRE(more);
  const auto second = local_address(more->front().udp.get());
  running.loop.post([&] { running.loop.open("second", std::move(more->front())); });
  Client client(SOCK_DGRAM, second);
  client.send("x");
  CHECK(client.receive() == "X");
  running.loop.post([&] { running.loop.close("test"); });
  CHECK(eventually([&] { return !Client(SOCK_STREAM, running.address).connected; }));
  client.send("y");
  CHECK(client.receive() == "Y");
}
