// The command line: arguments in, an exit code out.
#pragma once

namespace bailiwick::cli {

// Runs what the arguments ask for; help and results go to standard output, complaints to standard error.
// Returns one of exit_code.h. Throws nothing.
int run(int argc, const char* const* argv) noexcept;

}  // namespace bailiwick::cli
