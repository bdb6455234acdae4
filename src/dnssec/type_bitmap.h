// The types that an NSEC or NSEC3 record says a name has (RFC 4034 §4.1.2), and those that it should say.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rr/type.h"
#include "zone/zone.h"

namespace bailiwick::dnssec {

// Ascending, no type twice.
using Types = std::vector<rr::Type>;

// None where the windows are cut off, out of order, empty or end in octets of zero.
std::optional<Types> read_type_bitmap(base::Bytes bitmap);
// What the name has in this zone: at a cut NS, DS and what the zone itself adds (RFC 4035 §2.3). NSEC3 records stand
// for another name and do not count (RFC 5155 §7.1).
Types types_at(const zone::Zone& zone, zone::NodeId node);

}  // namespace bailiwick::dnssec
