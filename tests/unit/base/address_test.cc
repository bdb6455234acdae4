// Addresses, endpoints and networks: text to octets and back.
#include "base/address.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace bailiwick::base;

namespace {

Address address(std::string_view text) {
  const auto parsed = Address::from_text(text);
  REQUIRE(parsed);
  return *parsed;
}

bool is_in(std::string_view network, std::uint8_t bits, std::string_view one) {
  return contains({address(network), bits}, address(one).bytes());
}

}  // namespace

TEST_CASE("an address has one text, whatever it was written as (RFC 5952)") {
  CHECK(address("192.0.2.1").text() == "192.0.2.1");
  CHECK(address("192.0.2.1").is_ipv4());
  CHECK(address("2001:DB8:0:0:0:0:0:1").text() == "2001:db8::1");
  CHECK(address("2001:db8:0:0:1:0:0:1") == address("2001:db8::1:0:0:1"));
  CHECK_FALSE(address("::1").is_ipv4());
  CHECK(address("::ffff:192.0.2.1").is_ipv4_mapped());
  CHECK_FALSE(address("::192.0.2.1").is_ipv4_mapped());
  CHECK_FALSE(address("192.0.2.1").is_ipv4_mapped());
  CHECK(address("0.0.0.0").is_unspecified());
  CHECK(address("::").is_unspecified());
  CHECK_FALSE(address("::1").is_unspecified());
  CHECK(address("0.0.0.0") != address("::"));
  CHECK(address("0.0.0.0") == Address());
  CHECK(address("255.255.255.255") < address("::"));
}

TEST_CASE("what is not an address, or has more than one in it") {
  for (const char* bad : {"", " ", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.256", "1.2.3.4 ", " 1.2.3.4",
                          "::1::", "fe80::1%eth0", "[::1]", "1.2.3.4/24", "::g", "1:2:3:4:5:6:7:8:9", "localhost"}) {
    CAPTURE(std::string(bad));
    CHECK_FALSE(Address::from_text(bad));
  }
  CHECK_FALSE(Address::from_text(std::string_view("1.2.3.4\0x", 9)));
  CHECK_FALSE(Address::from_text(std::string_view("::1\0", 4)));
  CHECK_FALSE(Address::from_text(std::string(1000, '1')));
}

TEST_CASE("octets to an address and back") {
  const std::array<std::uint8_t, 4> v4 = {192, 0, 2, 1};
  CHECK(Address(v4) == address("192.0.2.1"));
  const std::array<std::uint8_t, 16> v6 = {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  CHECK(Address(v6) == address("2001:db8::1"));
  CHECK(Address(v6).bytes().size() == 16);
  CHECK(Address(v6).bits() == 128);
  CHECK(Address(v4).bits() == 32);
}

TEST_CASE("an endpoint has its port unless it is the usual one") {
  CHECK(endpoint_text({address("::1"), 53}, 53) == "::1");
  CHECK(endpoint_text({address("::1"), 54}, 53) == "::1@54");
  CHECK(endpoint_text({address("127.0.0.1"), 53}, 9153) == "127.0.0.1@53");
}

TEST_CASE("whether an address is in a network") {
  CHECK(is_in("192.0.2.128", 25, "192.0.2.129"));
  CHECK_FALSE(is_in("192.0.2.128", 25, "192.0.2.127"));
  CHECK_FALSE(is_in("192.0.2.128", 25, "193.0.2.129"));
  CHECK_FALSE(is_in("192.0.2.128", 25, "2001:db8::1"));
  CHECK(is_in("0.0.0.0", 0, "1.2.3.4"));
  CHECK_FALSE(is_in("0.0.0.0", 0, "::1"));
  CHECK(is_in("1.2.3.4", 32, "1.2.3.4"));
  CHECK_FALSE(is_in("1.2.3.4", 32, "1.2.3.5"));
  CHECK(is_in("2000::", 15, "2001:db8::1"));
  CHECK_FALSE(is_in("2001:db8::", 32, "2001:db9::"));
}

TEST_CASE("the network of an address has no bits beyond its own") {
  CHECK(network_text(network_of(address("192.0.2.77"), 24)) == "192.0.2.0/24");
  CHECK(network_text(network_of(address("192.0.2.77"), 32)) == "192.0.2.77");
  CHECK(network_text(network_of(address("192.0.2.77"), 0)) == "0.0.0.0/0");
  CHECK(network_text(network_of(address("2001:db8::ffff:1"), 113)) == "2001:db8::ffff:0/113");
  CHECK(network_text(network_of(address("2001:db8::1"), 128)) == "2001:db8::1");
}
