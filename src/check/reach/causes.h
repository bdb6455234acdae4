// Why zones are not reached: the circles among them, and what depends on each (C01 to C05, C07). Finds, and says
// nothing.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "check/reach/universe.h"

namespace bailiwick::check {

// What cannot be reached because something else cannot.
struct Victims {
  std::vector<std::uint32_t> zones;
  // Delegations outside of the graph, and an NS record of the first one.
  std::size_t leaf_count = 0;
  std::uint32_t leaf_holder = kNobody;
  std::uint32_t leaf_rrset = kNobody;
  std::uint16_t leaf_record = 0;
};

// By causes, each the first zone of a core or a zone without any server. What waits for several at once stands under
// all of them together: to pick one would need a reason, and the name is none. No more than kMostCauses, the first by
// name.
using Causes = std::vector<std::uint32_t>;
using VictimsByCauses = std::map<Causes, Victims>;
inline constexpr std::size_t kMostCauses = 4;

// Sets the cores of the graph (which is the universe's), and core and cause of its unreached zones.
VictimsByCauses find_causes(const Universe& universe, ReachGraph& graph);

}  // namespace bailiwick::check
