// Zones as text: what is written, line by line, and that loading it gives back every record, octet by octet.
#include "zone/text.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "differential/signing.h"
#include "load/zone_file.h"
#include "support/sanitized.h"
#include "zone/builder.h"
#include "zone/compare.h"

using namespace bailiwick;
using zone::text_of;

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kWorlds = support::kSanitized ? 8 : 60;
constexpr std::uint64_t kSignedWorlds = support::kSanitized ? 2 : 6;

std::shared_ptr<const zone::Zone> zone_from(std::string_view text, wire::NameView origin) {
  load::Loaded loaded = load::load_zone_text(text, "", origin);
  REQUIRE(loaded.built);
  return loaded.built->zone;
}

void check_round_trip(const zone::Zone& zone) {
  const std::string text = text_of(zone);
  load::Loaded again = load::load_zone_text(text, "", zone.origin());
  REQUIRE(again.built);
  if (!again.findings.empty()) FAIL_CHECK(base::short_text(again.findings.kept().front()));
  CHECK(again.built->notes.kept().empty());
  CHECK(zone::same_records(zone, *again.built->zone));
  CHECK(text_of(*again.built->zone) == text);
}

wire::Name named(std::string_view text) {
  return *wire::Name::from_text(text);
}

const char* const kZone =
    "$TTL 300\n@ SOA Ns1 host 7 2 3 4 5\n@ A 192.0.2.9\n@ NS Ns1\nns1 A 192.0.2.1\nNS1 600 AAAA 2001:db8::1\n"
    "ns1 TXT \"a b\" c\n*.w CAA 0 issue \";\"\na.b MX 10 @\n";

}  // namespace

TEST_CASE("the SOA comes first, then canonical order, each line by itself") {
  CHECK(text_of(*zone_from(kZone, named("example.com."))) ==
        "example.com. 300 IN SOA Ns1.example.com. host.example.com. 7 2 3 4 5\n"
        "example.com. 300 IN A 192.0.2.9\n"
        "example.com. 300 IN NS Ns1.example.com.\n"
        "a.b.example.com. 300 IN MX 10 example.com.\n"
        "ns1.example.com. 300 IN A 192.0.2.1\n"
        "ns1.example.com. 300 IN TXT \"a b\" \"c\"\n"
        "ns1.example.com. 600 IN AAAA 2001:db8::1\n"
        "*.w.example.com. 300 IN CAA \\# 8 000569737375653B\n");
}

TEST_CASE("one name, one type") {
  const auto zone = zone_from(kZone, named("example.com."));
  const zone::NodeId ns1 = zone->find_exact(named("ns1.example.com."));
  CHECK(text_of(*zone, {.node = ns1, .type = rr::Type::AAAA}) == "ns1.example.com. 600 IN AAAA 2001:db8::1\n");
  CHECK(text_of(*zone, {.node = ns1, .type = rr::Type::MX}).empty());
  CHECK(text_of(*zone, {.node = zone->find_exact(named("b.example.com."))}).empty());
  CHECK(text_of(*zone, {.node = zone::kApex, .type = rr::Type::SOA}) ==
        "example.com. 300 IN SOA Ns1.example.com. host.example.com. 7 2 3 4 5\n");
  CHECK(text_of(*zone, {.type = rr::Type::NS}) == "example.com. 300 IN NS Ns1.example.com.\n");
}

TEST_CASE("a large zone comes in pieces of whole lines") {
  zone::Builder builder(named("example."));
  constexpr unsigned kHosts = 3000;
  constexpr unsigned kTexts = 200;
  const std::vector<std::uint8_t> soa(22);
  builder.add(named("example."), rr::Type::SOA, 5, soa, {});
  for (unsigned i = 0; i < kTexts; ++i) {
    std::vector<std::uint8_t> text(256, static_cast<std::uint8_t>(i));
    text[0] = 255;
    builder.add(named("t.example."), rr::Type::TXT, 5, text, {});
  }
  for (unsigned i = 0; i < kHosts; ++i) {
    const std::uint8_t address[] = {10, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    builder.add(named("h" + std::to_string(i) + ".example."), rr::Type::A, 5, address, {});
  }
  const auto zone = std::move(builder).finish().zone;
  zone::TextWriter writer(*zone);
  std::string all;
  std::size_t pieces = 0;
  for (std::string_view piece = writer.next(); !piece.empty(); piece = writer.next(), ++pieces) {
    CHECK(piece.ends_with('\n'));
    CHECK(piece.size() < zone::TextWriter::kPiece + 2000);
    all += piece;
  }
  CHECK(pieces > 3);
  CHECK(static_cast<unsigned>(std::ranges::count(all, '\n')) == 1 + kTexts + kHosts);
  check_round_trip(*zone);
}

TEST_CASE("names and strings of any octets come back") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    zone::Builder builder(named("example."));
    builder.add(named("example."), rr::Type::SOA, 5, std::vector<std::uint8_t>(22), {});
    for (int record = 0; record < 20; ++record) {
      std::vector<std::uint8_t> octets;
      const std::size_t labels = 1 + random() % 3;
      for (std::size_t i = 0; i < labels; ++i) {
        octets.push_back(static_cast<std::uint8_t>(1 + random() % 20));
        for (std::size_t left = octets.back(); left > 0; --left) octets.push_back(static_cast<std::uint8_t>(random()));
      }
      wire::Name owner;
      owner.assign(octets, named("example."));
      const wire::Name target = owner;
      builder.add(owner.lowered(), rr::Type::NS, static_cast<std::uint32_t>(random()) >> 1, target.view().bytes(), {});
      std::vector<std::uint8_t> text(1 + random() % 256);
      for (std::uint8_t& octet : text) octet = static_cast<std::uint8_t>(random());
      text[0] = static_cast<std::uint8_t>(text.size() - 1);
      builder.add(owner.lowered(), rr::Type::TXT, 60, text, {});
      builder.add(owner.lowered(), static_cast<rr::Type>(65280 + random() % 200), 60, text, {});
    }
    const auto zone = std::move(builder).finish().zone;
    const std::string text_of_zone = text_of(*zone);
    const load::Loaded again = load::load_zone_text(text_of_zone, "", zone->origin());
    REQUIRE(again.built);
    CHECK(zone::same_records(*zone, *again.built->zone));
  }
}

TEST_CASE("every zone of the checks comes back") {
  std::size_t zones = 0;
  for (const char* const directory : {CHECKED_ZONES, SHIPPED_ZONES})
    for (const auto& entry : fs::directory_iterator(directory)) {
      if (entry.path().extension() != ".zone") continue;
      CAPTURE(entry.path().string());
      const load::Loaded first = load::load_zone_file(entry.path().string(), named("example.com."));
      if (!first.built) continue;
      ++zones;
      // Whatever was wrong with the file, what was read of it is written.
      const load::Loaded again = load::load_zone_text(text_of(*first.built->zone), "", named("example.com."));
      REQUIRE(again.built);
      CHECK(zone::same_records(*first.built->zone, *again.built->zone));
    }
  CHECK(zones > 150);
}

TEST_CASE("random zones with all types come back") {
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    for (const differential::Zone& zone : differential::make_world(seed).zones)
      check_round_trip(*zone_from(zone.text, named(zone.origin)));
  }
}

TEST_CASE("signed random zones come back") {
  const support::TempDir dir("text");
  for (std::uint64_t seed = 1; seed <= kSignedWorlds; ++seed) {
    CAPTURE(seed);
    differential::World world = differential::make_world(seed, true);
    REQUIRE(differential::sign_world(world, seed, dir) > 0);
    for (const differential::Zone& zone : world.zones) check_round_trip(*zone_from(zone.text, named(zone.origin)));
  }
}
