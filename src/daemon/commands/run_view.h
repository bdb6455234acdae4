// What of a run's outcome one command prints: all that is not as before, or what concerns the zones that it named.
// Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "control/protocol.h"
#include "daemon/commands/target.h"

namespace bailiwick::daemon {

struct RunView {
  std::vector<control::ZoneResult> zones;  // the worst last, where an eye falls on them
  control::Reply end;                      // RunSummary or Failure, with the exit status
};

// `named`: the zones of the command, sorted; none: it was about all.
RunView view_of(const RunReport& outcome, std::span<const std::string> named);

}  // namespace bailiwick::daemon
