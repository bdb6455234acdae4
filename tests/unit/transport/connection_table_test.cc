#include "transport/connection_table.h"

#include <doctest/doctest.h>

#include <vector>

using namespace bailiwick::transport;

namespace {

struct Recorder final : ConnectionTable::Owner {
  void request_close(std::uint64_t id) override { closed.push_back(id); }
  std::vector<std::uint64_t> closed;
};

ClientKey client(const char* address) {
  return client_key(*SocketAddress::parse(address, 4711));
}

}  // namespace

TEST_CASE("at the limit in all, the longest idle connection goes") {
  Recorder owner;
  ConnectionTable table(3, 3);
  auto first = table.admit(client("192.0.2.1"), owner, 1);
  auto second = table.admit(client("192.0.2.2"), owner, 2);
  auto third = table.admit(client("192.0.2.3"), owner, 3);
  first.ticket.touch();
  auto fourth = table.admit(client("192.0.2.4"), owner, 4);
  CHECK(fourth.displaced);
  CHECK(owner.closed == std::vector<std::uint64_t>{2});
  CHECK(table.size() == 3);
}

TEST_CASE("the longest idle is known exactly, however many were used since the last had to go") {
  constexpr std::uint64_t kConnections = 50;
  Recorder owner;
  ConnectionTable table(kConnections, kConnections);
  const ConnectionTable::Time start = Clock::now();
  const auto at = [&](int ms) { return start + std::chrono::milliseconds(ms); };
  std::vector<ConnectionTable::Admission> open;
  for (std::uint64_t id = 0; id < kConnections; ++id)
    open.push_back(table.admit(client("192.0.2.1"), owner, id, at(static_cast<int>(id))));
  // Used in another order than they came in: 7 * id modulo 50 takes each value once.
  for (std::uint64_t id = 0; id < kConnections; ++id) open[id].ticket.touch(at(1000 + static_cast<int>(7 * id % 50)));
  std::vector<ConnectionTable::Admission> more;
  for (int i = 0; i < 10; ++i) more.push_back(table.admit(client("192.0.2.1"), owner, 100, at(2000 + i)));
  REQUIRE(owner.closed.size() == 10);
  for (std::uint64_t i = 0; i < 10; ++i) CHECK(7 * owner.closed[i] % 50 == i);
  CHECK(table.size() == kConnections);
}

TEST_CASE("a connection that moves keeps its place, and its new owner is told to close it") {
  Recorder before, after;
  ConnectionTable table(2, 2);
  const ConnectionTable::Time start = Clock::now();
  auto first = table.admit(client("192.0.2.1"), before, 1, start);
  auto second = table.admit(client("192.0.2.2"), before, 2, start + std::chrono::seconds(1));
  CHECK(first.ticket.move_to(after, 77));
  CHECK(table.size() == 2);
  auto third = table.admit(client("192.0.2.3"), before, 3);
  CHECK(before.closed.empty());
  CHECK(after.closed == std::vector<std::uint64_t>{77});
  CHECK_FALSE(first.ticket.move_to(before, 1));  // its place is lost
}

TEST_CASE("at a client's limit, its own longest idle connection goes") {
  Recorder owner;
  ConnectionTable table(10, 2);
  auto other = table.admit(client("192.0.2.9"), owner, 1);
  auto first = table.admit(client("192.0.2.1"), owner, 2);
  auto second = table.admit(client("192.0.2.1"), owner, 3);
  auto third = table.admit(client("192.0.2.1"), owner, 4);
  CHECK(owner.closed == std::vector<std::uint64_t>{2});
  CHECK(table.size() == 3);
}

TEST_CASE("a displaced connection's ticket is nobody else's") {
  Recorder owner;
  ConnectionTable table(1, 1);
  auto first = table.admit(client("192.0.2.1"), owner, 1);
  {
    auto displaced = std::move(first);
    auto second = table.admit(client("192.0.2.2"), owner, 2);
    displaced.ticket.touch();
    displaced = {};
    CHECK(table.size() == 1);
  }
  CHECK(table.size() == 0);
}

TEST_CASE("limits can be changed while connections are open") {
  Recorder owner;
  ConnectionTable table(1, 1);
  auto first = table.admit(client("192.0.2.1"), owner, 1);
  table.set_limits(2, 2);
  auto second = table.admit(client("192.0.2.1"), owner, 2);
  CHECK(owner.closed.empty());
  table.set_limits(1, 1);
  auto third = table.admit(client("192.0.2.1"), owner, 3);
  CHECK(owner.closed == std::vector<std::uint64_t>{1});
}

TEST_CASE("an IPv6 client is its /64, an IPv4 client its address, whatever the port") {
  CHECK(client("2001:db8::1") == client("2001:db8::ffff:1"));
  CHECK(client("2001:db8::1") != client("2001:db8:0:1::1"));
  CHECK(client("192.0.2.1") != client("192.0.2.2"));
  CHECK(client_key(*SocketAddress::parse("192.0.2.1", 1)) == client_key(*SocketAddress::parse("192.0.2.1", 2)));
}
