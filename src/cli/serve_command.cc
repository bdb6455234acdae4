// `bailiwick serve`, as the command line knows it.
#include "cli/subcommand.h"
#include "daemon/server.h"

namespace bailiwick::cli {

Subcommand serve_subcommand() {
  return {.name = "serve",
          .summary = "Run the name server in the foreground",
          .details =
              "SIGHUP reloads config and zones without losing a query; SIGTERM ends the server.\n"
              "Everything is told through the log, on standard error.\n\n"
              "Exit codes: 0 ended by a signal, 1 could not start, 2 the config has errors, 3 internal error.",
          .options = {config_option()},
          .run = [](const Arguments& arguments) { return daemon::run(arguments.at("--config")); }};
}

}  // namespace bailiwick::cli
