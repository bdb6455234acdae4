// Is it text? The ranges are those of RFC 3629 section 4.
#include "base/utf8.h"

#include <cstdint>

namespace bailiwick::base {

namespace {

// Octets of the character at the start of `text`, which is not empty; 0 when there is none that is allowed.
std::size_t character_length(std::string_view text) {
  const auto octet = [text](std::size_t i) -> std::uint8_t {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0;
  };
  const auto is_tail = [](std::uint8_t c) { return (c & 0xc0) == 0x80; };
  const std::uint8_t first = octet(0);
  if (first < 0x80) return (first >= 0x20 && first != 0x7f) || first == '\t' || first == '\n' || first == '\r' ? 1 : 0;
  if (first < 0xc2 || first > 0xf4 || !is_tail(octet(1))) return 0;
  if (first < 0xe0) return first == 0xc2 && octet(1) < 0xa0 ? 0 : 2;  // U+0080 to U+009F are controls
  const bool overlong = (first == 0xe0 && octet(1) < 0xa0) || (first == 0xf0 && octet(1) < 0x90);
  const bool outside = (first == 0xed && octet(1) >= 0xa0) || (first == 0xf4 && octet(1) >= 0x90);
  if (overlong || outside || !is_tail(octet(2))) return 0;
  if (first < 0xf0) return 3;
  return is_tail(octet(3)) ? 4 : 0;
}

}  // namespace

std::size_t find_non_text(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return at;
}

}  // namespace bailiwick::base
