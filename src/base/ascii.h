// What the octets of text mean in ASCII, whatever the locale: zone files, config and names are read by it.
#pragma once

#include <cstdint>

namespace bailiwick::base {

inline bool is_digit(char c) {
  return static_cast<std::uint8_t>(c - '0') < 10;
}

}  // namespace bailiwick::base
