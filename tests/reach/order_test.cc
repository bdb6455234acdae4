// The order in which zones stand in the config, and records in their files, changes nothing of what is said but the
// lines that it is said of. Through the door of `bailiwick check`, start and reload.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "publish/world_loader.h"
#include "random_world.h"
#include "support/damage.h"
#include "support/temp_dir.h"

using namespace worlds;

namespace {

constexpr std::uint32_t kOrders = kWorlds / 3;

// Everything that findings say but lines and columns, in the order of the findings.
std::string words_of(const base::Findings& findings) {
  std::string text;
  for (const base::Finding& finding : findings.kept()) {
    text +=
        std::string(level_name(finding.level)) + '[' + finding.code + "] " + finding.subject + ": " + finding.message;
    for (const base::Place& place : finding.places) text += "\n  " + place.file + ": " + place.label;
    for (const std::string& note : finding.notes) text += "\n  = " + note;
    text += "\n  help: " + finding.help + '\n';
  }
  return text;
}

// Of all zones together, then of each.
std::string words_of(const std::vector<publish::ZoneFile>& files, bool externals) {
  const publish::WorldOutcome outcome =
      publish::load_world(files, check::Reject::Circular, {.load = {}, .check = {.information = true}},
                         {.registered = nullptr, .externals = externals});
  std::map<std::string, std::string> by_zone;
  for (std::size_t i = 0; i < files.size(); ++i)
    by_zone[files[i].name] = words_of(outcome.zones[i].findings) + (outcome.zones[i].refused ? "refused\n" : "");
  std::string text = words_of(outcome.world.findings);
  for (const auto& [name, words] : by_zone) text += words;
  return text;
}

void write(support::TempDir& folder, const ZonePlan& zone, const std::string& text) {
  folder.write(zone.origin + ".zone", "$TTL 3600\n@ SOA ns.invalid. h.invalid. 1 14400 3600 1209600 3600\n" + text);
}

}  // namespace

TEST_CASE("random worlds: another order of zones and records changes nothing but line numbers") {
  support::TempDir folder("order");
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kOrders; ++seed) {
    support::Random random(seed);
    const Plan plan = random_plan(seed);
    CAPTURE(seed);
    CAPTURE(told(plan));
    std::vector<publish::ZoneFile> files;
    for (const ZonePlan& zone : plan.zones) {
      files.push_back({zone.origin, folder.path() / (zone.origin + ".zone")});
      write(folder, zone, text_of(zone));
    }
    const std::string before = words_of(files, plan.externals);
    std::ranges::shuffle(files, random);
    for (const ZonePlan& zone : plan.zones) write(folder, zone, support::shuffled_lines(text_of(zone), random));
    const std::string after = words_of(files, plan.externals);
    REQUIRE(before == after);
  }
}
