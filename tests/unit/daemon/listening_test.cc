#include "daemon/listening.h"

#include <algorithm>
#include <iterator>

#include "support/captured_log.h"
#include "support/own_network.h"

using namespace bailiwick;
using namespace bailiwick::daemon;
using Endpoints = std::vector<base::Endpoint>;

namespace {

constexpr const char* kAbsent = "192.0.2.99";  // RFC 5737: no machine's

base::Endpoint endpoint_of(const char* address, std::uint16_t port) {
  return {*base::Address::from_text(address), port};
}

std::uint16_t unused_port() {
  const auto pairs = transport::open_pairs(*transport::SocketAddress::parse("127.0.0.1", 0), 1);
  REQUIRE(pairs);
  return transport::local_address(pairs->front().udp.get()).port();
}

// Sockets of one option, held as their owner would.
struct Owner {
  explicit Owner(const Endpoints& wanted) : listening("listen", pairs_for(2)) {
    Opened opened = open_addresses(wanted, 2);
    Endpoints open;
    for (OpenedAddress& address : opened.addresses) {
      open.push_back(address.endpoint);
      held.push_back(std::move(address));
    }
    listening.started(wanted, std::move(open));
  }
  void take(Listening::Change change) {
    std::ranges::move(change.open, std::back_inserter(held));
    for (const base::Endpoint& gone : change.close)
      std::erase_if(held, [&](const OpenedAddress& each) { return each.endpoint == gone; });
  }
  Endpoints open() const {
    Endpoints endpoints;
    for (const OpenedAddress& each : held) endpoints.push_back(each.endpoint);
    return endpoints;
  }

  Listening listening;
  std::vector<OpenedAddress> held;
};

// As another server would have it.
transport::Descriptor occupy(const base::Endpoint& endpoint) {
  auto socket = transport::open_alone(transport::SocketAddress(endpoint));
  REQUIRE(socket);
  return std::move(*socket);
}

}  // namespace

TEST_CASE("at a start the addresses that can be opened are, and the other is an error and tried again") {
  const base::Endpoint good = endpoint_of("127.0.0.1", unused_port());
  const base::Endpoint taken = endpoint_of("127.0.0.2", unused_port());
  auto holder = occupy(taken);
  const Opened opened = open_addresses({taken, good}, 2);
  CHECK(opened.works());
  REQUIRE(opened.addresses.size() == 1);
  CHECK(opened.addresses.front().endpoint == good);
  REQUIRE(opened.problems.size() == 1);
  CHECK(opened.problems.front().contains("127.0.0.2"));
  CHECK_FALSE(open_addresses({taken}, 2).works());

  const support::CapturedLog log;
  Owner owner({taken, base::Endpoint{good.address, unused_port()}});
  CHECK_FALSE(owner.listening.is_complete());
  owner.take(owner.listening.retry());
  CHECK_FALSE(owner.listening.is_complete());
  CHECK(log.text() == "");  // it was said at the start
  holder = {};
  owner.take(owner.listening.retry());
  CHECK(owner.listening.is_complete());
  CHECK(owner.open().size() == 2);
}

TEST_CASE("at a start nothing works where no address is on this machine, or the only one that is is taken") {
  CHECK_FALSE(open_addresses({endpoint_of(kAbsent, unused_port())}, 1).works());
  const base::Endpoint taken = endpoint_of("127.0.0.1", unused_port());
  const auto holder = occupy(taken);
  const Opened opened = open_addresses({taken, endpoint_of(kAbsent, taken.port)}, 1);
  CHECK(opened.addresses.size() == 1);
  CHECK_FALSE(opened.works());
}

TEST_CASE("what cannot be opened lets nothing go, the others of the change serve, and the rest follows by itself") {
  const std::uint16_t port = unused_port();
  const base::Endpoint old = endpoint_of("127.0.0.1", port), taken = endpoint_of("127.0.0.2", port),
                       other = endpoint_of("127.0.0.3", port);
  auto holder = occupy(taken);
  Owner owner({old});
  {
    const support::CapturedLog log;
    owner.take(owner.listening.apply({taken, other}));
    CHECK(log.lines("error", "listen: cannot listen on 127.0.0.2") == 1);
    CHECK(log.has("; listening on 127.0.0.1@" + std::to_string(port) + ", 127.0.0.3@" + std::to_string(port) +
                  "; retried every 10 s"));
  }
  CHECK(owner.open() == Endpoints{old, other});
  CHECK_FALSE(owner.listening.is_complete());
  owner.take(owner.listening.apply({taken, other}));
  CHECK(owner.open() == Endpoints{old, other});
  holder = {};
  owner.take(owner.listening.retry());
  CHECK(owner.open() == Endpoints{other, taken});
  CHECK(owner.listening.is_complete());
}

TEST_CASE("a mistake that is taken back leaves what there was") {
  const std::uint16_t port = unused_port();
  Owner owner({endpoint_of("127.0.0.1", port)});
  const support::CapturedLog log;
  owner.take(owner.listening.apply({endpoint_of(kAbsent, port)}));
  CHECK_FALSE(owner.listening.is_complete());
  CHECK(log.lines("error", std::string("listen: cannot listen on ") + kAbsent) == 1);
  owner.take(owner.listening.apply({endpoint_of("127.0.0.1", port)}));
  CHECK(owner.listening.is_complete());
  CHECK(owner.open() == Endpoints{endpoint_of("127.0.0.1", port)});
}

TEST_CASE("an address that no interface has is bound beside others, replaces none, and is used once one has it") {
  const support::OwnNetwork network;
  if (!network.is_up()) {
    MESSAGE("needs root and ip(8): left out");
    return;
  }
  const std::uint16_t port = 5300;
  const base::Endpoint old = endpoint_of("127.0.0.1", port), absent = endpoint_of(kAbsent, port),
                       second = endpoint_of("192.0.2.98", port);
  Owner owner({old});
  const support::CapturedLog log;
  // Nothing goes: for a standby (VRRP) it is bound, with a warning.
  owner.take(owner.listening.apply({old, absent}));
  CHECK(owner.listening.is_complete());
  CHECK(log.lines("warning", std::string("listen: no interface of this machine has the address ") + kAbsent) == 1);
  // The only address that works would go, for one that was bound before.
  owner.take(owner.listening.apply({absent}));
  CHECK(owner.open() == Endpoints{old, absent});
  CHECK_FALSE(owner.listening.is_complete());
  CHECK(log.lines("error", "listen: no interface of this machine has 192.0.2.99@5300") == 1);
  // The same for one that is new.
  owner.take(owner.listening.apply({second}));
  CHECK(owner.open() == Endpoints{old, absent});
  CHECK_FALSE(owner.listening.is_complete());
  owner.take(owner.listening.retry());
  CHECK_FALSE(owner.listening.is_complete());
  REQUIRE(network.add("192.0.2.98/32"));
  owner.take(owner.listening.retry());
  CHECK(owner.listening.is_complete());
  CHECK(owner.open() == Endpoints{second});
  // What does not work itself is let go for another that does not.
  owner.take(owner.listening.apply({second, absent}));
  owner.take(owner.listening.apply({second, endpoint_of("192.0.2.96", port)}));
  CHECK(owner.open() == Endpoints{second, endpoint_of("192.0.2.96", port)});
  CHECK(owner.listening.is_complete());
}
