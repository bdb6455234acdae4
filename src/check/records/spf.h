// The text of an SPF policy (RFC 7208 §4.6, §12), as far as a mistake in it shows without asking the DNS.
#pragma once

#include <string>
#include <string_view>

namespace bailiwick::check {

// "v=spf1", alone or followed by a blank (RFC 7208 §4.5).
bool is_spf(std::string_view text);
// What is wrong with it, as a part of a sentence; empty if nothing is.
std::string spf_trouble(std::string_view text);

}  // namespace bailiwick::check
