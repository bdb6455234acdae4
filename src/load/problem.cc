// How the operator's own text appears in a message: whatever octets it holds, one short printable line comes out.
#include "load/problem.h"

namespace bailiwick::load {

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 48;
  std::string result(1, '"');
  for (char c : text.substr(0, kLongest)) {
    const auto octet = static_cast<unsigned char>(c);
    if (octet >= ' ' && octet < 0x7f) {
      result += c;
    } else {
      result += '\\';
      for (unsigned unit : {100u, 10u, 1u}) result += static_cast<char>('0' + octet / unit % 10);
    }
  }
  if (text.size() > kLongest) result += "...";
  return result + '"';
}

}  // namespace bailiwick::load
