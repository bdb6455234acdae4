// The small parsers on their own: endpoints, durations, zone names, and words for messages.
#include "config/values.h"

#include <doctest/doctest.h>

#include <array>

#include "config/text.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

std::string endpoint(std::string_view text) {
  base::Endpoint out{.address = {}, .port = kDnsPort};
  const Stored problem = parse_endpoint(text, out);
  return problem ? problem->code : out.address.text() + " " + std::to_string(out.port);
}

std::string zone(std::string_view text) {
  wire::Name out;
  const Stored problem = parse_name(text, out);
  return problem ? problem->code : wire::to_display(out);
}

}  // namespace

TEST_CASE("endpoints: canonical text, port 53 unless given, brackets or not") {
  CHECK(endpoint("192.0.2.1") == "192.0.2.1 53");
  CHECK(endpoint("192.0.2.1@5300") == "192.0.2.1 5300");
  CHECK(endpoint("2001:DB8:0:0::1") == "2001:db8::1 53");
  CHECK(endpoint("[2001:db8::1]") == "2001:db8::1 53");
  CHECK(endpoint("[::]@65535") == ":: 65535");
  CHECK(endpoint("::1@1") == "::1 1");
  for (const char* bad :
       {"", "@", "@53", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "::1::", "[::1", "::1]", "[]",
        "::1@@53", "::1@+53", "::1@-1", "::1@99999999999999999999", "::1@0x35", "1.2.3.4@ 53"}) {
    CAPTURE(std::string(bad));
    CHECK(endpoint(bad) == "G08");
  }
  CHECK(endpoint(std::string_view("1.2.3.4\0x", 9)) == "G08");
  base::Endpoint metrics{.address = {}, .port = 9153};
  REQUIRE_FALSE(parse_endpoint("127.0.0.1", metrics));
  CHECK(metrics == base::Endpoint{*base::Address::from_text("127.0.0.1"), 9153});
}

TEST_CASE("networks: an address and how many of its bits count, and no bits beyond these") {
  const auto network = [](std::string_view text) {
    base::Network out;
    const Stored problem = parse_network(text, out);
    return problem ? problem->code : network_text(out);
  };
  CHECK(network("192.0.2.0/24") == "192.0.2.0/24");
  CHECK(network("192.0.2.1") == "192.0.2.1");
  CHECK(network("192.0.2.1/32") == "192.0.2.1");
  CHECK(network("0.0.0.0/0") == "0.0.0.0/0");
  CHECK(network("2001:DB8:0::/32") == "2001:db8::/32");
  CHECK(network("::1") == "::1");
  CHECK(network("2001:db8::8000:0:0:0/65") == "2001:db8:0:0:8000::/65");
  for (const char* bad : {"", "/", "/8", "10/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "::/129",
                          "10.0.0.1/8", "2001:db8::1/64", "::/x", "10.0.0.0 /8"}) {
    CAPTURE(std::string(bad));
    CHECK(network(bad) == "G08");
  }
  CHECK(network(std::string_view("1.2.3.4\0x", 9)) == "G08");
  base::Network out;
  CHECK(parse_network("10.0.0.1/8", out)->help ==
        "write 10.0.0.0/8 for the whole network, or 10.0.0.1 for that address alone");
}

TEST_CASE("durations have a unit, and are shown in the largest that keeps them whole") {
  unsigned ms = 0;
  for (const auto& [text, want] :
       {std::pair{"500ms", 500U}, {"10s", 10'000U}, {"1m", 60'000U}, {"1h", 3'600'000U}, {"090s", 90'000U}}) {
    CHECK_FALSE(parse_duration(text, 100, 3'600'000, ms).has_value());
    CHECK(ms == want);
  }
  for (const char* bad : {"", "s", "10", "10 s", "1.5s", "-1s", "10S", "1m30s", "10d", "2h", "1ms", "0s"}) {
    CAPTURE(std::string(bad));
    CHECK(parse_duration(bad, 100, 3'600'000, ms).has_value());
  }
  CHECK(duration_text(10'000) == "10s");
  CHECK(duration_text(1'500) == "1500ms");
  CHECK(duration_text(3'600'000) == "1h");
}

TEST_CASE("TTLs are written as in zone files, and shown in the fewest units") {
  unsigned seconds = 0;
  for (const auto& [text, want] : {std::pair{"none", 0U},
                                   {"1", 1U},
                                   {"86400", 86'400U},
                                   {"1w", 604'800U},
                                   {"1h30m", 5400U},
                                   {"1w2d3h4m5s", 788'645U},
                                   {"1m30", 90U},
                                   {"2147483647", 2'147'483'647U}}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(parse_ttl(text, seconds).has_value());
    CHECK(seconds == want);
    unsigned again = 1;
    CHECK_FALSE(parse_ttl(ttl_text(want), again).has_value());
    CHECK(again == want);
  }
  for (const char* bad : {"", "h", "1x", "1 h", "1.5h", "-1", "1hm", "h1", "0", "0s", "2147483648", "3551w",
                          "99999999999999999999w", "None"}) {
    CAPTURE(std::string(bad));
    CHECK(parse_ttl(bad, seconds).has_value());
  }
  CHECK(ttl_text(5400) == "1h30m");
  CHECK(ttl_text(604'800) == "1w");
}

TEST_CASE("zone names have one spelling, and the bounds of RFC 1035") {
  CHECK(zone("Example.COM.") == "example.com");
  CHECK(zone(".") == ".");
  CHECK(zone("ex\\097mple.com") == "example.com");
  CHECK(zone("ex\\Ample.com") == "example.com");
  CHECK(zone("0/25.2.0.192.in-addr.arpa") == "0/25.2.0.192.in-addr.arpa");
  CHECK(zone("a\\.b.c") == "a\\.b.c");
  CHECK(zone("a\\046b.c") == "a\\.b.c");
  CHECK(zone("_dmarc.example") == "_dmarc.example");
  CHECK(zone(std::string(63, 'a')) == std::string(63, 'a'));
  for (const char* bad :
       {"", "..", ".a", "a..b", "a..", "a b", "a\\", "a\\25", "a\\256", "a\tb", "b\xc3\xbc.example"}) {
    CAPTURE(std::string(bad));
    CHECK(zone(bad) == "G10");
  }
  CHECK(zone(std::string(64, 'a')) == "G10");
  const std::string l = std::string(63, 'a') + ".";
  CHECK(zone(l + l + l + std::string(61, 'a')).size() == 253);
  CHECK(zone(l + l + l + std::string(62, 'a')) == "G10");
}

TEST_CASE("words for messages are safe to print and bounded") {
  CHECK(quote("a") == "'a'");
  CHECK(quote("a\n\x1b[31m\x7f") == "'a\\x0a\\x1b[31m\\x7f'");
  CHECK(quote("\xc2\x9b") == "'\\xc2\\x9b'");
  CHECK(quote(std::string(1000, 'a')) == "'" + std::string(60, 'a') + "...'");
  CHECK(quote(std::string(59, 'a') + "\xc3\xa9z") == "'" + std::string(59, 'a') + "...'");
  CHECK(yaml_scalar("ns1") == "ns1");
  CHECK(yaml_scalar("::") == "\"::\"");
  CHECK(yaml_scalar("") == "\"\"");
  CHECK(yaml_scalar("NULL") == "\"NULL\"");
  CHECK(yaml_scalar("a\"\\") == "\"a\\\"\\\\\"");
  const std::array<std::string_view, 3> known = {"listen", "workers", "user"};
  CHECK(nearest("lisetn", known) == "listen");
  CHECK(nearest("USER", known) == "user");
  CHECK(nearest("zones", known).empty());
  CHECK(nearest("", known).empty());
  CHECK(nearest(std::string(100'000, 'l'), known).empty());
}
