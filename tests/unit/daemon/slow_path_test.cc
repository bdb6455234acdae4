// What a worker hands over to the slow path, and what clients see of it: a NOTIFY (RFC 1996) from a known address, over
// UDP and TCP, a queue that is full, handlers that wait, throw, or stream, and the end with messages waiting.
#include "slow_path_fixture.h"

namespace slow_path_test {

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
