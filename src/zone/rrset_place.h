// Where an RRset is in a zone.
#pragma once

#include <cstdint>

#include "zone/node.h"

namespace bailiwick::zone {

// One RRset of the zone, and the node that owns it.
struct RRsetPlace {
  NodeId node;
  std::uint32_t rrset;  // its number in the zone
};

}  // namespace bailiwick::zone
