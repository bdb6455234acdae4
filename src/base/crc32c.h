// CRC-32C (Castagnoli; RFC 3720 appendix B.4): finds damage in what was written to disk. No defence against intent.
#pragma once

#include <cstdint>
#include <string_view>

namespace bailiwick::base {

// Goes on from `crc`, that of what came before; 0 at the beginning.
std::uint32_t crc32c(std::string_view octets, std::uint32_t crc = 0);

}  // namespace bailiwick::base
