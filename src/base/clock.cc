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

}  // namespace bailiwick::base
