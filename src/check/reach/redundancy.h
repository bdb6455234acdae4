// Single points of failure: the servers without which alone a zone that is reached would not be. They are the
// dominators of the AND/OR graph, the greatest fixpoint of "what the parent needs, and what every one of my servers
// needs". Servers with the same addresses are one.
#pragma once

#include "check/reach/graph.h"

namespace bailiwick::check {

// Sets graph.single. States must have been found.
void find_single_points(ReachGraph& graph);

}  // namespace bailiwick::check
