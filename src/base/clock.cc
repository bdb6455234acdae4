#include "base/clock.h"

#include <charconv>
#include <ctime>

namespace bailiwick::base {
namespace {

constexpr UnixTime kMostTime = 253'402'300'799;  // the last second of the year 9999

std::string formatted(UnixTime time, const char* format) {
  const auto seconds = static_cast<std::time_t>(time);
  std::tm utc{};
  char text[sizeof "2026-11-21 23:54 UTC"] = "";
  if (::gmtime_r(&seconds, &utc) != nullptr) std::strftime(text, sizeof text, format, &utc);
  return text;
}

}  // namespace

UnixTime unix_now() {
  return std::time(nullptr);
}

std::string today() {
  return date_text(unix_now());
}

std::string now_text() {
  return time_text(unix_now());
}

std::string date_text(UnixTime time) {
  return formatted(time, "%Y-%m-%d");
}

std::string time_text(UnixTime time) {
  return formatted(time, "%Y-%m-%d %H:%M UTC");
}

std::optional<UnixTime> parse_time(std::string_view text) {
  UnixTime seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error == std::errc() && end == text.data() + text.size())
    return seconds >= 0 && seconds <= kMostTime ? std::optional(seconds) : std::nullopt;
  for (const char* format : {"%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"}) {
    std::tm utc{};
    const std::string terminated(text);
    const char* const rest = ::strptime(terminated.c_str(), format, &utc);
    if (rest == nullptr || *rest != '\0') continue;
    const std::tm given = utc;
    const UnixTime time = ::timegm(&utc);
    // The 31st of a month that has none would be a day of the next one.
    if (time < 0 || time > kMostTime || utc.tm_mday != given.tm_mday) return std::nullopt;
    return time;
  }
  return std::nullopt;
}

Now now() {
  timespec wall{};
  timespec monotonic{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &wall);
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &monotonic);
  constexpr std::uint64_t kNsInSecond = 1'000'000'000;
  return {.unix_s = static_cast<std::uint32_t>(wall.tv_sec),
          .monotonic_ns = static_cast<std::uint64_t>(monotonic.tv_sec) * kNsInSecond +
                          static_cast<std::uint64_t>(monotonic.tv_nsec)};
}

}  // namespace bailiwick::base
