// A name in a message is what stands in double quotes, or a word with a dot or colon inside: domain names, addresses,
// files.
#include "cli/report/fingerprint.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>

namespace bailiwick::cli {
namespace {

constexpr std::size_t kMostNames = 32;

// Lower case, and no blank or octet that is not printable ASCII.
std::string plain(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto octet = static_cast<std::uint8_t>(c);
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (octet > ' ' && octet < 0x7f) {
      out += c;
    } else {
      out += {'\\', 'x', kHex[octet >> 4], kHex[octet & 15]};
    }
  }
  return out;
}

std::string_view stripped(std::string_view word) {
  constexpr std::string_view kAround = ",;:!?()[]{}'`.";
  if (word.ends_with("'s")) word.remove_suffix(2);
  while (!word.empty() && kAround.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  while (!word.empty() && kAround.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  return word;
}

std::set<std::string> names_in(std::string_view message) {
  std::set<std::string> names;
  while (!message.empty() && names.size() < kMostNames) {
    if (message.front() == '"') {
      const std::size_t close = message.find('"', 1);
      names.insert(plain(message.substr(1, close == std::string_view::npos ? close : close - 1)));
      message.remove_prefix(close == std::string_view::npos ? message.size() : close + 1);
      continue;
    }
    const std::size_t size = std::min(message.find_first_of(" \""), message.size());
    const std::string_view word = stripped(message.substr(0, size));
    if (word.find_first_of(".:") != std::string_view::npos) names.insert(plain(word));
    message.remove_prefix(size);
    if (message.starts_with(' ')) message.remove_prefix(1);
  }
  names.erase("");
  return names;
}

}  // namespace

std::string fingerprint(const base::Finding& finding) {
  std::string text = finding.code.empty() ? "-" : finding.code;
  const std::string zone = plain(finding.subject);
  text += ' ' + (zone.empty() ? "-" : zone);
  std::set<std::string> names = names_in(finding.message);
  names.erase(zone);
  for (const std::string& name : names) text += ' ' + name;
  return text;
}

std::string fingerprint_hash(const base::Finding& finding) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : fingerprint(finding)) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[hash >> shift & 15];
  return text;
}

}  // namespace bailiwick::cli
