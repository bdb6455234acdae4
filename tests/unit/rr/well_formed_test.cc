// The layout of each type, octet by octet: what RFC and type say is well formed, and what is one octet off is not.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "rr/table.h"

using namespace bailiwick;

namespace {

std::vector<std::uint8_t> octets(std::string_view hex) {
  std::vector<std::uint8_t> out;
  std::string digits;
  for (const char c : hex)
    if (c != ' ') digits += c;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  return out;
}

bool fits(std::string_view type, std::string_view hex) {
  return rr::is_well_formed(*rr::type_from_text(type), octets(hex));
}

struct Case {
  const char* type;
  const char* good;  // where it is cut anywhere, it is not well formed, but for `may_end_at`
  std::vector<std::size_t> may_end_at = {};
};

}  // namespace

TEST_CASE("rdata that is cut short is not well formed") {
  const std::vector<Case> cases = {
      {"A", "c0000201"},
      {"AAAA", "20010db8000000000000000000000001"},
      {"NS", "03 6e7331 00"},
      {"MX", "000a 02 6d78 00"},
      {"SOA", "00 00 00000001 00000002 00000003 00000004 00000005"},
      {"SRV", "0001 0002 01bb 01 61 00"},
      {"CAA", "00 05 6973737565 61", {7}},
      {"DS", "3039 08 02 aa"},
      {"CDS", "0000 00 00 00"},
      {"DLV", "3039 08 02 aa"},
      {"TLSA", "03 01 01 ab"},
      {"SMIMEA", "03 01 01 ab"},
      {"SSHFP", "04 02 6a"},
      {"DNSKEY", "0101 03 0d aa"},
      {"CDNSKEY", "0000 03 00 00"},
      {"RRSIG", "0001 08 02 00000e10 00000001 00000000 0001 00 aa"},
      {"NSEC", "01 61 00 0001 40", {3}},
      {"NSEC3", "01 00 0001 01 aa 02 bbcc 0001 40", {9}},
      {"NSEC3PARAM", "01 00 0001 02 aabb"},
      {"CSYNC", "00000001 0003 0001 40", {6}},
      {"ZONEMD", "00000001 01 01 aa"},
      {"CERT", "0001 0000 08 aa"},
      {"LOC", "00 12 16 13 89172dd0 70be15f0 0098 8d20"},
      {"APL", "0001 18 03 c00002", {0}},
      {"IPSECKEY", "0a 01 02 c0000226 aa", {7}},
      {"HIP", "02 02 0001 aabb cc 01 61 00", {7}},
      {"URI", "0001 0002 61"},
      {"NID", "000a 00144fffff20ee64"},
      {"L32", "000a 0a010200"},
      {"L64", "000a 20010db811401000"},
      {"LP", "000a 01 61 00"},
      {"EUI48", "00005e00532a"},
      {"EUI64", "00005eef1000002a"},
      {"GPOS", "01 31 01 32 01 33"},
      {"X25", "02 3131"},
      {"ISDN", "02 3131 01 32", {3}},
      {"A6", "78 01 01 61 00"},
      {"AMTRELAY", "0a 81 c0000201"},
      {"SVCB", "0001 00 0001 0003 02 6832 0003 0002 01bb", {3, 10}},
      {"HTTPS", "0001 01 61 00 0001 0003 02 6832", {5}},
  };
  for (const Case& one : cases) {
    CAPTURE(one.type);
    const std::vector<std::uint8_t> good = octets(one.good);
    const rr::Type type = *rr::type_from_text(one.type);
    CHECK(rr::is_well_formed(type, good));
    for (std::size_t size = 0; size < good.size(); ++size) {
      CAPTURE(size);
      const bool may_end = std::ranges::find(one.may_end_at, size) != one.may_end_at.end();
      CHECK(rr::is_well_formed(type, base::Bytes(good).first(size)) == may_end);
    }
  }
}

TEST_CASE("rdata of fixed length has no octet more") {
  CHECK_FALSE(fits("A", "c000020100"));
  CHECK_FALSE(fits("MX", "000a 00 00"));
  CHECK_FALSE(fits("SOA", "00 00 00000001 00000002 00000003 00000004 00000005 00"));
  CHECK_FALSE(fits("EUI48", "00005e00532a00"));
  CHECK_FALSE(fits("NSEC3PARAM", "01 00 0001 00 00"));
  CHECK_FALSE(fits("LP", "000a 00 00"));
}

TEST_CASE("CAA: the tag has a letter or digit, and nothing else (RFC 8659 §4.1)") {
  CHECK(fits("CAA", "80 03 546267"));
  CHECK_FALSE(fits("CAA", "0005"));
  CHECK_FALSE(fits("CAA", "00 00 61"));
  CHECK_FALSE(fits("CAA", "00 02 6120"));
}

TEST_CASE("type bitmaps (RFC 4034 §4.1.2)") {
  CHECK(fits("NSEC", "00 0006 400000000003 0101 40"));
  CHECK_FALSE(fits("NSEC", "00 0000"));                                // a block without types
  CHECK_FALSE(fits("NSEC", "00 0002 4000"));                           // a trailing zero
  CHECK_FALSE(fits("NSEC", "00 0101 40 0001 40"));                     // out of order
  CHECK_FALSE(fits("NSEC", "00 0001 40 0001 40"));                     // twice
  CHECK_FALSE(fits("NSEC", "00 0021" + std::string(64, '0') + "01"));  // 33 octets
}

TEST_CASE("SvcParams (RFC 9460)") {
  CHECK(fits("HTTPS", "0000 01 61 00"));
  CHECK(fits("HTTPS", "0001 00 0000 0002 0001 0001 0003 02 6832"));  // mandatory=alpn alpn=h2
  CHECK(fits("HTTPS", "0001 00 0004 0004 c0000201 0006 0010 20010db8000000000000000000000001 ff00 0000"));
  CHECK_FALSE(fits("HTTPS", "0001 00 0003 0002 01bb 0001 0003 02 6832"));  // out of order
  CHECK_FALSE(fits("HTTPS", "0001 00 0003 0002 01bb 0003 0002 01bb"));     // twice
  CHECK_FALSE(fits("HTTPS", "0001 00 0001 0000"));                         // alpn without a string
  CHECK_FALSE(fits("HTTPS", "0001 00 0001 0003 02 6832 0002 0001 00"));    // no-default-alpn with a value
  CHECK_FALSE(fits("HTTPS", "0001 00 0001 0002 02 68"));                   // a string longer than the value
  CHECK_FALSE(fits("HTTPS", "0001 00 0003 0003 01bb00"));
  CHECK_FALSE(fits("HTTPS", "0001 00 0004 0003 c00002"));
  CHECK_FALSE(fits("HTTPS", "0001 00 0006 0004 c0000201"));
  CHECK_FALSE(fits("HTTPS", "0001 00 0000 0004 0001 0001 0001 0003 02 6832"));  // twice (appendix D.3)
  CHECK_FALSE(fits("HTTPS", "0001 00 0000 0002 0000"));                         // mandatory itself
}

TEST_CASE("locations, prefixes and gateways keep to their limits") {
  CHECK_FALSE(fits("LOC", "01 12 16 13 89172dd0 70be15f0 00988d20"));  // version 1
  CHECK_FALSE(fits("LOC", "00 a2 16 13 89172dd0 70be15f0 00988d20"));  // 10 * 10^2
  CHECK_FALSE(fits("LOC", "00 12 16 13 ffffffff 70be15f0 00988d20"));  // north of 90 degrees
  CHECK_FALSE(fits("APL", "0001 21 03 c00002"));                       // 33 bits of IPv4
  CHECK_FALSE(fits("APL", "0001 18 03 c00000"));                       // a trailing zero
  CHECK(fits("APL", "0001 18 83 c00002"));                             // negated
  CHECK(fits("IPSECKEY", "0a 00 02"));                                 // no gateway, no key
  CHECK_FALSE(fits("IPSECKEY", "0a 03 02 05 61"));
  CHECK_FALSE(fits("AMTRELAY", "0a 02 c0000201"));
  CHECK_FALSE(fits("A6", "81"));
}

TEST_CASE("types of no known layout hold anything") {
  CHECK(rr::is_well_formed(static_cast<rr::Type>(65280), {}));
  CHECK(fits("NULL", ""));
}
