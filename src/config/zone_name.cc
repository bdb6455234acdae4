// The name of a zone, checked for form and brought to one spelling: decoded octet by octet, lower-cased, and written
// back with an escape only where a zone file needs one, so that equal names have equal text.
#include "config/zone_name.h"

#include <algorithm>

#include "base/ascii.h"
#include "config/codes.h"
#include "config/text.h"

namespace bailiwick::config {

namespace {

constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestName = 255;  // with the length octets and the root's

// RFC 1035 §5.1: \DDD is the octet of that decimal value, \X any other character as itself. Moves `i` past the escape.
std::optional<unsigned char> unescape(std::string_view text, std::size_t& i) {
  const std::string_view rest = text.substr(i + 1);
  if (rest.empty()) return std::nullopt;
  if (!base::is_digit(rest[0])) {
    i += 2;
    return static_cast<unsigned char>(rest[0]);
  }
  if (rest.size() < 3 || !base::is_digit(rest[1]) || !base::is_digit(rest[2])) return std::nullopt;
  const int value = (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
  if (value > 255) return std::nullopt;
  i += 4;
  return static_cast<unsigned char>(value);
}

void append_octet(std::string& out, unsigned char octet) {
  constexpr std::string_view kSpecial = ".\\\"();@$";
  const char c = static_cast<char>(octet >= 'A' && octet <= 'Z' ? octet - 'A' + 'a' : octet);
  if (octet <= 0x20 || octet >= 0x7f) {
    out += '\\';
    for (int divisor = 100; divisor > 0; divisor /= 10) out += static_cast<char>('0' + octet / divisor % 10);
    return;
  }
  if (kSpecial.contains(c)) out += '\\';
  out += c;
}

Problem bad(std::string_view text, const std::string& what, std::string help) {
  return {kBadZoneName, quote(text).append(" is no zone name: ").append(what), std::move(help)};
}

}  // namespace

Stored parse_zone_name(std::string_view text, std::string& out) {
  if (text == ".") {
    out.assign(1, '.');
    return kStored;
  }
  if (text.empty()) return bad(text, "it is empty", "write the domain, as in example.com, or \".\" for the root");
  std::string name;
  std::size_t label = 0;
  std::size_t octets = 1;  // the root's
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '.') {
      if (label == 0) return bad(text, "a label is empty", "write one dot between labels, and none in front");
      label = 0;
      if (++i < text.size()) name += '.';
      continue;
    }
    auto octet = static_cast<unsigned char>(text[i]);
    if (octet == '\\') {
      const auto escaped = unescape(text, i);
      if (!escaped) return bad(text, "a backslash needs a character or three digits up to 255 after it", {});
      octet = *escaped;
    } else if (octet > 0x7e) {
      return bad(text, "it is not in ASCII", "write international names in their xn-- form");
    } else if (octet <= 0x20) {
      return bad(text, "it holds a blank or a control character", "write the domain alone, as in example.com");
    } else {
      ++i;
    }
    octets += label == 0 ? 2 : 1;
    if (++label > kLongestLabel) return bad(text, "a label has over 63 octets", "shorten it (RFC 1035 section 2.3.4)");
    if (octets > kLongestName) return bad(text, "it has over 255 octets", "shorten it (RFC 1035 section 2.3.4)");
    append_octet(name, octet);
  }
  out = std::move(name);
  return kStored;
}

std::string default_zone_file(std::string_view name) {
  std::string file(name == "." ? "root" : name);
  std::ranges::replace(file, '/', '_');
  file += ".zone";
  return file;
}

}  // namespace bailiwick::config
