// The least fixpoint: a zone is reached when its parent is and one of its servers' addresses can be learnt. All rules
// are Horn clauses, so each zone counts what it waits for and each edge is touched once.
#pragma once

#include <cstdint>
#include <vector>

#include "check/reach/graph.h"

namespace bailiwick::check {

struct Mode {
  std::uint8_t families = kDual;
  bool sibling = true;    // glue for hosts in sibling zones counts
  bool externals = true;  // hosts in zones that are not known here count
};

// By zone. `assumed`, if given, is a zone that is reached once its parent is, whatever its servers.
std::vector<bool> reached(const ReachGraph& graph, Mode mode, std::uint32_t assumed = kNobody);

// Sets the states of all zones.
void find_states(ReachGraph& graph);

// Whether the glue of this NS record leads to the host in that mode.
inline bool has_usable_glue(const ReachEdge& edge, const Mode& mode) {
  return (edge.glue & mode.families) != 0 && (edge.in_domain || mode.sibling);
}
// Whether the NS record leads to an address, for clients of any family, by the states found.
bool is_usable(const ReachGraph& graph, const ReachEdge& edge);

// Sets the depths; unreached zones have 0.
void find_depths(ReachGraph& graph);

}  // namespace bailiwick::check
