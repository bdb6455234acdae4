#include "rr/layout.h"

#include <doctest/doctest.h>

#include <vector>

#include "rr/table.h"

using namespace bailiwick;
using Kind = wire::RdataPart::Kind;

namespace {

std::vector<Kind> kinds(std::uint16_t type) {
  std::vector<Kind> kinds;
  for (const wire::RdataPart part : rr::message_layout(static_cast<rr::Type>(type)).parts()) kinds.push_back(part.kind);
  return kinds;
}
bool has(std::uint16_t type, Kind kind) {
  for (const Kind seen : kinds(type))
    if (seen == kind) return true;
  return false;
}

}  // namespace

TEST_CASE("only names of the types of RFC 1035 are written compressed (RFC 3597 §4)") {
  std::vector<std::uint16_t> types;
  for (std::uint32_t type = 0; type <= 0xffff; ++type)
    if (has(static_cast<std::uint16_t>(type), Kind::CompressibleName))
      types.push_back(static_cast<std::uint16_t>(type));
  // NS, MD, MF, CNAME, SOA, MB, MG, MR, PTR, MINFO, MX
  CHECK(types == std::vector<std::uint16_t>{2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15});
}

TEST_CASE("names of RP, AFSDB, RT, SIG, PX, NXT, SRV and NAPTR are read compressed (RFC 3597 §4)") {
  std::vector<std::uint16_t> types;
  for (std::uint32_t type = 0; type <= 0xffff; ++type)
    if (has(static_cast<std::uint16_t>(type), Kind::ReadableName)) types.push_back(static_cast<std::uint16_t>(type));
  CHECK(types == std::vector<std::uint16_t>{17, 18, 21, 24, 26, 30, 33, 35});
}

TEST_CASE("layouts end with the last name, and octets before it are one part") {
  CHECK(kinds(1).empty());
  CHECK(kinds(16).empty());
  CHECK(kinds(65280).empty());
  CHECK(kinds(6) == std::vector{Kind::CompressibleName, Kind::CompressibleName});
  CHECK(kinds(35) == std::vector{Kind::Octets, Kind::String, Kind::String, Kind::String, Kind::ReadableName});
  CHECK(kinds(46) == std::vector{Kind::Octets, Kind::Name});  // RRSIG: RFC 4034 §3.1.7
  CHECK(rr::message_layout(rr::Type::RRSIG).parts()[0].octets == 18);
  CHECK(kinds(39) == std::vector{Kind::Name});  // DNAME: RFC 6672 §2.5
  CHECK(kinds(65) == std::vector{Kind::Octets, Kind::Name});
}
