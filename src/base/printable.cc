// Unicode scalar values by RFC 3629; whatever is none is escaped octet by octet.
#include "base/printable.h"

#include <cstdint>

namespace bailiwick::base {
namespace {

struct Character {
  std::uint32_t code;
  std::size_t octets;  // 0: not UTF-8
};

// RFC 3629 §3, the shortest form only.
Character decode(std::string_view text) {
  static constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<std::uint8_t>(text[0]);
  const std::size_t octets = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
  if (octets == 0 || octets > text.size()) return {0, 0};
  if (octets == 1) return {first, 1};
  std::uint32_t code = first & (0x7fu >> octets);
  for (std::size_t i = 1; i < octets; ++i) {
    const auto next = static_cast<std::uint8_t>(text[i]);
    if (next >> 6 != 2) return {0, 0};
    code = code << 6 | (next & 0x3fu);
  }
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < kLeast[octets] || code > 0x10ffff || surrogate) return {0, 0};
  return {code, octets};
}

// Control characters, and those without width or that change the direction of the text around them.
bool is_harmless(std::uint32_t code) {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
  if (code == 0xad || code == 0x61c || code == 0xfeff) return false;
  return !(code >= 0x200b && code <= 0x200f) && !(code >= 0x2028 && code <= 0x202e) &&
         !(code >= 0x2060 && code <= 0x206f);
}

void append_escaped(char c, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  const auto octet = static_cast<std::uint8_t>(c);
  out += {'\\', 'x', kHex[octet >> 4], kHex[octet & 15]};
}

}  // namespace

std::size_t append_printable(std::string_view text, std::string& out, std::size_t& columns) {
  const Character character = decode(text);
  if (character.octets > 0 && is_harmless(character.code)) {
    out += text.substr(0, character.octets);
    ++columns;
    return character.octets;
  }
  append_escaped(text[0], out);
  columns += 4;
  return 1;
}

std::string printable(std::string_view text) {
  std::string out;
  std::size_t columns = 0;
  while (!text.empty()) text.remove_prefix(append_printable(text, out, columns));
  return out;
}

std::string utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Character character = decode(text);
    if (character.octets > 0)
      out += text.substr(0, character.octets);
    else
      append_escaped(text[0], out);
    text.remove_prefix(character.octets > 0 ? character.octets : 1);
  }
  return out;
}

}  // namespace bailiwick::base
