// The digest over a whole zone (RFC 8976 §3.3.1, scheme SIMPLE): all its records in canonical form and order, but for
// the ZONEMD records at the apex and their signatures.
#pragma once

#include <cstdint>
#include <vector>

#include "dnssec/digest.h"
#include "zone/zone.h"

namespace bailiwick::dnssec {

// Takes as long as the zone is large, and memory of some 100 KB.
std::vector<std::uint8_t> zone_digest(const zone::Zone& zone, Digest::Algorithm algorithm);

}  // namespace bailiwick::dnssec
