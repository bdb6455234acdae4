// The differences from two peers that are right, or at least meant. All stand in accepted.cc and accepted_votes.cc,
// each with its reason.
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

// Parts of a reply that may differ.
struct AcceptedEntry {
  std::vector<Part> parts;
  bool (*covers)(const Difference&);
  const char* reason;
};

// The numbers of the entries that together cover it; empty when it is not accepted.
std::vector<std::size_t> accepted(const Difference& difference);

// The same for a part in which one peer says what we say; `peers` are the other and BIND, who agree.
std::vector<std::size_t> accepted_vote(const Difference& difference);
inline constexpr std::size_t kFirstVote = 100;  // the numbers of entries that hold there alone

// One line an entry: how often it was used, and its reason.
std::string accepted_report(const std::map<std::size_t, std::size_t>& used);
std::string accepted_votes_report(const std::map<std::size_t, std::size_t>& used);

}  // namespace bailiwick::differential
