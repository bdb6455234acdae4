// From what publish/ knows of zones to what a reply says of them.
#pragma once

#include <span>
#include <string>

#include "control/protocol.h"
#include "daemon/commands/target.h"
#include "publish/outcome.h"
#include "publish/zones.h"
#include "zone/text.h"

namespace bailiwick::daemon {

control::Reason reason_of(const base::Finding& finding);
control::ZoneResult zone_result(const publish::Outcome& outcome);
// How a zone is now: Ok, Held, PreviousVersion or NotLoaded.
control::ZoneResult zone_result(const publish::Zones::State& state);

// The report of a run that was complete. `named` are the zones that it was asked for by name: what has become of these
// is in it in any case. `zones` as they are after the run.
RunReport run_report(const publish::RunOutcome& outcome, std::span<const std::string> named,
                     const publish::Zones& zones);

// The zone, or a part of it, as zone-file text.
ZoneText zone_text(std::shared_ptr<const zone::Zone> zone, zone::TextPart part);

}  // namespace bailiwick::daemon
