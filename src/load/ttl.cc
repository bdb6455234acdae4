// The units s m h d w, each after its number, in either case; a last number without one counts seconds.
#include "load/ttl.h"

#include "load/chars.h"

namespace bailiwick::load {
namespace {

std::uint64_t unit_seconds(char unit) {
  switch (to_upper(unit)) {
    case 'S':
      return 1;
    case 'M':
      return 60;
    case 'H':
      return 3600;
    case 'D':
      return 86400;
    case 'W':
      return 604800;
    default:
      return 0;
  }
}

}  // namespace

Time parse_time(std::string_view text) {
  constexpr std::uint64_t kTooLarge = std::uint64_t{1} << 32;
  if (text.empty() || !is_digit(text[0])) return {Time::State::NotATime, 0};
  std::uint64_t total = 0;
  std::uint64_t number = 0;
  bool has_number = false;
  for (char c : text) {
    if (is_digit(c)) {
      number = number * 10 + static_cast<unsigned>(c - '0');
      has_number = true;
    } else {
      const std::uint64_t unit = unit_seconds(c);
      if (unit == 0 || !has_number) return {Time::State::NotATime, 0};
      total += number * unit;
      number = 0;
      has_number = false;
    }
    if (number > kTooLarge) number = kTooLarge;
    if (total > kTooLarge) total = kTooLarge;
  }
  total += number;
  if (total >= kTooLarge) return {Time::State::TooLarge, 0};
  return {Time::State::Ok, static_cast<std::uint32_t>(total)};
}

std::string time_text(std::uint32_t seconds) {
  std::string text;
  for (const char unit : {'w', 'd', 'h', 'm', 's'}) {
    const auto length = static_cast<std::uint32_t>(unit_seconds(unit));
    if (seconds >= length) text += std::to_string(seconds / length) + unit;
    seconds %= length;
  }
  return text.empty() ? "0" : text;
}

}  // namespace bailiwick::load
