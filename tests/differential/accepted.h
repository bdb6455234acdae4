// The differences from both peers that are right, or at least meant. All stand in accepted.cc, each with its reason.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "differential/compare.h"

namespace bailiwick::differential {

struct Difference {
  const World& world;
  const Question& question;
  Part part;
  const support::Reply& ours;
  const std::vector<support::Reply>& peers;
};

// The numbers of the entries that together cover it; empty when it is not accepted.
std::vector<std::size_t> accepted(const Difference& difference);

// One line an entry: how often it was used, and its reason.
std::string accepted_report(const std::map<std::size_t, std::size_t>& used);

}  // namespace bailiwick::differential
