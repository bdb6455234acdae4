// One value's text to the value, and back: what the types of the option table accept. Each parser takes untrusted
// text and either stores or says what is wrong; none knows which option it works for.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/address.h"
#include "config/config.h"
#include "wire/name.h"

namespace bailiwick::config {

inline constexpr std::size_t kLongestPath = 4096;

// Why a text is no value of its type. The option's key is put in front of the message by whoever reports it.
struct Problem {
  const char* code;     // of codes.h
  std::string message;  // "'x' is not a number"
  std::string help;
};

// Nothing is wrong.
inline constexpr std::nullopt_t kStored = std::nullopt;
using Stored = std::optional<Problem>;

Stored parse_count(std::string_view text, unsigned least, unsigned most, unsigned& out);
// "500ms", "10s", "5m", "1h", within the bounds, which are in ms.
Stored parse_duration(std::string_view text, unsigned least_ms, unsigned most_ms, unsigned& out_ms);
// A TTL as zone files write it, in seconds: "86400", "1w", "1h30m"; or "none", which is 0.
Stored parse_ttl(std::string_view text, unsigned& out);
Stored parse_boolean(std::string_view text, bool& out);
// address[@port]; an IPv6 address may stand in brackets. The port stays as it is in `out` unless given.
Stored parse_endpoint(std::string_view text, base::Endpoint& out);
// address[/bits], all of the address unless given.
Stored parse_network(std::string_view text, base::Network& out);
// A domain name, which is lowered: "example.com", "Example.COM." and "ex\097mple.com" are the same. Octets beyond ASCII
// and blanks must be escaped (RFC 1035 §5.1).
Stored parse_name(std::string_view text, wire::Name& out);
// A path, which may not be empty.
Stored parse_path(std::string_view text, std::string& out);
// Up to `most` printable octets.
Stored parse_text(std::string_view text, std::size_t most, std::string& out);
// Index of `text` among the choices.
Stored parse_choice(std::string_view text, std::span<const std::string_view> choices, std::size_t& out);

// The largest unit that keeps it whole: 10000 is "10s".
std::string duration_text(unsigned ms);
// What parse_ttl() takes, in the fewest units: 5400 is "1h30m", 0 is "none".
std::string ttl_text(unsigned seconds);

}  // namespace bailiwick::config
