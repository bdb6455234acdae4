// What a load of all zones tells the log: what was found, and of each zone whether it is served, kept as it was or left
// out. Findings that the operator has waived in the zone files are counted only, as by `bailiwick check`.
#pragma once

#include <string>

#include "check/check.h"
#include "config/config.h"
#include "daemon/world_loader.h"
#include "zone/zone_set.h"

namespace bailiwick::daemon {

// As they are; those without a subject are about `zone_name`.
void log_findings(const base::Findings& findings, const std::string& zone_name);
// What was found between the zones; the waivers of all of them hold.
void log_found_between(const WorldOutcome& outcome, check::Refuse refuse);
// What was found in one zone, and what is wrong with its waivers.
void log_found(const ZoneOutcome& outcome, const std::string& zone_name, check::Refuse refuse);

// `before` is what was served until now, null where that is nothing.
void log_served(const config::ZoneEntry& entry, const zone::Zone* before, const zone::Zone& after);
// The zone at `at` of the outcome, which is not to be published.
void log_refused(const config::ZoneEntry& entry, const WorldOutcome& outcome, std::size_t at, check::Refuse refuse,
                 const zone::Zone* before);
// The zones that are configured no more.
void log_removed(const zone::ZoneSet& before, const zone::ZoneSet& after);

}  // namespace bailiwick::daemon
