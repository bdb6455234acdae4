// Our text of a zone, read by BIND and NSD: BIND writes what it read, and that has the same records; NSD takes it.
// Where one of them does not load the zone, for what is in it, it does not load the original either.
#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

#include "differential/signing.h"
#include "load/zone_file.h"
#include "support/process.h"
#include "zone/difference.h"
#include "zone/text.h"

namespace bailiwick::differential {
namespace {

constexpr std::uint64_t kWorlds = 12;

bool runs_well(const std::vector<std::string>& argv, const support::TempDir& dir) {
  try {
    support::run_to_end(argv, dir.path());
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

bool bind_reads(const std::string& origin, const std::string& file, const support::TempDir& dir) {
  return runs_well({"named-checkzone", "-i", "none", "-k", "ignore", "-n", "ignore", "-M", "ignore", "-S", "ignore",
                    "-D", "-o", dir.path() / "written", origin, dir.path() / file},
                   dir);
}

bool nsd_reads(const std::string& origin, const std::string& file, const support::TempDir& dir) {
  return runs_well({"nsd-checkzone", origin, dir.path() / file}, dir);
}

// BIND writes ATMA, A6, RKEY and TA in a form that ldns, and so we, do not read.
bool is_bind_alone(rr::Type type) {
  const auto number = static_cast<unsigned>(type);
  return number == 34 || number == 38 || number == 57 || number == 32768;
}

std::string lines(const zone::RecordList& list) {
  std::string text;
  for (const zone::OwnedRecord& record : list) {
    if (is_bind_alone(record.type)) continue;
    zone::append_record(text, record.owner, record.ttl, record.type, record.rdata);
  }
  return text;
}

// How many of the zones BIND wrote again.
std::size_t check_zones(const World& world, const support::TempDir& dir) {
  std::size_t written = 0;
  for (const Zone& zone : world.zones) {
    CAPTURE(zone.origin);
    const wire::Name origin = wire::Name::from_text(zone.origin).value();
    const auto loaded = load::load_zone_text(zone.text, "", origin).built.value().zone;
    dir.write("original", zone.text);
    dir.write("ours", zone::text_of(*loaded));
    CHECK(nsd_reads(zone.origin, "ours", dir) == nsd_reads(zone.origin, "original", dir));
    const bool is_read = bind_reads(zone.origin, "original", dir);
    CHECK(bind_reads(zone.origin, "ours", dir) == is_read);
    if (!is_read) continue;
    ++written;
    const load::Loaded again = load::load_zone_file(dir.path() / "written", origin);
    REQUIRE(again.built);
    const zone::Difference difference = zone::diff(*loaded, *again.built->zone);
    CHECK(lines(difference.removed) == lines(difference.added));
  }
  return written;
}

}  // namespace

TEST_CASE("BIND and NSD read our text of a zone as we do") {
  const support::TempDir dir("zone-text");
  std::size_t written = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    CAPTURE(seed);
    written += check_zones(make_world(seed), dir);
  }
  CHECK(written > 2 * kWorlds);
}

TEST_CASE("BIND and NSD read our text of a signed zone as we do") {
  const support::TempDir dir("zone-text");
  World world = make_world(5, true);
  REQUIRE(sign_world(world, 5, dir) > 0);
  CHECK(check_zones(world, dir) > 0);
}

}  // namespace bailiwick::differential
