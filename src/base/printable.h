// Text from files made fit for a terminal: what a terminal would act on, and what would hide or reorder other text, is
// shown as an escape. Everything else stays as it is, UTF-8 included.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bailiwick::base {

// Appends the first character of `text` (not empty) to `out` and returns how many octets of `text` it was.
// `columns` grows by what it takes on a terminal where every character is one column wide.
std::size_t append_printable(std::string_view text, std::string& out, std::size_t& columns);

std::string printable(std::string_view text);

// The same text as UTF-8 (RFC 3629), control characters and all: what is none is shown as an escape. For JSON.
std::string utf8(std::string_view text);

}  // namespace bailiwick::base
