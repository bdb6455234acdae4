// Connections that mean no good: lengths that lie, one octet at a time, half closed, dropped, and more of them than
// there is room for. After each, others are served.
#include <doctest/doctest.h>

#include <thread>

#include "e2e/site.h"
#include "hostile/target.h"

namespace bailiwick::hostile {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using support::Octets;
using support::TcpSocket;

// www.example. A IN, with the length before it.
Octets framed_query() {
  return TcpSocket::framed(support::encode(e2e::query("www.example.", "A")));
}

struct Served {
  e2e::Site site;
  std::unique_ptr<Target> target;
  explicit Served(const std::string& options = "tcp: {idle-timeout: 300ms}") {
    site.zone("example", kZone);
    site.configure(options);
    site.start();
    target = std::make_unique<Target>(site.port());
  }
  TcpSocket connect(const std::string& source = "") const { return {"127.0.0.1", site.port(), source}; }
  ~Served() {
    CHECK(target->answers_normally(false) == "");
    CHECK(target->answers_normally(true) == "");
    CHECK(site.process().running());
  }
};

Octets operator+(Octets left, const Octets& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

TEST_CASE("a length that lies costs the liar the connection, and nobody else anything") {
  Served served;
  const Octets good = framed_query();
  Octets long_one = good;
  long_one[1] = static_cast<std::uint8_t>(long_one[1] + 5);  // five octets that never come
  Octets short_one = good;
  short_one[1] = static_cast<std::uint8_t>(short_one[1] - 5);  // the rest is read as the next length, a great one
  for (const Octets& raw :
       {Octets{0}, Octets{0, 0}, Octets{0, 1}, Octets{0, 1, 7}, Octets{0, 11} + Octets(11, 0), Octets{0xff, 0xff, 1},
        Octets{0, 0} + good, long_one, short_one, short_one + good, good + Octets{0, 0}, Octets(70000, 0xff)}) {
    CAPTURE(raw.size());
    const TcpSocket idle = served.connect();
    TcpSocket socket = served.connect();
    socket.send_raw(raw);
    CHECK(served.target->answers_normally(true) == "");
    CHECK(socket.closed_within(seconds(10)));
  }
}

TEST_CASE("a client of one octet now and then is answered when it is done in time, and closed when it is not") {
  Served served("tcp: {idle-timeout: 2s}");
  TcpSocket quick = served.connect();
  for (const auto octet : framed_query()) {  // some 30 octets
    REQUIRE(quick.send_raw({octet}));
    std::this_thread::sleep_for(milliseconds(1));
  }
  CHECK(quick.receive(seconds(5)));
  TcpSocket slow = served.connect();
  REQUIRE(slow.send_raw({0xff, 0xff}));
  bool closed = false;
  for (int i = 0; i < 200 && !closed; ++i) {  // a message of 65535 octets, which at this rate takes an hour
    slow.send_raw({0});
    closed = slow.closed_within(milliseconds(50));
  }
  CHECK(closed);
}

TEST_CASE("connections that are half closed, dropped or reset at any point") {
  Served served;
  const Octets good = framed_query();
  for (std::size_t length = 0; length <= good.size(); ++length) {
    CAPTURE(length);
    const Octets part(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length));
    TcpSocket half = served.connect();
    half.send_raw(part);
    half.finish_sending();
    CHECK(half.receive(seconds(5)).has_value() == (length == good.size()));
    CHECK(half.closed_within(seconds(5)));
    served.connect().send_raw(part);  // dropped, and by the kernel reset where a reply came
  }
}

TEST_CASE("many connections from one address do not keep another address out, nor its own next one") {
  Served served("tcp: {connections: 60, connections-per-client: 20, idle-timeout: 10s}");
  std::vector<std::unique_ptr<TcpSocket>> flood;
  for (int i = 0; i < 300; ++i) {
    flood.push_back(std::make_unique<TcpSocket>("127.0.0.1", served.site.port(), "127.0.0.2"));
    if (i % 50 == 0) CHECK(served.target->answers_normally(true, "127.0.0.3") == "");
  }
  CHECK(served.target->answers_normally(true, "127.0.0.2") == "");
  CHECK(served.target->answers_normally(true, "127.0.0.3") == "");
}

TEST_CASE("nor do many from many addresses, each with half a query") {
  Served served("tcp: {connections: 60, connections-per-client: 20, idle-timeout: 10s}");
  std::vector<std::unique_ptr<TcpSocket>> flood;
  for (int i = 0; i < 300; ++i) {
    const std::string source = "127.0.1." + std::to_string(1 + i % 100);
    flood.push_back(std::make_unique<TcpSocket>("127.0.0.1", served.site.port(), source));
    flood.back()->send_raw({0, 29, 1, 2, 3});
  }
  CHECK(served.target->answers_normally(true, "127.0.0.3") == "");
  CHECK(served.target->answers_normally(false) == "");
}

TEST_CASE("connections that come and go by the thousand leave nothing behind") {
  Served served("tcp: {connections: 60, connections-per-client: 20}");
  for (int i = 0; i < 3000; ++i) {
    const TcpSocket socket = served.connect();
    if (i % 3 == 0) socket.send_raw(framed_query());
  }
}

}  // namespace
}  // namespace bailiwick::hostile
