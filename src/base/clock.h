// The date, for what holds until a day and for what is kept with the time it came from: always UTC, so that two servers
// say the same. And the time as it is handed to those who read no clock themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bailiwick::base {

// "2026-11-21".
std::string today();
// "2026-11-21 23:54 UTC".
std::string now_text();

// Good to some milliseconds.
struct Now {
  std::uint32_t unix_s = 0;        // since 1970, modulo 2^32
  std::uint64_t monotonic_ns = 0;  // since some time in the past; never goes back
};
Now now();

// Seconds since 1970, without leap seconds.
using UnixTime = std::int64_t;
UnixTime unix_now();
// "2026-11-21", "2026-11-21 23:54 UTC".
std::string date_text(UnixTime time);
std::string time_text(UnixTime time);
// From "2026-11-21T23:54:00Z", "2026-11-21" (its beginning) or the seconds themselves, up to the year 9999; none if it
// is neither.
std::optional<UnixTime> parse_time(std::string_view text);

}  // namespace bailiwick::base
