// Mechanisms and modifiers, one word each.
#include "check/records/spf.h"

#include <algorithm>
#include <array>

#include "base/address.h"

namespace bailiwick::check {
namespace {

constexpr std::string_view kVersion = "v=spf1";
constexpr std::array<std::string_view, 8> kMechanisms = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"};

std::string lowered(std::string_view text) {
  std::string low(text);
  std::ranges::transform(low, low.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return low;
}

bool is_network(bool is_ipv4, std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = base::Address::from_text(text.substr(0, slash));
  if (!address || address->is_ipv4() != is_ipv4) return false;
  if (slash == std::string_view::npos) return true;
  const std::string_view bits = text.substr(slash + 1);
  if (bits.empty() || bits.size() > 3 || !std::ranges::all_of(bits, [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  return std::stoi(std::string(bits)) <= static_cast<int>(address->bits());
}

std::string trouble_of_word(std::string_view word) {
  const std::string shown = '`' + std::string(word) + '`';
  const std::size_t end = word.find_first_of(":=/");
  if (end != std::string_view::npos && word[end] == '=') return {};  // a modifier: unknown ones are allowed
  if (std::string_view("+-~?").contains(word[0])) word.remove_prefix(1);
  const std::string name = lowered(word.substr(0, word.find_first_of(":/")));
  if (std::ranges::find(kMechanisms, name) == kMechanisms.end()) return shown + " is no mechanism";
  const std::size_t colon = word.find(':');
  const std::string_view value = colon == std::string_view::npos ? "" : word.substr(colon + 1);
  if (name == "ip4" && !is_network(true, value)) return shown + " has no IPv4 address";
  if (name == "ip6" && !is_network(false, value)) return shown + " has no IPv6 address";
  if ((name == "include" || name == "exists") && value.empty()) return shown + " names no domain";
  if (name == "all" && word.size() > 3) return shown + " takes no value";
  return {};
}

}  // namespace

bool is_spf(std::string_view text) {
  return lowered(text.substr(0, kVersion.size())) == kVersion &&
         (text.size() == kVersion.size() || text[kVersion.size()] == ' ');
}

std::string spf_trouble(std::string_view text) {
  text.remove_prefix(kVersion.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (std::string trouble = trouble_of_word(word); !trouble.empty()) return trouble;
  }
  return {};
}

}  // namespace bailiwick::check
