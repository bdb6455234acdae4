// Whether two versions of a zone differ, and which of two serials is the later one.
#pragma once

#include <cstdint>

#include "zone/zone.h"

namespace bailiwick::zone {

// RFC 1982 §3.2: `a` comes after `b`.
bool serial_is_after(std::uint32_t a, std::uint32_t b);

// True if both have the same records, with the same TTLs.
bool same_records(const Zone& a, const Zone& b);

// The same for all zones with the same records, whatever the order they are written in. SOA and all.
std::uint64_t hash_of_records(const Zone& zone);

}  // namespace bailiwick::zone
