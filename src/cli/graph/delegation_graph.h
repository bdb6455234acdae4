// The picture of `bailiwick check --graph`: zones, the hosts that serve them and their addresses, as Graphviz reads it,
// with what is wrong marked: circles, missing glue, hosts whose loss alone makes a zone unreachable.
#pragma once

#include <span>
#include <string>

#include "check/reach/graph.h"
#include "zone/zone.h"

namespace bailiwick::cli {

// More zones than this are folded: those with something to see stay, the others become one box.
inline constexpr std::size_t kMostZonesInPicture = 50;

// A DOT graph. `zones` are those that the graph was made from.
std::string picture_text(const check::ReachGraph& graph, std::span<const zone::Zone* const> zones);

}  // namespace bailiwick::cli
