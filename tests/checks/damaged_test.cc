// Damaged zone files (cut off, bits flipped, lines shuffled, joined to other files) may have any findings, but are read
// and checked to the end, quickly and without harm. Seeds are printed, and BAILIWICK_SEED repeats one.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "check/check.h"
#include "load/zone_file.h"
#include "support/damage.h"
#include "support/sanitized.h"
#include "support/temp_dir.h"

using namespace bailiwick;

namespace {

constexpr int kRounds = support::kSanitized ? 1 : 4;  // of each kind of damage, a file

using support::Random;

std::vector<std::string> all_texts() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {ZONES, SHIPPED_ZONES})
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".zone") paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<std::string> texts;
  for (const auto& path : paths) texts.push_back(support::read_file(path));
  return texts;
}

void check_it(const std::string& text) {
  const wire::Name origin = *wire::Name::from_text("example.com.");
  const load::Loaded loaded = load::load_zone_text(text, "", origin);
  if (!loaded.built) return;
  const check::Options options = {.public_addresses = true,
                                  .information = true,
                                  .own_addresses = {*base::Address::from_text("192.0.2.1")},
                                  .own_zones = {"example.com"},
                                  .zonemd = check::Zonemd::Require,
                                  .now = base::parse_time("2027-01-01")};
  const base::Findings findings =
      check::check_zone({*loaded.built->zone, loaded.built->sources, loaded.built->notes}, options);
  for (const base::Finding& finding : findings.kept()) CHECK_FALSE(finding.message.empty());
}

}  // namespace

TEST_CASE("damaged zone files are read and checked without harm") {
  const char* given = std::getenv("BAILIWICK_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device()();
  MESSAGE("BAILIWICK_SEED=" << seed);
  Random random(seed);
  const std::vector<std::string> texts = all_texts();
  REQUIRE(texts.size() > 20);
  for (const std::string& text : texts) {
    for (int round = 0; round < kRounds; ++round) {
      check_it(support::cut_off(text, random));
      check_it(support::flipped(text, random));
      check_it(support::shuffled_lines(text, random));
      check_it(support::flipped(text + texts[support::below(random, texts.size())], random));
    }
  }
}
