// Signs the zones of a world, each in its own way (zone_signer.h) or not at all.
#pragma once

#include <cstdint>

#include "differential/world.h"
#include "support/temp_dir.h"

namespace bailiwick::differential {

// Replaces the zones' texts by signed ones, and adds names that NSEC3 records have. The number of zones signed; throws
// std::runtime_error with the signer's words where it fails.
std::size_t sign_world(World& world, std::uint64_t seed, const support::TempDir& dir);

}  // namespace bailiwick::differential
