// Host names by their octets; an address in a name by its labels.
#include "check/host_name.h"

#include <algorithm>
#include <array>

namespace bailiwick::check {
namespace {

bool is_digit(std::uint8_t c) {
  return c >= '0' && c <= '9';
}

// Letters, digits and hyphens.
constexpr auto kOfHostNames = [] {
  std::array<bool, 256> good{};
  for (std::uint8_t c = 'a'; c <= 'z'; ++c) good[c] = good[c - 0x20] = true;
  for (std::uint8_t c = '0'; c <= '9'; ++c) good[c] = true;
  good['-'] = true;
  return good;
}();

bool is_host_label(base::Bytes label) {
  if (label.front() == '-' || label.back() == '-') return false;
  bool good = true;
  for (const std::uint8_t c : label) good &= kOfHostNames[c];
  return good;
}

std::string text_of(base::Bytes label) {
  return {label.begin(), label.end()};
}

// 0 to 255 without leading zeros.
bool is_octet(base::Bytes label) {
  if (label.size() > 3 || (label.size() > 1 && label.front() == '0')) return false;
  if (!std::ranges::all_of(label, is_digit)) return false;
  return std::stoi(text_of(label)) <= 255;
}

bool is_ipv6_text(base::Bytes label) {
  const auto is_part = [](std::uint8_t c) {
    return is_digit(c) || c == ':' || static_cast<std::uint8_t>((c | 0x20) - 'a') < 6;
  };
  return std::ranges::count(label, ':') >= 2 && std::ranges::all_of(label, is_part);
}

}  // namespace

bool is_host_name(wire::NameView name) {
  if (name.is_root()) return false;
  for (; !name.is_root(); name = name.parent())
    if (!is_host_label(name.first_label())) return false;
  return true;
}

bool may_own_addresses(wire::NameView owner) {
  if (owner.is_wildcard()) owner = owner.parent();
  for (; !owner.is_root(); owner = owner.parent())
    if (owner.first_label().front() != '_' && !is_host_label(owner.first_label())) return false;
  return true;
}

std::optional<std::string> address_in_name(wire::NameView name, wire::NameView origin) {
  if (name.is_root()) return std::nullopt;
  const auto ends_here = [&](wire::NameView rest) { return rest.is_root() || wire::equal(rest, origin); };
  if (is_ipv6_text(name.first_label()) && ends_here(name.parent())) return text_of(name.first_label());
  std::string text;
  for (int i = 0; i < 4; ++i, name = name.parent()) {
    if (name.is_root() || !is_octet(name.first_label())) return std::nullopt;
    text += (i == 0 ? "" : ".") + text_of(name.first_label());
  }
  return ends_here(name) ? std::optional(text) : std::nullopt;
}

bool has_numeric_tld(wire::NameView name) {
  if (name.is_root()) return false;
  while (!name.parent().is_root()) name = name.parent();
  return std::ranges::all_of(name.first_label(), is_digit);
}

}  // namespace bailiwick::check
