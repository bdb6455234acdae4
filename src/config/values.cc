// One value's text to the value, and back. Numbers go through from_chars: no locale, no sign, no blank, no overflow.
#include "config/values.h"

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

Stored parse_endpoint(std::string_view text, base::Endpoint& out) {
  const std::size_t at = text.rfind('@');
  std::string_view host = text.substr(0, at);
  base::Endpoint endpoint = out;
  if (at != std::string_view::npos) {
    if (Stored problem = parse_port(text.substr(at + 1), endpoint.port)) return problem;
  }
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto address = base::Address::from_text(host);
  if (!address || (bracketed && address->is_ipv4()))
    return Problem{kBadAddress, quote(text) + " is not an address", address_help(text)};
  if (address->is_ipv4_mapped())
    return Problem{kBadAddress, quote(text) + " is an IPv4 address inside IPv6, which nothing can be bound to",
                   "write " + base::address_text(address->bytes().last(4))};
  endpoint.address = *address;
  out = endpoint;
  return kStored;
}

Stored parse_network(std::string_view text, base::Network& out) {
  const std::size_t slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  const auto address = base::Address::from_text(host);
  if (!address)
    return Problem{kBadAddress, quote(text) + " is not a network", "write e.g. 192.0.2.0/24 or \"2001:db8::/32\""};
  const unsigned all = address->bits();
  unsigned bits = all;
  if (slash != std::string_view::npos && parse_count(text.substr(slash + 1), 0, all, bits))
    return Problem{kBadAddress, quote(text) + " has no number of bits from 0 to " + std::to_string(all),
                   "write it behind the /, or leave both out for a single address"};
  const base::Network network = base::network_of(*address, static_cast<std::uint8_t>(bits));
  if (network.address != *address)
    return Problem{kBadAddress, quote(text) + " has more bits set than it says",
                   "write " + network_text(network) + " for the whole network, or " + std::string(host) +
                       " for that address alone"};
  out = network;
  return kStored;
}

Stored parse_name(std::string_view text, wire::Name& out) {
  const auto bad = [text](const char* what, const char* help) {
    return Problem{kBadZoneName, quote(text).append(" is no zone name: ").append(what), help};
  };
  const auto is_plain = [escaped = false](unsigned char octet) mutable {
    const bool plain = escaped || (octet > 0x20 && octet <= 0x7e);
    escaped = !escaped && octet == '\\';
    return plain;
  };
  const auto odd = std::ranges::find_if_not(text, is_plain);
  if (odd != text.end())
    return static_cast<unsigned char>(*odd) > 0x7e
               ? bad("it is not in ASCII", "write international names in their xn-- form")
               : bad("it holds a blank or a control character", "write the domain alone, as in example.com");
  const auto name = wire::Name::from_text(text);
  if (name) {
    out = name->lowered();
    return kStored;
  }
  switch (name.error()) {
    case wire::NameError::Empty:
      return bad("it is empty", "write the domain, as in example.com, or \".\" for the root");
    case wire::NameError::EmptyLabel:
      return bad("a label is empty", "write one dot between labels, and none in front");
    case wire::NameError::LabelTooLong:
      return bad("a label has over 63 octets", "shorten it (RFC 1035 section 2.3.4)");
    case wire::NameError::NameTooLong:
      return bad("it has over 255 octets", "shorten it (RFC 1035 section 2.3.4)");
    case wire::NameError::BadEscape:
      return bad("a backslash needs a character or three digits up to 255 after it", "");
  }
  return kStored;
}

Stored parse_path(std::string_view text, std::string& out) {
  if (text.empty()) return Problem{kWrongType, "the path is empty", "write a path, or take the line out"};
  return parse_text(text, kLongestPath, out);
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

}  // namespace bailiwick::config
