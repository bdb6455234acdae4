// What would mend a core: a server that one of its zones can have found without the others, tried out before it is
// proposed.
#pragma once

#include <string>

#include "check/reach/report.h"

namespace bailiwick::check {

// What to type; never empty.
std::string mend(const Report& report, const ReachCore& core);

// "add `ns1.example. IN A 192.0.2.1` to FILE" for what a loaded parent lacks, or what to register where it is not
// loaded.
std::string publish_text(const Report& report, const ReachZone& zone, const ReachEdge& edge);

}  // namespace bailiwick::check
