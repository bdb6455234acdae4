// Names as text: labels, parents, case. Text suffices because every label here has one spelling but for case.
#include <algorithm>
#include <cctype>

#include "differential/world.h"

namespace bailiwick::differential {

const std::string& random_label(Random& random) {
  static const std::string kLong(63, 'l');
  static const std::vector<std::string> kLabels = {
      "a",    "b",    "c",      "www",        "ns1",         "ns2",          "*",           "d",
      "Mail", "_tcp", "x-1",    "xn--bcher",  "e",           R"(sp\032ace)", R"(dot\.ted)", R"(\000\255)",
      "0",    kLong,  "_dmarc", R"(quo\"te)", R"(back\\sl)", R"(semi\;co)",  "UPPER"};
  return kLabels[random.small(kLabels.size())];
}

std::string random_case(Random& random, std::string name) {
  for (char& c : name) {
    const auto octet = static_cast<unsigned char>(c);
    if (std::isalpha(octet) && random.chance(50))
      c = static_cast<char>(std::isupper(octet) ? std::tolower(octet) : std::toupper(octet));
  }
  return name;
}

std::string parent_of(const std::string& name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\') {
      ++i;  // an escaped dot ends no label; the digits of \DDD are no dots anyway
    } else if (name[i] == '.') {
      return i + 1 == name.size() ? "." : name.substr(i + 1);
    }
  }
  return ".";
}

bool is_at_or_below(const std::string& child, const std::string& ancestor) {
  const std::string end = lower(ancestor);
  for (std::string at = lower(child);; at = parent_of(at)) {
    if (at == end) return true;
    if (at == ".") return false;
  }
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::size_t wire_length(const std::string& name) {
  std::size_t octets = 1;
  for (std::size_t i = 0; name != "." && i < name.size(); ++i, ++octets) {
    if (name[i] != '\\') continue;
    i += std::isdigit(static_cast<unsigned char>(name[i + 1])) ? 3 : 1;
  }
  return octets;
}

}  // namespace bailiwick::differential
