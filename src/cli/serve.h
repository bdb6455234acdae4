// `bailiwick serve`: runs the server in the foreground until a signal ends it.
#pragma once

#include <string>

namespace bailiwick::cli {

// Returns the process's exit code: 0 ended by a signal, 1 could not start (a zone refused with `strict`, an address
// that cannot be listened on), 2 the config has errors, 3 an internal error. Everything is told through the log.
int serve(const std::string& config_path);

}  // namespace bailiwick::cli
