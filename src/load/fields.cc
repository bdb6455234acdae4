// Numbers, addresses and strings; RFC 1035 §3.3, §5.1, RFC 4291 §2.2.
#include "load/fields.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/bytes.h"
#include "load/ttl.h"

namespace bailiwick::load {
namespace {

constexpr std::size_t kIpv6Octets = 16;

std::string_view largest(std::size_t octets) {
  return octets == 1 ? "255" : octets == 2 ? "65535" : "4294967295";
}

// The octet of the escape at `at`, which moves behind it; none if it is \DDD and not an octet.
std::optional<std::uint8_t> unescape(const char*& at, const char* end) {
  if (!is_digit(at[1])) {
    at += 2;
    return static_cast<std::uint8_t>(at[-1]);
  }
  if (end - at < 4 || !is_digit(at[2]) || !is_digit(at[3])) return std::nullopt;
  const int value = (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
  at += 4;
  if (value > 255) return std::nullopt;
  return static_cast<std::uint8_t>(value);
}

std::size_t fail(Tokens& in, const Token& token, std::string_view what, std::string help) {
  in.fail(token, shown(token.text()) + " is not " + std::string(what), std::move(help));
  return 0;
}

// All digits, and more than 32 bits hold.
bool is_too_large(const Token& token, bool was_read, std::uint64_t value) {
  return !token.quoted && token.size() != 0 && std::ranges::all_of(token.text(), [](char c) { return is_digit(c); }) &&
         (!was_read || value > UINT32_MAX);
}

// `192.0.2.3,` or `192.0.2.3,192.0.2.4`.
std::size_t fail_comma(Tokens& in, const Token& token) {
  return fail(in, token, "one address", "write one address a record, no comma: another address is a record of its own");
}

std::size_t fail_string_size(Tokens& in, const Token& token) {
  in.fail(token, "the string " + shown(token.text()) + " is longer than 255 octets",
          "split it into several strings: \"...\" \"...\"");
  return 0;
}

}  // namespace

// Dotted quad without leading zeros, as inet_pton has it.
bool parse_ipv4(const char* at, const char* end, std::uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && *at++ != '.') return false;
    if (!is_digit(*at)) return false;
    unsigned value = static_cast<unsigned>(*at++ - '0');
    for (int more = value == 0 ? 0 : 2; more > 0 && is_digit(*at); --more)
      value = value * 10 + static_cast<unsigned>(*at++ - '0');
    if (value > 255) return false;
    out[i] = static_cast<std::uint8_t>(value);
  }
  return at == end;
}

bool parse_ipv6(const char* at, const char* end, std::uint8_t* out) {
  std::size_t size = 0;
  std::optional<std::size_t> gap;  // where `::` stands
  if (end - at >= 2 && at[0] == ':' && at[1] == ':') {
    gap = 0;
    at += 2;
  } else if (at == end || *at == ':') {
    return false;
  }
  while (at != end) {
    unsigned value = 0;
    const char* first = at;
    for (int digit; (digit = hex_value(*at)) >= 0; ++at) value = value << 4 | static_cast<unsigned>(digit);
    if (at != end && *at == '.') {
      if (size > kIpv6Octets - 4 || !parse_ipv4(first, end, out + size)) return false;
      size += 4;
      break;
    }
    if (at == first || at - first > 4 || size == kIpv6Octets) return false;
    base::store16(out + size, static_cast<std::uint16_t>(value));
    size += 2;
    if (at == end) break;
    if (*at != ':' || ++at == end) return false;
    if (*at == ':') {
      if (gap) return false;
      gap = size;
      ++at;
    }
  }
  if (!gap) return size == kIpv6Octets;
  if (size == kIpv6Octets) return false;  // `::` stands for at least one group
  std::copy_backward(out + *gap, out + size, out + kIpv6Octets);
  std::fill_n(out + *gap, kIpv6Octets - size, std::uint8_t{0});
  return true;
}

std::size_t read_number(Tokens& in, const Token& token, std::size_t octets, std::uint8_t* out) {
  constexpr std::size_t kMostDigits = 19;
  const std::uint64_t limit = (std::uint64_t{1} << 8 * octets) - 1;
  std::uint64_t value = 0;
  bool good = token.size() != 0 && !token.quoted && token.size() <= kMostDigits;
  for (const char* at = token.begin; good && at != token.end; ++at) {
    good = is_digit(*at);
    value = value * 10 + static_cast<std::uint8_t>(*at - '0');
  }
  if (octets == 4 && is_too_large(token, good, value))
    return fail(in, token, "a number from 0 to 4294967295",
                "it is too large: write at most 4294967295, in a serial as in 2026112101");
  if (!good || value > limit)
    return fail(in, token, "a number from 0 to " + std::string(largest(octets)), "write one, in decimal digits");
  for (std::size_t i = octets; i-- > 0; value >>= 8) out[i] = static_cast<std::uint8_t>(value);
  return octets;
}

std::size_t read_time(Tokens& in, const Token& token, std::uint8_t* out) {
  const Time time = token.quoted ? Time{Time::State::NotATime, 0} : parse_time(token.text());
  if (time.state != Time::State::Ok)
    return fail(in, token, "a time below 2^32 seconds", "write seconds, or units as in 1h30m, 2d, 1w");
  base::store32(out, time.seconds);
  return 4;
}

std::size_t read_ipv4(Tokens& in, const Token& token, std::uint8_t* out) {
  if (!token.quoted && parse_ipv4(token.begin, token.end, out)) return 4;
  if (!token.quoted && token.text().contains(',')) return fail_comma(in, token);
  std::array<std::uint8_t, kIpv6Octets> other;
  if (!token.quoted && parse_ipv6(token.begin, token.end, other.data()))
    return fail(in, token, "an IPv4 address", "write AAAA as the type of an IPv6 address");
  return fail(in, token, "an IPv4 address", "write four numbers from 0 to 255, as in 192.0.2.1");
}

std::size_t read_ipv6(Tokens& in, const Token& token, std::uint8_t* out) {
  if (!token.quoted && parse_ipv6(token.begin, token.end, out)) return kIpv6Octets;
  if (!token.quoted && token.text().contains(',')) return fail_comma(in, token);
  std::array<std::uint8_t, 4> other;
  if (!token.quoted && parse_ipv4(token.begin, token.end, other.data()))
    return fail(in, token, "an IPv6 address", "write A as the type of an IPv4 address");
  return fail(in, token, "an IPv6 address", "write it as in 2001:db8::1");
}

std::size_t read_string(Tokens& in, const Token& token, std::uint8_t* out) {
  constexpr std::size_t kLongest = 255;
  if (!token.escaped) {
    if (token.size() > kLongest) return fail_string_size(in, token);
    out[0] = static_cast<std::uint8_t>(token.size());
    std::memcpy(out + 1, token.begin, token.size());
    return token.size() + 1;
  }
  std::size_t size = 0;
  for (const char* at = token.begin; at != token.end;) {
    std::uint8_t octet = static_cast<std::uint8_t>(*at);
    if (octet == '\\') {
      const auto escaped = unescape(at, token.end);
      if (!escaped)
        return fail(in, token, "a string: bad escape",
                    "write \\X for a character and \\DDD, from \\000 to \\255, for an octet");
      octet = *escaped;
    } else {
      ++at;
    }
    if (size == kLongest) return fail_string_size(in, token);
    out[++size] = octet;
  }
  out[0] = static_cast<std::uint8_t>(size);
  return size + 1;
}

}  // namespace bailiwick::load
