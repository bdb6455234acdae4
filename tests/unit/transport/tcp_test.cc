#include "loop_fixture.h"

using namespace bailiwick::transport;
using bailiwick::metrics::Counter;
using std::chrono::milliseconds;

TEST_CASE("many queries in one segment are answered in order") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  std::string queries, replies;
  for (int i = 0; i < 500; ++i) {
    queries += framed("query " + std::to_string(i));
    replies += framed("QUERY " + std::to_string(i));
  }
  REQUIRE(client.send(queries));
  client.shutdown_send();
  CHECK(client.receive_to_end() == replies);
}

TEST_CASE("queries that wait together are answered in batches") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  std::string queries, replies;
  for (int i = 0; i < 10; ++i) {
    queries += framed("q" + std::to_string(i));
    replies += framed("Q" + std::to_string(i));
  }
  REQUIRE(client.send(queries));
  // One write: all of it is there as soon as any is.
  REQUIRE(client.readable_within(3000));
  CHECK(client.receive() == replies);
  CHECK(running.responder.queries == 10);
  CHECK(running.responder.batches == 1);
}

TEST_CASE("one query may come in many segments") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  for (const char octet : framed("in pieces")) {
    REQUIRE(client.send(std::string(1, octet)));
    std::this_thread::sleep_for(milliseconds(2));
  }
  CHECK(client.receive() == framed("IN PIECES"));
}

TEST_CASE("the largest message fits, in both directions") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  REQUIRE(client.send(framed(std::string(65535, 'x')) + framed("next")));
  client.shutdown_send();
  CHECK(client.receive_to_end() == framed(std::string(65535, 'X')) + framed("NEXT"));
}

TEST_CASE("after a half-close what came in before is answered, and the connection closed") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  client.send(framed("one") + framed("two") + "\x01");
  client.shutdown_send();
  CHECK(client.receive_to_end() == framed("ONE") + framed("TWO"));
}

TEST_CASE("a message without octets ends the connection behind the replies before it") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  client.send(framed("one") + framed(""));
  CHECK(client.receive_to_end() == framed("ONE"));
}

TEST_CASE("a query that gets silence keeps the connection") {
  RunningLoop running;
  Client client(SOCK_STREAM, running.address);
  client.send(framed("silence") + framed("after"));
  CHECK(client.receive() == framed("AFTER"));
}

TEST_CASE("an idle connection is closed after the timeout, and a used one is not") {
  RunningLoop running(100, 100, 300);
  Client idle(SOCK_STREAM, running.address);
  Client used(SOCK_STREAM, running.address);
  for (int i = 0; i < 8; ++i) {
    REQUIRE(used.send(framed("x")));
    CHECK(used.receive() == framed("X"));
    std::this_thread::sleep_for(milliseconds(100));
  }
  CHECK(idle.readable_within(0));
  CHECK(idle.receive().empty());
  CHECK(running.table.size() == 1);
}

TEST_CASE("an octet now and then does not keep a connection open") {
  RunningLoop running(100, 100, 300);
  Client client(SOCK_STREAM, running.address);
  const auto start = std::chrono::steady_clock::now();
  client.send("\x7f");
  while (!client.readable_within(20) && std::chrono::steady_clock::now() - start < milliseconds(3000))
    if (!client.send("x")) break;
  CHECK(std::chrono::steady_clock::now() - start < milliseconds(1000));
  CHECK(client.receive().empty());
}

TEST_CASE("a client that takes no replies is cut off") {
  RunningLoop running(100, 100, 300);
  Client client(SOCK_STREAM, running.address);
  int small = 4096;
  setsockopt(client.fd(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  for (int i = 0; i < 400; ++i) client.send(framed("big"));
  CHECK(eventually([&] { return running.table.size() == 0; }));
}

TEST_CASE("at the limit the longest idle connection makes room") {
  RunningLoop running(2, 2);
  Client first(SOCK_STREAM, running.address);
  first.send(framed("a"));
  CHECK(first.receive() == framed("A"));
  Client second(SOCK_STREAM, running.address);
  second.send(framed("b"));
  CHECK(second.receive() == framed("B"));
  first.send(framed("again"));
  CHECK(first.receive() == framed("AGAIN"));
  Client third(SOCK_STREAM, running.address);
  third.send(framed("c"));
  CHECK(third.receive() == framed("C"));
  CHECK(second.receive().empty());
  first.send(framed("still"));
  CHECK(first.receive() == framed("STILL"));
  CHECK(running.counters.get(Counter::TcpRefused) == 1);
  CHECK(running.counters.get(Counter::TcpConnections) == 3);
}

TEST_CASE("a client at its own limit does not cost another one its connection") {
  RunningLoop running(10, 2);
  Client other(SOCK_STREAM, running.address, *SocketAddress::parse("127.0.0.3", 0));
  other.send(framed("o"));
  CHECK(other.receive() == framed("O"));
  std::vector<Client> greedy;
  for (int i = 0; i < 5; ++i) {
    greedy.emplace_back(SOCK_STREAM, running.address);
    greedy.back().send(framed("g"));
    CHECK(greedy.back().receive() == framed("G"));
  }
  CHECK(running.table.size() == 3);
  other.send(framed("p"));
  CHECK(other.receive() == framed("P"));
}

TEST_CASE("connections that come and go leave nothing behind") {
  RunningLoop running;
  for (int i = 0; i < 200; ++i) {
    Client client(SOCK_STREAM, running.address);
    if (i % 2 == 0) client.send(framed("x"));
    linger reset{.l_onoff = 1, .l_linger = 0};
    if (i % 3 == 0) setsockopt(client.fd(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  }
  CHECK(eventually([&] { return running.table.size() == 0; }));
}

TEST_CASE("what throws costs its own connection; others and the listener go on") {
  RunningLoop running;
  Client other(SOCK_STREAM, running.address);
  REQUIRE(other.send(framed("a")));
  CHECK(other.receive() == framed("A"));
  for (int i = 0; i < 3; ++i) {
    Client client(SOCK_STREAM, running.address);
    // What was answered before, in another read, has arrived.
    REQUIRE(client.send(framed("b")));
    CHECK(client.receive() == framed("B"));
    REQUIRE(client.send(framed("c") + framed("throw")));
    CHECK(client.receive_to_end().empty());
  }
  CHECK(eventually([&] { return running.table.size() == 1; }));
  // Nothing of another connection's batch is in the reply.
  REQUIRE(other.send(framed("d")));
  CHECK(other.receive() == framed("D"));
  CHECK_FALSE(other.readable_within(20));
}

TEST_CASE("finishing answers what has come in on connections old and new, then the loop ends") {
  RunningLoop running;
  Client old(SOCK_STREAM, running.address);
  Client idle(SOCK_STREAM, running.address);
  old.send(framed("x"));
  CHECK(old.receive() == framed("X"));
  running.loop.post([] { std::this_thread::sleep_for(milliseconds(150)); });
  running.loop.post([&running] { running.loop.finish(); });
  Client fresh(SOCK_STREAM, running.address);
  old.send(framed("one") + framed("two"));
  fresh.send(framed("three"));
  const auto start = std::chrono::steady_clock::now();
  CHECK(old.receive_to_end() == framed("ONE") + framed("TWO"));
  CHECK(fresh.receive_to_end() == framed("THREE"));
  CHECK(idle.receive_to_end().empty());
  CHECK(std::chrono::steady_clock::now() - start < milliseconds(800));
  CHECK(eventually([&] { return running.table.size() == 0; }));
}

TEST_CASE("a limit holds over several loops") {
  ShoutingResponder responders[2];
  bailiwick::metrics::Counters counters[2];
  ConnectionTable table(4, 4);
  auto pairs = open_pairs(loopback(), 2);
  REQUIRE(pairs);
  const auto address = local_address(pairs->front().udp.get());
  EventLoop first(responders[0], counters[0], table, 5000);
  EventLoop second(responders[1], counters[1], table, 5000);
  first.open("x", std::move((*pairs)[0]));
  second.open("x", std::move((*pairs)[1]));
  std::thread threads[] = {std::thread([&] { first.run(); }), std::thread([&] { second.run(); })};
  {
    std::vector<Client> clients;
    for (int i = 0; i < 40; ++i) {
      clients.emplace_back(SOCK_STREAM, address);
      clients.back().send(framed("q"));
      CHECK(clients.back().receive() == framed("Q"));
    }
    CHECK(table.size() == 4);
    int open = 0;
    for (Client& client : clients) open += client.readable_within(100) ? 0 : 1;
    CHECK(open == 4);
  }
  first.post([&] { first.finish(); });
  second.post([&] { second.finish(); });
  for (std::thread& thread : threads) thread.join();
}

// UBSan needs descriptors of its own (a pipe, to look at memory) and sees ghosts without them.
#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#define BAILIWICK_NO_EMFILE_TEST
#endif
#endif
#ifndef BAILIWICK_NO_EMFILE_TEST
TEST_CASE("running out of descriptors delays a connection, and nothing else") {
  RunningLoop running;
  Client datagrams(SOCK_DGRAM, running.address);
  Client late(SOCK_STREAM, running.address.with_port(1));  // has its descriptor, and no connection yet
  std::vector<Descriptor> all;
  for (int fd = ::dup(0); fd >= 0; fd = ::dup(0)) all.emplace_back(fd);
  REQUIRE(errno == EMFILE);
  REQUIRE(::connect(late.fd(), running.address.data(), running.address.size()) == 0);
  REQUIRE(late.send(framed("late")));
  CHECK_FALSE(late.readable_within(300));
  datagrams.send("still here");
  CHECK(datagrams.receive() == "STILL HERE");
  all.clear();
  CHECK(late.receive() == framed("LATE"));
}
#endif
