// Names of a zone by number, in canonical order (RFC 4034 §6.1).
#pragma once

#include <cstdint>

namespace bailiwick::zone {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xffffffff;
inline constexpr NodeId kApex = 0;  // the apex is the first node in canonical order

}  // namespace bailiwick::zone
