#include "base/clock.h"

#include <ctime>

namespace bailiwick::base {
namespace {

std::string formatted(const char* format) {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  char text[sizeof "2026-11-21 23:54 UTC"] = "";
  if (::gmtime_r(&now, &utc) != nullptr) std::strftime(text, sizeof text, format, &utc);
  return text;
}

}  // namespace

std::string today() {
  return formatted("%Y-%m-%d");
}

std::string now_text() {
  return formatted("%Y-%m-%d %H:%M UTC");
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
