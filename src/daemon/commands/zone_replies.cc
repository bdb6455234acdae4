// One conversion each; what they say is decided in publish/.
#include "daemon/commands/zone_replies.h"

#include <algorithm>
#include <set>
#include <utility>

namespace bailiwick::daemon {
namespace {

using control::ZoneResult;
using control::ZoneState;

ZoneState state_of(publish::Became became) {
  switch (became) {
    case publish::Became::Published:
      return ZoneState::Published;
    case publish::Became::Unchanged:
      return ZoneState::Unchanged;
    case publish::Became::KeptOld:
      return ZoneState::PreviousVersion;
    case publish::Became::LeftOut:
      return ZoneState::NotLoaded;
    case publish::Became::Held:
      return ZoneState::Held;
    case publish::Became::Removed:
      return ZoneState::Removed;
  }
  return ZoneState::NotLoaded;
}

// A reason without a place of its own is in the zone's file.
control::Reason reason_of(const base::Finding& finding, const std::string& file) {
  control::Reason reason{.code = finding.code, .message = finding.message, .file = file, .help = finding.help};
  if (!finding.places.empty()) {
    reason.file = finding.places.front().file;
    reason.line = finding.places.front().line;
  }
  return reason;
}

}  // namespace

control::Reason reason_of(const base::Finding& finding) {
  return reason_of(finding, {});
}

ZoneResult zone_result(const publish::Outcome& outcome) {
  ZoneResult result{.zone = outcome.zone,
                    .state = state_of(outcome.became),
                    .serial_before = outcome.serial_before,
                    .serial_after = outcome.serial_after,
                    .added = outcome.added,
                    .removed = outcome.removed,
                    .waits_for = outcome.fix_first,
                    .since = outcome.since};
  if (outcome.reason) result.reason = reason_of(*outcome.reason, outcome.file);
  return result;
}

ZoneResult zone_result(const publish::Zones::State& state) {
  ZoneResult result{.zone = state.file.name, .state = ZoneState::Ok, .since = state.since};
  if (state.is_held)
    result.state = ZoneState::Held;
  else if (!state.live)
    result.state = ZoneState::NotLoaded;
  else if (state.why)
    result.state = ZoneState::PreviousVersion;
  if (state.live) result.serial_before = result.serial_after = state.live->zone->serial();
  if (state.why) {
    result.reason = reason_of(state.why->finding, state.file.file);
    result.waits_for = state.why->fix_first;
  }
  return result;
}

RunReport run_report(const publish::RunOutcome& outcome, std::span<const std::string> named,
                     const publish::Zones& zones) {
  RunReport report;
  std::set<std::string_view> told;
  std::size_t removed = 0;
  for (const publish::Outcome& one : outcome.zones) {
    report.zones.push_back(zone_result(one));
    told.insert(one.zone);
    removed += one.became == publish::Became::Removed ? 1 : 0;
  }
  for (const std::string& name : named) {
    const publish::Zones::State* state = told.contains(name) ? nullptr : zones.find(name);
    if (state == nullptr) continue;
    report.zones.push_back(zone_result(*state));
    if (report.zones.back().state == ZoneState::Ok) report.zones.back().state = ZoneState::Unchanged;
  }
  const std::size_t all = outcome.counts.served + outcome.counts.left_out + removed;
  report.unchanged = all - std::min(all, report.zones.size());
  return report;
}

ZoneText zone_text(std::shared_ptr<const zone::Zone> zone, zone::TextPart part) {
  auto writer = std::make_unique<zone::TextWriter>(*zone, part);
  return [zone = std::move(zone), writer = std::move(writer)](std::string& out) {
    const std::string_view piece = writer->next();
    out += piece;
    return !piece.empty();
  };
}

}  // namespace bailiwick::daemon
