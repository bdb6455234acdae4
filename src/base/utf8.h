// Is it text? Valid UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) without control
// characters but tab, line feed and carriage return.
#pragma once

#include <cstddef>
#include <string_view>

namespace bailiwick::base {

// The offset of the first octet that does not belong in a text, or text.size().
std::size_t find_non_text(std::string_view text);

}  // namespace bailiwick::base
