// DNS over TCP as RFC 7766 has it: many queries on a connection, in whatever pieces they come, and limits in time and
// number.
#include <doctest/doctest.h>
#include <signal.h>

#include <set>
#include <thread>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using support::Octets;
using support::TcpSocket;

Octets numbered_query(std::uint16_t id) {
  auto asked = query("www.example.com.", "A");
  asked.id = id;
  return support::encode(asked);
}

struct Server {
  Site site;
  explicit Server(const std::string& options = "") {
    site.zone("example.com", example_zone());
    site.configure(options);
    site.start();
  }
};

std::set<int> ids_of_replies(TcpSocket& socket, std::size_t count) {
  std::set<int> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto message = socket.receive(seconds(5));
    if (!message) break;
    const auto reply = support::parse_reply(*message);
    if (reply && reply->rcode == 0 && reply->answer.size() == 1) out.insert(reply->id);
  }
  return out;
}

TEST_CASE("many queries in one segment all get their reply") {
  Server server;
  TcpSocket socket("127.0.0.1", server.site.port());
  Octets all;
  for (std::uint16_t id = 1; id <= 200; ++id) {
    const auto one = TcpSocket::framed(numbered_query(id));
    all.insert(all.end(), one.begin(), one.end());
  }
  REQUIRE(socket.send_raw(all));
  CHECK(ids_of_replies(socket, 200).size() == 200);
}

TEST_CASE("one query in as many segments as it has octets gets its reply") {
  Server server;
  TcpSocket socket("127.0.0.1", server.site.port());
  for (const auto octet : TcpSocket::framed(numbered_query(7))) {
    REQUIRE(socket.send_raw({octet}));
    std::this_thread::sleep_for(milliseconds(2));
  }
  CHECK(ids_of_replies(socket, 1) == std::set{7});
}

TEST_CASE("a client that has finished sending still gets its replies, and then the end") {
  Server server;
  TcpSocket socket("127.0.0.1", server.site.port());
  for (std::uint16_t id = 1; id <= 3; ++id) REQUIRE(socket.send(numbered_query(id)));
  socket.finish_sending();
  CHECK(ids_of_replies(socket, 3) == std::set{1, 2, 3});
  CHECK(socket.closed_within(seconds(5)));
}

TEST_CASE("an idle connection is closed, one in use is not") {
  Server server("tcp: {idle-timeout: 1s}");
  TcpSocket idle("127.0.0.1", server.site.port());
  TcpSocket used("127.0.0.1", server.site.port());
  for (std::uint16_t id = 1; id <= 8; ++id) {
    REQUIRE(used.send(numbered_query(id)));
    CHECK(ids_of_replies(used, 1) == std::set<int>{id});
    std::this_thread::sleep_for(milliseconds(250));
  }
  CHECK(idle.closed_within(seconds(5)));  // the default would be 10 s
}

TEST_CASE("a query that never gets complete does not keep a connection open") {
  Server server("tcp: {idle-timeout: 1s}");
  TcpSocket socket("127.0.0.1", server.site.port());
  REQUIRE(socket.send_raw({0, 40, 1, 2, 3}));
  CHECK(socket.closed_within(seconds(10)));
}

TEST_CASE("at a client's limit its longest idle connection goes, and the new one is served") {
  Server server("tcp: {connections-per-client: 3}");
  std::vector<std::unique_ptr<TcpSocket>> sockets;
  for (std::uint16_t id = 0; id < 4; ++id) {
    sockets.push_back(std::make_unique<TcpSocket>("127.0.0.1", server.site.port()));
    REQUIRE(sockets.back()->send(numbered_query(id)));
    CHECK(ids_of_replies(*sockets.back(), 1) == std::set<int>{id});
    std::this_thread::sleep_for(milliseconds(20));
  }
  CHECK(sockets[0]->closed_within(seconds(5)));
  for (std::uint16_t id = 1; id < 4; ++id) {
    REQUIRE(sockets[id]->send(numbered_query(id)));
    CHECK(ids_of_replies(*sockets[id], 1) == std::set<int>{id});
  }
}

TEST_CASE("a client that does not read holds nobody else up") {
  Server server;
  TcpSocket deaf("127.0.0.1", server.site.port());
  Octets many;
  for (int i = 0; i < 500; ++i) {
    const auto one = TcpSocket::framed(numbered_query(9));
    many.insert(many.end(), one.begin(), one.end());
  }
  std::thread sender([&] {  // ends when the server has closed the connection or taken everything
    for (int i = 0; i < 200 && deaf.send_raw(many); ++i) {
    }
  });
  for (int i = 0; i < 20; ++i) CHECK(server.site.ask("www.example.com.", "A", true).answer.size() == 1);
  server.site.process().signal(SIGTERM);
  CHECK(server.site.process().wait(seconds(5)) == 0);
  sender.join();
}

TEST_CASE("keepalive is told over TCP when asked for, and never over UDP") {  // RFC 7828 section 3.3
  Server server("tcp: {idle-timeout: 10s}");
  auto asked = query("www.example.com.", "A");
  asked.edns = support::Edns{};
  asked.edns->options.push_back({11, {}});
  CHECK(server.site.ask(asked, false).edns.value().options.empty());
  const auto reply = server.site.ask(asked, true);
  REQUIRE(reply.edns);
  CHECK(reply.edns->options == std::vector<support::EdnsOption>{{11, {0, 100}}});  // in units of 100 ms
}

}  // namespace
}  // namespace bailiwick::e2e
