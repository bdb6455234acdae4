// The words in front of the rdata: types and classes, by mnemonic or number (RFC 3597 §5), in either case.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "rr/type.h"

namespace bailiwick::load {

// As rr::type_from_text, and fast for the types that fill zones.
std::optional<rr::Type> find_type_word(std::string_view text);
// IN, CS, CH, HS, NONE and CLASSnnn; none if it is no class. ANY is taken for the type.
std::optional<std::uint16_t> find_class_word(std::string_view text);

}  // namespace bailiwick::load
