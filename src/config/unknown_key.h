// Help for a key that no option has: the nearest right one, by the option table.
#pragma once

#include <string>
#include <string_view>

namespace bailiwick::config {

// `section` is where the key stands: "" at the top, "tcp." in a section, kZoneKeys in an entry of `zones`.
std::string unknown_key_help(std::string_view section, std::string_view key);

}  // namespace bailiwick::config
