// The list of all checks of one zone.
#pragma once

#include <span>
#include <string_view>

#include "check/context.h"

namespace bailiwick::check {

using CheckFunction = void(const Context&, Sink&);

struct Check {
  std::string_view code;   // never reused for anything else: scripts and waivers match on it
  std::string_view title;  // what it looks for, in a few words
  CheckFunction* run;
  bool is_of_dnssec = false;  // `dnssec-checks: off` leaves it out
};

// In the order in which they run.
std::span<const Check> catalogue();

}  // namespace bailiwick::check
