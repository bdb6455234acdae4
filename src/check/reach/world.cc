// The order of the work: graph, states, then the findings from the worst to the least.
#include "check/reach/world.h"

#include <algorithm>

#include "base/assert.h"
#include "check/reach/fixpoint.h"
#include "check/reach/redundancy.h"
#include "check/reach/report.h"
#include "check/reach/universe.h"

namespace bailiwick::check {
namespace {

bool are_in_order(std::span<const ZoneInput> zones) {
  return std::ranges::adjacent_find(zones, [](const ZoneInput& a, const ZoneInput& b) {
           return wire::compare_canonical(a.zone.origin(), b.zone.origin()) > 0;
         }) == zones.end();
}

}  // namespace

WorldResult check_world(const WorldInput& world) {
  BAILIWICK_ASSERT(are_in_order(world.zones));
  WorldResult result;
  result.codes.resize(world.zones.size());
  result.has_error.resize(world.zones.size());
  const Origins origins(world.zones);
  Universe universe = build_universe(world, origins);
  result.graph = std::move(universe.graph);
  find_states(result.graph);
  find_depths(result.graph);
  find_single_points(result.graph);
  Report report(world, result);
  explain_unreached(universe, report, result.graph);
  explain_dead_hosts(universe, report);
  explain_unregistered(report);
  compare_parents(universe, report, origins);
  compare_keys(report);
  explain_sibling_need(report);
  explain_redundancy(report);
  explain_clients(report);
  explain_targets(report, origins);
  explain_hints(report, origins);
  explain_aliases(report, origins);
  std::ranges::stable_sort(result.folded, {}, &Folded::zone);
  return result;
}

void remove_folded(const WorldResult& world, std::span<const ZoneInput> zones, std::uint32_t zone,
                   base::Findings& findings) {
  const auto folded_there = std::ranges::equal_range(world.folded, zone, {}, &Folded::zone);
  if (folded_there.empty()) return;
  const auto folded = [&](const base::Finding& finding) {
    if (finding.places.empty()) return folded_there.end();
    const base::Place& place = finding.places.front();
    return std::ranges::find_if(folded_there, [&](const Folded& one) {
      return one.code == finding.code && one.location.line == place.line && one.location.column == place.column &&
             zones[zone].sources.file(one.location) == place.file;
    });
  };
  base::Findings all(findings.kept_per_code());
  for (const base::Finding& finding : findings.kept()) {
    const auto found = folded(finding);
    if (found != folded_there.end() && found->places.empty()) continue;
    base::Finding told = finding;
    if (found != folded_there.end()) {
      told.places.insert(told.places.end(), found->places.begin(), found->places.end());
      if (!found->help.empty()) told.help = found->help;
    }
    all.add(std::move(told));
  }
  for (const std::string& code : findings.codes())
    for (const base::Level level : base::kLevels) all.add_unseen(level, code, findings.unseen(code, level));
  findings = std::move(all);
}

bool keeps_from_going_live(const WorldResult& world, std::uint32_t zone, Reject reject) {
  const std::vector<ReachZone>& zones = world.graph.zones;  // empty where memory did not suffice
  const bool is_unreached = zone < zones.size() && zones[zone].state(Clients::Both) == Reach::Unreached;
  if (is_unreached && reject == Reject::Unreachable) return true;
  base::Findings findings;
  for (const std::string_view code : world.codes[zone]) findings.add_unseen(base::Level::Warning, std::string(code), 1);
  if (world.has_error[zone]) findings.add_unseen(base::Level::Error, "", 1);
  return keeps_from_going_live(findings, reject);
}

}  // namespace bailiwick::check
