// What of a zone its delegation is made of, as text to keep and to compare.
#pragma once

#include <string>

#include "zone/zone.h"

namespace bailiwick::delegation {

// The NS records and the addresses of hosts inside the zone, a line each, in an order of their own.
// With TTLs, or with TTL 0 for all.
std::string delegation_text(const zone::Zone& zone, bool with_ttl);

// The same name servers with the same addresses of hosts inside the zone, whatever the TTLs.
bool same_delegation(const zone::Zone& a, const zone::Zone& b);

}  // namespace bailiwick::delegation
