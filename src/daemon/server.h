// The running server: reads the config, loads the zones, binds, drops privileges, starts the workers, says READY; then
// reloads on SIGHUP and ends on SIGTERM or SIGINT. It wires the rooms together and decides nothing about DNS.
#pragma once

#include <string>

namespace bailiwick::daemon {

// Runs until a signal ends it and returns the exit code: 0 stopped by a signal, 1 could not start (a zone refused with
// `strict`, an address that cannot be listened on), 2 the config has errors, 3 an internal error. Called once, from the
// main thread, before any other thread exists.
int run(const std::string& config_path);

}  // namespace bailiwick::daemon
