// One value's text to the value, and back. Numbers go through from_chars: no locale, no sign, no blank, no overflow.
#include "config/values.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "config/codes.h"
#include "config/text.h"

namespace bailiwick::config {

namespace {

struct Unit {
  std::string_view name;
  std::uint64_t ms;
};
constexpr std::array<Unit, 4> kUnits = {{{"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};

struct TtlUnit {
  char name;
  unsigned seconds;
};
constexpr std::array<TtlUnit, 5> kTtlUnits = {{{'w', 604'800}, {'d', 86'400}, {'h', 3600}, {'m', 60}, {'s', 1}}};

// Digits alone; nothing for anything else. What does not fit in 64 bits comes back as the largest number.
std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  if (text.empty() || !std::ranges::all_of(text, base::is_digit)) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return UINT64_MAX;
  return value;
}

bool is_negative_number(std::string_view text) {
  return text.starts_with('-') && digits(text.substr(1)).has_value();
}

// The canonical text of a numeric address of the family, or "".
std::string canonical(int family, const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (inet_pton(family, text.c_str(), address.data()) != 1) return {};
  if (inet_ntop(family, address.data(), out.data(), out.size()) == nullptr) return {};
  return out.data();
}

std::string address_help(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const bool bracketed =
      text.starts_with('[') && colon != std::string_view::npos && colon > 0 && text[colon - 1] == ']';
  const bool one_colon = colon != std::string_view::npos && text.find(':') == colon;
  if ((bracketed || one_colon) && digits(text.substr(colon + 1))) {
    return "the port comes after an @: " + std::string(text.substr(0, colon)) + "@" +
           std::string(text.substr(colon + 1));
  }
  if (text.contains('%')) return "an address with a zone index cannot be used; list a global or unique local address";
  if (text.contains('/')) return "write one address, not a network";
  if (text == "*") return "write 0.0.0.0 for all IPv4 and \"::\" for all IPv6 addresses";
  return "write an IPv4 or IPv6 address in numbers, like 192.0.2.1 or \"2001:db8::1\", then @port if it is not the "
         "usual one";
}

Stored parse_port(std::string_view text, std::uint16_t& out) {
  const auto number = digits(text);
  if (!number || *number < 1 || *number > 65535) {
    return Problem{kBadAddress, quote(text) + " is not a port", "write a number from 1 to 65535 after the @"};
  }
  out = static_cast<std::uint16_t>(*number);
  return kStored;
}

}  // namespace

Stored parse_count(std::string_view text, unsigned least, unsigned most, unsigned& out) {
  const auto number = digits(text);
  const std::string range = "from " + std::to_string(least) + " to " + std::to_string(most);
  if (!number && !is_negative_number(text)) {
    return Problem{kWrongType, quote(text) + " is not a whole number", "write a number " + range};
  }
  if (!number || *number < least || *number > most) {
    return Problem{kOutOfRange, quote(text) + " is out of range", "write a number " + range};
  }
  out = static_cast<unsigned>(*number);
  return kStored;
}

Stored parse_duration(std::string_view text, unsigned least_ms, unsigned most_ms, unsigned& out_ms) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = digits(text.substr(0, end));
  const std::string_view unit_name = text.substr(end);
  const std::string range = "from " + duration_text(least_ms) + " to " + duration_text(most_ms);
  const auto unit = std::ranges::find(kUnits, unit_name, &Unit::name);
  if (number && unit_name.empty()) {
    return Problem{kWrongType, quote(text) + " has no unit", "write ms, s, m or h after the number, as in 10s"};
  }
  if (!number || unit == kUnits.end()) {
    return Problem{kWrongType, quote(text) + " is not a duration",
                   "write a whole number and ms, s, m or h, as in 10s, " + range};
  }
  if (*number > most_ms / unit->ms || *number * unit->ms < least_ms) {
    return Problem{kOutOfRange, quote(text) + " is out of range", "write a duration " + range};
  }
  out_ms = static_cast<unsigned>(*number * unit->ms);
  return kStored;
}

Stored parse_ttl(std::string_view text, unsigned& out) {
  constexpr std::uint64_t kMost = 0x7fffffff;  // RFC 2181 §8
  out = 0;
  if (text == "none") return kStored;
  std::uint64_t total = 0;
  for (std::string_view rest = text; !rest.empty() || text.empty();) {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const auto number = digits(rest.substr(0, end));
    const bool has_unit = end < rest.size();
    const auto unit = std::ranges::find(kTtlUnits, has_unit ? rest[end] : 's', &TtlUnit::name);
    if (!number || unit == kTtlUnits.end())
      return Problem{kWrongType, quote(text) + " is not a TTL", "write seconds, or units as in 1h30m, 2d, 1w, or none"};
    total += std::min(*number, kMost + 1) * unit->seconds;
    rest.remove_prefix(end + (has_unit ? 1 : 0));
  }
  if (total < 1 || total > kMost)
    return Problem{kOutOfRange, quote(text) + " is out of range", "write a TTL from 1s to 2147483647, or none"};
  out = static_cast<unsigned>(total);
  return kStored;
}

Stored parse_boolean(std::string_view text, bool& out) {
  if (text != "true" && text != "false") {
    return Problem{kWrongType, quote(text) + " is neither true nor false", "write true or false"};
  }
  out = text == "true";
  return kStored;
}

Stored parse_endpoint(std::string_view text, Endpoint& out) {
  const std::size_t at = text.rfind('@');
  std::string host(text.substr(0, at));
  Endpoint endpoint{.port = out.port};
  if (at != std::string_view::npos) {
    if (Stored problem = parse_port(text.substr(at + 1), endpoint.port)) return problem;
  }
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  // c_str() would stop at a NUL and accept what stands before it.
  const bool whole = !host.contains('\0');
  if (whole && !bracketed) endpoint.address = canonical(AF_INET, host);
  if (whole && endpoint.address.empty()) endpoint.address = canonical(AF_INET6, host);
  if (endpoint.address.empty()) return Problem{kBadAddress, quote(text) + " is not an address", address_help(text)};
  constexpr std::string_view kMapped = "::ffff:";
  if (endpoint.address.starts_with(kMapped) && endpoint.address.contains('.')) {
    return Problem{kBadAddress, quote(text) + " is an IPv4 address inside IPv6, which nothing can be bound to",
                   "write " + endpoint.address.substr(kMapped.size())};
  }
  out = std::move(endpoint);
  return kStored;
}

Stored parse_network(std::string_view text, Network& out) {
  const std::size_t slash = text.find('/');
  const std::string host(text.substr(0, slash));
  std::array<std::uint8_t, sizeof(in6_addr)> octets{};
  const bool whole = !host.contains('\0');
  const bool is_v4 = whole && inet_pton(AF_INET, host.c_str(), octets.data()) == 1;
  if (!is_v4 && !(whole && inet_pton(AF_INET6, host.c_str(), octets.data()) == 1))
    return Problem{kBadAddress, quote(text) + " is not a network", "write e.g. 192.0.2.0/24 or \"2001:db8::/32\""};
  const unsigned all = is_v4 ? 32 : 128;
  unsigned bits = all;
  if (slash != std::string_view::npos && parse_count(text.substr(slash + 1), 0, all, bits))
    return Problem{kBadAddress, quote(text) + " has no number of bits from 0 to " + std::to_string(all),
                   "write it behind the /, or leave both out for a single address"};
  const auto given = octets;
  for (unsigned bit = bits; bit < all; ++bit)
    octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] & ~(0x80 >> bit % 8));
  char canonical_text[INET6_ADDRSTRLEN] = "";
  inet_ntop(is_v4 ? AF_INET : AF_INET6, octets.data(), canonical_text, sizeof canonical_text);
  Network network{canonical_text, bits};
  if (octets != given)
    return Problem{kBadAddress, quote(text) + " has more bits set than it says",
                   "write " + network_text(network) + " for the whole network, or " + host + " for that address alone"};
  out = std::move(network);
  return kStored;
}

std::string network_text(const Network& network) {
  const unsigned all = network.address.contains(':') ? 128 : 32;
  return network.address + (network.bits == all ? "" : '/' + std::to_string(network.bits));
}

Stored parse_text(std::string_view text, std::size_t most, std::string& out) {
  if (text.size() > most) {
    return Problem{kOutOfRange, quote(text) + " has " + std::to_string(text.size()) + " octets",
                   "write at most " + std::to_string(most)};
  }
  const bool printable = std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (!printable) return Problem{kWrongType, quote(text) + " holds a control character", "write it on one line"};
  out = text;
  return kStored;
}

Stored parse_choice(std::string_view text, std::span<const std::string_view> choices, std::size_t& out) {
  const auto found = std::ranges::find(choices, text);
  if (found != choices.end()) {
    out = static_cast<std::size_t>(found - choices.begin());
    return kStored;
  }
  std::string list;
  for (std::string_view choice : choices) list += (list.empty() ? "" : ", ") + std::string(choice);
  const std::string_view near = nearest(text, choices);
  return Problem{kNoSuchChoice, quote(text) + " is not one of " + list,
                 near.empty() ? "write one of these" : "did you mean " + std::string(near) + "?"};
}

std::string duration_text(unsigned ms) {
  const auto fits = [ms](const Unit& unit) { return ms % unit.ms == 0; };
  const auto unit = std::ranges::find_if(kUnits, fits);  // the last, ms, always does
  return std::to_string(ms / unit->ms) + std::string(unit->name);
}

std::string ttl_text(unsigned seconds) {
  std::string text;
  for (const TtlUnit& unit : kTtlUnits) {
    if (seconds >= unit.seconds) text += std::to_string(seconds / unit.seconds) + unit.name;
    seconds %= unit.seconds;
  }
  return text.empty() ? "none" : text;
}

std::string endpoint_text(const Endpoint& endpoint, std::uint16_t usual_port) {
  return endpoint.address + (endpoint.port == usual_port ? "" : "@" + std::to_string(endpoint.port));
}

}  // namespace bailiwick::config
