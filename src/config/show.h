// What `bailiwick config` prints, and the reference of options that the man page is made from.
#pragma once

#include <string>

#include "config/load.h"

namespace bailiwick::config {

// Every option with its effective value and, in a comment, where it comes from: "default" or "file:line". The text is
// itself a config with the same effect. Zones that were found, not listed, are shown commented out.
std::string effective_text(const Loaded& loaded);

// Every option with its type, range, default and help, in the order of the table.
std::string options_text();

}  // namespace bailiwick::config
