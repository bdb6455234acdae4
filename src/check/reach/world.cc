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
  const auto is_folded = [&](const base::Finding& finding) {
    if (finding.places.empty()) return false;
    const base::Place& place = finding.places.front();
    return std::ranges::any_of(folded_there, [&](const Folded& folded) {
      return folded.code == finding.code && folded.location.line == place.line &&
             folded.location.column == place.column && zones[zone].sources.file(folded.location) == place.file;
    });
  };
  if (!std::ranges::any_of(findings.kept(), is_folded)) return;
  base::Findings rest;
  for (const std::string& code : findings.codes())
    for (const base::Level level : {base::Level::Info, base::Level::Warning, base::Level::Error, base::Level::Fatal}) {
      const auto kept = std::ranges::count_if(findings.kept(), [&](const base::Finding& finding) {
        return finding.code == code && finding.level == level;
      });
      rest.add_unseen(level, code, findings.count(code, level) - static_cast<std::size_t>(kept));
    }
  base::Findings all;
  for (const base::Finding& finding : findings.kept())
    if (!is_folded(finding)) all.add(finding);
  all.append(std::move(rest));
  findings = std::move(all);
}

bool keeps_from_going_live(const WorldResult& world, std::uint32_t zone, Refuse refuse) {
  base::Findings findings;
  for (const std::string_view code : world.codes[zone]) findings.add_unseen(base::Level::Warning, std::string(code), 1);
  if (world.has_error[zone]) findings.add_unseen(base::Level::Error, "", 1);
  return keeps_from_going_live(findings, refuse);
}

}  // namespace bailiwick::check
