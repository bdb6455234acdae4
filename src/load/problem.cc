// How the operator's own text appears in a message: whatever octets it holds, one short printable line comes out.
#include "load/problem.h"

namespace bailiwick::load {

std::string printable(std::string_view text) {
  std::string result;
  for (char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= ' ' && octet < 0x7f) {
      result += c;
    } else {
      result += '\\';
      for (unsigned unit : {100u, 10u, 1u}) result += static_cast<char>('0' + octet / unit % 10);
    }
  }
  return result;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 48;
  return '"' + printable(text.substr(0, kLongest)) + (text.size() > kLongest ? "...\"" : "\"");
}

}  // namespace bailiwick::load
