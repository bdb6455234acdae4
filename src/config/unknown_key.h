// Help for a key that no option has: the nearest right one, by the option table.
#pragma once

#include <string>
#include <string_view>

namespace bailiwick::config {

// `section` is where the key is: "" at the top, "tcp." in a section, "zones[]." in an entry of `zones`.
std::string unknown_key_help(std::string_view section, std::string_view key);

}  // namespace bailiwick::config
