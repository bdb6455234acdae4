// Times as a zone file writes them: seconds, or numbers with units as in 1h30m (RFC 2308 §4 and BIND's custom).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bailiwick::load {

// The largest TTL (RFC 2181 §8).
inline constexpr std::uint32_t kMaxTtl = 0x7fffffff;

struct Time {
  enum class State : std::uint8_t { Ok, NotATime, TooLarge };
  State state;
  std::uint32_t seconds;  // where Ok
};

// TooLarge from 2^32 on; the caller knows whether it reads a TTL.
Time parse_time(std::string_view text);
// "1w", "1h30m", "90s": the fewest units that say it.
std::string time_text(std::uint32_t seconds);

}  // namespace bailiwick::load
