// The differences from both peers that are right, or at least meant. All stand in accepted.cc, each with its reason.
#pragma once

#include <string>
#include <vector>

#include "differential/compare.h"

namespace bailiwick::differential {

struct Difference {
  const Question& question;
  Part part;
  const support::Reply& ours;
  const std::vector<support::Reply>& peers;
};

// True when an entry of the list covers it; counts the entry's use.
bool accepted(const Difference& difference);

// One line an entry: how often it was used, and its reason.
std::string accepted_report();

}  // namespace bailiwick::differential
