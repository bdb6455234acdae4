// Random zones, signed by ldns-signzone and dnssec-signzone with keys of three algorithms, give no finding of X01 to
// X09; with one thing spoilt, they give that one and no other. The zones follow from a seed that is printed,
// BAILIWICK_SEED repeats it; the keys are new in each run.
#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <string>

#include "check/check.h"
#include "checks/signed_damage.h"
#include "differential/zone_signer.h"
#include "load/zone_file.h"
#include "support/sanitized.h"

using namespace bailiwick;
using namespace bailiwick::differential;

namespace {

constexpr std::size_t kWorlds = support::kSanitized ? 1 : 3;
constexpr std::size_t kMostRounds = 10;

std::uint64_t seed_of_this_run() {
  const char* given = std::getenv("BAILIWICK_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
  MESSAGE("BAILIWICK_SEED=" << seed);
  return seed;
}

zone::Built built_of(const Zone& zone) {
  load::Loaded loaded = load::load_zone_text(zone.text, "signed", *wire::Name::from_text(zone.origin));
  REQUIRE(loaded.built);
  return std::move(*loaded.built);
}

// Its codes of signed zones, and the texts of those findings.
struct Found {
  std::set<std::string> codes;
  std::string text;
};

Found check_it(const zone::Built& built, const check::Options& options) {
  const base::Findings findings = check::check_zone({*built.zone, built.sources, built.notes}, options);
  Found found;
  for (const base::Finding& finding : findings.kept()) {
    if (!finding.code.starts_with("X")) continue;
    found.codes.insert(finding.code);
    found.text += short_text(finding) + '\n';
  }
  return found;
}

// Calls visit(zone) for each zone of some worlds, each signed in one of the ways.
template <class Visit>
void for_each_signed(const std::string& algorithm, std::uint64_t seed, Visit visit) {
  const support::TempDir dir("signed");
  const ZoneSigner signer(dir, algorithm);
  const std::vector<HowToSign> ways = {
      {.way = Way::Nsec, .zonemd = true}, {.way = Way::Nsec3, .zonemd = true}, {.way = Way::OptOut, .iterations = 0}};
  std::size_t turn = seed;
  for (std::uint64_t world = 0; world < kWorlds; ++world)
    for (Zone& zone : make_world(seed + world, true).zones) {
      const HowToSign& how = ways[turn++ % ways.size()];
      zone.text = signer.sign(zone, how);
      CAPTURE(zone.origin);
      CAPTURE(algorithm);
      CAPTURE(static_cast<int>(how.way));
      visit(zone);
    }
}

}  // namespace

TEST_CASE("signed zones without any trouble give no finding") {
  const std::uint64_t seed = seed_of_this_run();
  for (const char* algorithm : {"RSASHA256", "ECDSAP256SHA256", "ED25519"})
    for_each_signed(algorithm, seed, [](const Zone& zone) {
      const Found found = check_it(built_of(zone), {.now = base::unix_now()});
      CHECK(found.text == "");
    });
}

TEST_CASE("one thing spoilt in a signed zone is that finding, and no other") {
  const std::uint64_t seed = seed_of_this_run();
  Random random(seed);
  std::set<std::string_view> planted;
  const auto spoil = [&](const Zone& zone) {
    const zone::Built whole = built_of(zone);
    for (const Damage& damage : damages()) {
      std::vector<SignedRecord> records = records_of(*whole.zone);
      if (!damage.plant(records, random)) continue;
      planted.insert(damage.what);
      check::Options options = {.zonemd = check::Zonemd::Off, .now = base::unix_now()};
      // What is spoilt does not fit its signature any more; that is left out where it is not what is looked for.
      options.dnssec = damage.is_cryptographic ? check::Dnssec::Full : check::Dnssec::Quick;
      if (damage.code == "X09") options.zonemd = check::Zonemd::Verify;
      const Found found = check_it(build(whole.zone->origin(), records), options);
      CAPTURE(std::string(damage.what));
      CAPTURE(found.text);
      CHECK(found.codes == std::set<std::string>{std::string(damage.code)});
    }
  };
  // Until some zone had what each of them takes.
  for (std::size_t round = 0; round < kMostRounds && planted.size() < damages().size(); ++round)
    for_each_signed("ECDSAP256SHA256", seed + round * kWorlds, spoil);
  CHECK(planted.size() == damages().size());
}
