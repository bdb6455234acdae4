// What an octet means to the scanner of zone files (RFC 1035 §5.1): one table of 256 entries, so that each octet of a
// file is looked at once. Octets from 128 on are ordinary text (names and strings are octets, RFC 2181 §11).
#pragma once

#include <array>
#include <cstdint>

#include "base/ascii.h"

namespace bailiwick::load {

enum class CharClass : std::uint8_t {
  Plain,
  Backslash,
  Blank,  // space and tab
  CarriageReturn,
  Newline,
  Semicolon,
  Open,
  Close,
  Quote,
  Nul,
};

inline constexpr auto kCharClasses = [] {
  std::array<CharClass, 256> classes{};
  classes['\\'] = CharClass::Backslash;
  classes[' '] = classes['\t'] = CharClass::Blank;
  classes['\r'] = CharClass::CarriageReturn;
  classes['\n'] = CharClass::Newline;
  classes[';'] = CharClass::Semicolon;
  classes['('] = CharClass::Open;
  classes[')'] = CharClass::Close;
  classes['"'] = CharClass::Quote;
  classes[0] = CharClass::Nul;
  return classes;
}();

inline CharClass char_class(char c) {
  return kCharClasses[static_cast<std::uint8_t>(c)];
}
using base::is_digit;
inline char to_upper(char c) {
  return static_cast<std::uint8_t>(c - 'a') < 26 ? static_cast<char>(c - 32) : c;
}

inline constexpr auto kHexValues = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::int8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = i;
  for (std::int8_t i = 10; i < 16; ++i)
    values[static_cast<std::size_t>('A' + i - 10)] = values[static_cast<std::size_t>('a' + i - 10)] = i;
  return values;
}();

// Of a hexadecimal digit; -1 for all else.
inline int hex_value(char c) {
  return kHexValues[static_cast<std::uint8_t>(c)];
}

}  // namespace bailiwick::load
