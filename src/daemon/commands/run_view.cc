// A command that names zones is told of these, and of those that wait for them; of what else a run did that it shares
// with other commands it learns nothing, and its exit status says nothing.
#include "daemon/commands/run_view.h"

#include <algorithm>

namespace bailiwick::daemon {
namespace {

using control::ZoneResult;
using control::ZoneState;

bool is_named(std::span<const std::string> named, const std::string& zone) {
  return std::ranges::binary_search(named, zone);
}

bool is_told(const ZoneResult& zone, std::span<const std::string> named) {
  if (named.empty()) return zone.state != ZoneState::Unchanged;
  return is_named(named, zone.zone) || (!zone.waits_for.empty() && is_named(named, zone.waits_for));
}

std::vector<std::string> unknown(const RunReport& outcome, std::span<const std::string> named) {
  std::vector<std::string> known;
  known.reserve(outcome.zones.size());
  for (const ZoneResult& zone : outcome.zones) known.push_back(zone.zone);
  std::ranges::sort(known);
  std::vector<std::string> missing;
  std::ranges::set_difference(named, known, std::back_inserter(missing));
  return missing;
}

control::RunSummary summary_of(const RunReport& outcome, std::span<const std::string> named,
                               const std::vector<ZoneResult>& told) {
  control::RunSummary summary{.config = outcome.config, .ms = outcome.ms};
  for (const ZoneResult& zone : named.empty() ? outcome.zones : told)
    ++summary.zones[static_cast<std::size_t>(zone.state)];
  if (named.empty()) summary.zones[static_cast<std::size_t>(ZoneState::Unchanged)] += outcome.unchanged;
  if (outcome.result == RunReport::Result::Done) summary.unknown_zones = unknown(outcome, named);
  return summary;
}

}  // namespace

RunView view_of(const RunReport& outcome, std::span<const std::string> named) {
  if (outcome.result == RunReport::Result::Failed)
    return {.zones = {},
            .end = {.body = control::Failure{.message = outcome.failure, .help = {}}, .exit = control::kExitInternal}};
  RunView view;
  for (const ZoneResult& zone : outcome.zones)
    if (is_told(zone, named)) view.zones.push_back(zone);
  // The enumerators go from the worst to the best.
  std::ranges::sort(view.zones, [](const ZoneResult& a, const ZoneResult& b) {
    return a.state != b.state ? a.state > b.state : a.zone < b.zone;
  });
  control::RunSummary summary = summary_of(outcome, named, view.zones);
  const bool is_bad =
      !summary.unknown_zones.empty() || !summary.config.empty() ||
      std::ranges::any_of(view.zones, [](const ZoneResult& zone) { return control::is_bad(zone.state); });
  const int exit = outcome.result == RunReport::Result::ConfigErrors ? control::kExitUsage
                   : is_bad                                          ? control::kExitRejected
                                                                     : control::kExitDone;
  view.end = {.body = std::move(summary), .exit = exit};
  return view;
}

}  // namespace bailiwick::daemon
