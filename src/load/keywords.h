// The words in front of the rdata: types and classes, by mnemonic or number (RFC 3597 §5), in either case.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "load/chars.h"
#include "rr/type.h"

namespace bailiwick::load {

// As rr::type_from_text, and fast for the types that fill zones.
std::optional<rr::Type> find_type_word(std::string_view text);
// Only for those; none for all else.
std::optional<rr::Type> find_common_type_word(std::string_view text);
// IN, CS, CH, HS, NONE and CLASSnnn; none if it is no class. ANY is taken for the type.
inline std::optional<std::uint16_t> find_class_word(std::string_view text);

// --- implementation -------------------------------------------------------------------------------------------------

// Without the short way for IN and for the first letters of the common types.
std::optional<std::uint16_t> find_other_class_word(std::string_view text);

inline std::optional<std::uint16_t> find_class_word(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const char first = to_upper(text[0]);
  if (first == 'I' && text.size() == 2 && to_upper(text[1]) == 'N') return rr::kClassIn;
  if (first != 'C' && first != 'H' && first != 'N') return std::nullopt;
  return find_other_class_word(text);
}

}  // namespace bailiwick::load
