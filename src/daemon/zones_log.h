// What a load of all zones tells the log: what was found, and of each zone whether it is served, kept as it was or left
// out. Findings that the operator has waived in the zone files are counted only, as by `bailiwick check`.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "answer/zone_set.h"
#include "base/clock.h"
#include "check/check.h"
#include "config/config.h"
#include "publish/world_loader.h"

namespace bailiwick::daemon {

// As they are.
void log_findings(const base::Findings& findings);
// What was found in all zones and between them, each once: the worst first, and of one level what is wrong with a zone
// before what follows from it. Then what is wrong with the waivers. Those of the zones' findings that are waived are
// taken out of the outcome; `entries` are beside its zones.
void log_found(std::span<const config::ZoneEntry> entries, publish::WorldOutcome& outcome, check::Refuse refuse);

// `before` is what was served until now, null where that is nothing; `signed_until` is none of a zone without
// signatures.
void log_served(const config::ZoneEntry& entry, const zone::Zone* before, const zone::Zone& after,
                std::optional<base::UnixTime> signed_until);
// The zone at `at` of the outcome, which is not to be published, and which finding is to blame. `starts`: the server
// goes on without it.
void log_refused(const config::ZoneEntry& entry, const publish::WorldOutcome& outcome, std::size_t at, check::Refuse refuse,
                 const zone::Zone* before, bool starts);
// The zones that are configured no more.
void log_removed(const answer::ZoneSet& before, const answer::ZoneSet& after);

}  // namespace bailiwick::daemon
