// Names as text, straight into wire form (RFC 1035 §5.1): relative ones get the origin, `@` is the origin itself.
#pragma once

#include <array>
#include <cstdint>

#include "load/tokens.h"
#include "wire/name.h"

namespace bailiwick::load {

// Room that read_name needs, whatever the token.
inline constexpr std::size_t kNameRoom = 2 * wire::kMaxNameSize + 2;

// A name that is read over and over into the same place.
struct NameBuffer {
  std::array<std::uint8_t, kNameRoom> data{};
  std::size_t size = 1;

  wire::NameView view() const { return {data.data(), size}; }
  void assign(wire::NameView name);
};

// Writes the name to `out`, which has kNameRoom octets; returns its size. 0 after a failure, `out` is then spoilt.
std::size_t read_name(Tokens& in, const Token& token, wire::NameView origin, std::uint8_t* out);
// The same for an unquoted word without escapes. 0 also where it cannot tell that the name is right.
std::size_t read_plain_name(std::string_view text, wire::NameView origin, std::uint8_t* out);

}  // namespace bailiwick::load
