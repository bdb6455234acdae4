// What a run over the zones tells the log: what was found, and what became of each zone that has changed or is not as
// it should be. Findings that the operator has waived in the zone files are counted only, as by `bailiwick check`.
#pragma once

#include "base/finding.h"
#include "check/settings.h"
#include "publish/outcome.h"

namespace bailiwick::daemon {

// As they are.
void log_findings(const base::Findings& findings);
// Each finding once: the worst first, and of one level what is wrong with a zone before what follows from it; then what
// is wrong with the waivers; then a line for each zone.
// `answers`: the server answers for them, now or soon.
void log_run(const publish::RunOutcome& outcome, check::Reject reject, bool answers = true);

}  // namespace bailiwick::daemon
