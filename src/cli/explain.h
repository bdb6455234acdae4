// `bailiwick check --explain CODE`: the entry as it is printed.
#pragma once

#include <string>

namespace bailiwick::cli {

// Prints to standard output; an unknown code gets the nearest ones on standard error. Returns the exit code.
int explain_code(const std::string& code);
// Prints all codes, each with its title on a line.
int list_codes();

}  // namespace bailiwick::cli
