// The fields of an rdata from text to wire form: numbers, times, addresses, strings. Each reader takes a token, writes
// at `out`, which has kFieldRoom octets, and returns how many it wrote; 0 after a failure.
#pragma once

#include <cstdint>

#include "load/name_text.h"
#include "load/tokens.h"

namespace bailiwick::load {

// Room that any one field needs.
inline constexpr std::size_t kFieldRoom = kNameRoom;

// The addresses alone, without a word about what is wrong: 4 octets, 16 octets. At `end` stands something that no
// address holds, as it does behind every token.
bool parse_ipv4(const char* at, const char* end, std::uint8_t* out);
bool parse_ipv6(const char* at, const char* end, std::uint8_t* out);

// Decimal, at most `limit`, into `octets` octets (1, 2 or 4).
std::size_t read_number(Tokens& in, const Token& token, std::size_t octets, std::uint8_t* out);
// Seconds, with units if need be, into 4 octets.
std::size_t read_time(Tokens& in, const Token& token, std::uint8_t* out);
std::size_t read_ipv4(Tokens& in, const Token& token, std::uint8_t* out);
// RFC 4291 §2.2, all three forms.
std::size_t read_ipv6(Tokens& in, const Token& token, std::uint8_t* out);
// A <character-string> with its length.
std::size_t read_string(Tokens& in, const Token& token, std::uint8_t* out);

}  // namespace bailiwick::load
