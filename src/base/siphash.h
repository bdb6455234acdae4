// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash of 64 bits that nobody without the key can foresee. Ours
// because it stands on the answer path: no allocation, no context.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace bailiwick::base {

using SipKey = std::array<std::uint8_t, 16>;

// One that nobody can foresee.
SipKey random_sip_key();

// The number whose octets, the lowest first, are SipHash's output.
std::uint64_t siphash(const SipKey& key, Bytes message);

}  // namespace bailiwick::base
