// Differences: apply(a, diff(a, b)) has the records of b, whatever a and b are; and what does not fit fails as a whole.
#include "zone/difference.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "differential/signing.h"
#include "load/zone_file.h"
#include "support/sanitized.h"
#include "zone/builder.h"
#include "zone/compare.h"
#include "zone/text.h"

using namespace bailiwick;

namespace {

using ZonePtr = std::shared_ptr<const zone::Zone>;

ZonePtr version(unsigned serial, const std::string& text) {
  const std::string soa = "$TTL 60\n@ SOA ns1 host " + std::to_string(serial) + " 2 3 4 5\n";
  const load::Loaded loaded = load::load_zone_text(soa + text, "", *wire::Name::from_text("example.com."));
  REQUIRE(loaded.built);
  return loaded.built->zone;
}

std::vector<std::string> lines(const zone::RecordList& list) {
  std::vector<std::string> out;
  for (const zone::OwnedRecord& record : list) {
    out.emplace_back();
    zone::append_record(out.back(), record.owner, record.ttl, record.type, record.rdata);
    out.back().pop_back();
  }
  return out;
}

using Lines = std::vector<std::string>;

// A part of the zone's records, and an SOA with that serial; some TTLs, and the case of some names in rdata, differ.
ZonePtr changed(const zone::Zone& from, differential::Random& random, std::uint32_t serial) {
  zone::Builder builder(from.origin());
  const unsigned kept = static_cast<unsigned>(random.below(101));
  for (zone::NodeId node = 0; node < from.node_count(); ++node)
    for (std::size_t i = 0; i < from.rrset_count(node); ++i) {
      const zone::RRset rrset = from.rrset(from.first_rrset(node) + i);
      const std::uint32_t ttl = rrset.ttl() + (random.chance(5) ? 1 : 0);
      for (const zone::Record record : rrset) {
        std::vector<std::uint8_t> rdata(record.rdata.begin(), record.rdata.end());
        if (rrset.type() == rr::Type::SOA) base::store32(&rdata[rdata.size() - 20], serial);
        if (rrset.type() == rr::Type::NS && random.chance(10))
          for (std::uint8_t& octet : rdata) octet = octet == 'n' ? std::uint8_t{'N'} : octet;
        if (rrset.type() == rr::Type::SOA || random.chance(kept))
          builder.add(from.name(node), rrset.type(), ttl, rdata, {});
      }
    }
  return std::move(builder).finish().zone;
}

void check_pair(const zone::Zone& a, const zone::Zone& b) {
  const zone::Difference difference = zone::diff(a, b);
  const auto made = zone::apply(a, difference);
  if (!made) FAIL(made.error().message);
  CHECK(zone::same_records(**made, b));
  zone::RecordList sorted = difference.removed;
  sorted.sort();
  CHECK(lines(sorted) == lines(difference.removed));
  const zone::ChangeCount count = zone::count_changes(a, b);
  const bool same_soa = lines(difference.removed)[0] == lines(difference.added)[0];
  CHECK(count.removed + (same_soa ? 1 : 0) == difference.removed.size());
  CHECK(count.added + (same_soa ? 1 : 0) == difference.added.size());
}

std::string failure(const zone::Zone& zone, const zone::Difference& difference) {
  const auto made = zone::apply(zone, difference);
  return made ? "none" : made.error().message;
}

}  // namespace

TEST_CASE("removed and added records, each list with its SOA first") {
  const ZonePtr a = version(1, "@ NS ns1\nns1 A 192.0.2.1\nns1 A 192.0.2.2\nold.sub TXT x\nttl 5 A 192.0.2.3\n");
  const ZonePtr b = version(2, "@ NS Ns1\nns1 A 192.0.2.2\nns1 AAAA ::1\nttl 6 A 192.0.2.3\na.new TXT y\n");
  const zone::Difference difference = zone::diff(*a, *b);
  CHECK(difference.from == 1);
  CHECK(difference.to == 2);
  CHECK(lines(difference.removed) == Lines{"example.com. 60 IN SOA ns1.example.com. host.example.com. 1 2 3 4 5",
                                           "example.com. 60 IN NS ns1.example.com.",
                                           "ns1.example.com. 60 IN A 192.0.2.1", "old.sub.example.com. 60 IN TXT \"x\"",
                                           "ttl.example.com. 5 IN A 192.0.2.3"});
  CHECK(lines(difference.added) == Lines{"example.com. 60 IN SOA ns1.example.com. host.example.com. 2 2 3 4 5",
                                         "example.com. 60 IN NS Ns1.example.com.", "a.new.example.com. 60 IN TXT \"y\"",
                                         "ns1.example.com. 60 IN AAAA ::1", "ttl.example.com. 6 IN A 192.0.2.3"});
  CHECK(zone::count_changes(*a, *b) == zone::ChangeCount{5, 5});
  check_pair(*a, *b);
  check_pair(*b, *a);
}

TEST_CASE("versions with the same records") {
  const ZonePtr a = version(1, "@ NS ns1\nns1 A 192.0.2.1\n");
  const zone::Difference difference = zone::diff(*a, *a);
  CHECK(difference.removed.size() == 1);
  CHECK(difference.added.size() == 1);
  CHECK(zone::count_changes(*a, *a) == zone::ChangeCount{0, 0});
  check_pair(*a, *a);
}

TEST_CASE("what does not fit the version fails as a whole, and says why") {
  const ZonePtr a = version(1, "@ NS ns1\nns1 A 192.0.2.1\nns1 A 192.0.2.9\nwww A 192.0.2.4\n");
  const ZonePtr b = version(2, "@ NS ns1\nns1 A 192.0.2.2\nns1 A 192.0.2.9\n");
  const zone::Difference difference = zone::diff(*a, *b);
  CHECK(failure(*a, difference) == "none");
  // Another serial; without the record to remove, at a name that is there and at one that is not; with another TTL.
  CHECK(failure(*b, difference) == "the difference is from serial 1");
  CHECK(failure(*version(1, "@ NS ns1\nns1 A 192.0.2.9\nwww A 192.0.2.4\n"), difference) ==
        "the version has no record `ns1.example.com. 60 IN A 192.0.2.1` to remove");
  CHECK(failure(*version(1, "@ NS ns1\nns1 A 192.0.2.1\nns1 A 192.0.2.9\n"), difference) ==
        "the version has no record `www.example.com. 60 IN A 192.0.2.4` to remove");
  CHECK(failure(*version(1, "@ NS ns1\nns1 A 192.0.2.1\nns1 A 192.0.2.9\nwww 61 A 192.0.2.4\n"), difference) ==
        "the version has no record `www.example.com. 60 IN A 192.0.2.4` to remove");
  CHECK(failure(*version(1, "@ NS ns1\nns1 A 192.0.2.1\nns1 A 192.0.2.9\nxx A 192.0.2.4\n"), difference) ==
        "the version has no record `www.example.com. 60 IN A 192.0.2.4` to remove");
  // The record to add is there already; the RRset would have two TTLs.
  CHECK(failure(*version(1, "@ NS ns1\nns1 A 192.0.2.1\nns1 A 192.0.2.2\nwww A 192.0.2.4\n"), difference) ==
        "the version has the record `ns1.example.com. 60 IN A 192.0.2.2` already");
  zone::Difference other = difference;
  other.added.add(*wire::Name::from_text("ns1.example.com."), rr::Type::A, 61,
                  std::vector<std::uint8_t>{192, 0, 2, 77});
  other.added.sort();
  CHECK(failure(*a, other) == "the records of an RRset have different TTLs afterwards");
  other = difference;
  other.added.add(*wire::Name::from_text("example.net."), rr::Type::A, 60, std::vector<std::uint8_t>{192, 0, 2, 77});
  other.added.sort();
  CHECK(failure(*a, other) == "a record to add is outside of the zone");
  other = difference;
  other.to = 3;
  CHECK(failure(*a, other) == "the SOA to add has not the serial 3");
  CHECK(failure(*a, {.from = 1, .to = 2, .removed = {}, .added = {}}) == "an SOA is missing");
}

TEST_CASE("names to remove are found in any case") {
  const ZonePtr a = version(1, "@ NS Ns1\n");
  zone::Difference difference = zone::diff(*version(1, "@ NS nS1\n"), *version(2, "@ NS ns2\n"));
  const auto made = zone::apply(*a, difference);
  REQUIRE(made);
  CHECK(zone::same_records(**made, *version(2, "@ NS ns2\n")));
}

TEST_CASE("a list is put in order") {
  zone::RecordList list;
  const auto add = [&](const char* owner, rr::Type type, std::vector<std::uint8_t> rdata) {
    list.add(*wire::Name::from_text(owner), type, 60, rdata);
  };
  const std::vector<std::uint8_t> a_signature{0, 1, 8, 2, 0, 0, 0, 9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 9, 0, 9};
  std::vector<std::uint8_t> mx_signature = a_signature;
  mx_signature[1] = 15;
  add("b.example.", rr::Type::A, {192, 0, 2, 2});
  add("b.example.", rr::Type::RRSIG, mx_signature);
  add("b.example.", rr::Type::RRSIG, a_signature);
  add("B.example.", rr::Type::A, {192, 0, 2, 1});
  add("a.b.example.", rr::Type::A, {192, 0, 2, 1});
  add("example.", rr::Type::NS, {0});
  add("example.", rr::Type::SOA, std::vector<std::uint8_t>(22));
  list.sort();
  std::string order;
  for (const std::string& line : lines(list))
    order += line.substr(0, line.find(" ")) + line.substr(line.find("IN") + 2, 3) + ',';
  CHECK(order == "example. SO,example. NS,B.example. A ,b.example. A ,b.example. RR,b.example. RR,a.b.example. A ,");
  CHECK(lines(list)[4].contains("\\# 20 0001"));
}

TEST_CASE("random versions of random zones lead to each other") {
  constexpr std::uint64_t kWorlds = support::kSanitized ? 5 : 40;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    differential::Random random(seed);
    for (const differential::Zone& text : differential::make_world(seed).zones) {
      const wire::Name origin = *wire::Name::from_text(text.origin);
      const ZonePtr zone = load::load_zone_text(text.text, "", origin).built->zone;
      const ZonePtr a = changed(*zone, random, 1);
      const ZonePtr b = changed(*zone, random, 2);
      check_pair(*a, *b);
      check_pair(*b, *a);
      check_pair(*zone, *a);
      check_pair(*a, *zone);
    }
  }
}

TEST_CASE("signed versions lead to each other") {
  const support::TempDir dir("difference");
  differential::World world = differential::make_world(3, true);
  const std::vector<differential::Zone> plain = world.zones;
  REQUIRE(differential::sign_world(world, 3, dir) > 0);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const wire::Name origin = *wire::Name::from_text(plain[i].origin);
    const ZonePtr a = load::load_zone_text(plain[i].text, "", origin).built->zone;
    const ZonePtr b = load::load_zone_text(world.zones[i].text, "", origin).built->zone;
    differential::Random random(i);
    check_pair(*a, *b);
    check_pair(*b, *a);
    check_pair(*b, *changed(*b, random, 9));
  }
}
