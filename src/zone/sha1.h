// SHA-1 (FIPS 180-4 §6.1) for NSEC3 owner names, which know no other hash (RFC 5155 §11). OpenSSL's own allocates with
// each message, and this one runs while answering. Not for anything that must withstand collisions.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace bailiwick::zone {

using Sha1Digest = std::array<std::uint8_t, 20>;

// Of `a` and then `b`. Neither may lie in `digest`.
void sha1(base::Bytes a, base::Bytes b, Sha1Digest& digest);

}  // namespace bailiwick::zone
