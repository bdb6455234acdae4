// A new subcommand is a file of its own, and here its name and its line.
#include "cli/subcommand.h"

namespace bailiwick::cli {

Subcommand serve_subcommand(), check_subcommand(), sheet_subcommand(), config_subcommand(), version_subcommand();
// Those that ask the running server.
Subcommand status_subcommand(), reload_subcommand(), stats_subcommand(), zone_subcommand(), log_level_subcommand(),
    cookie_subcommand(), remove_subcommand();

std::span<const Subcommand> subcommands() {
  static const Subcommand kSubcommands[] = {
      serve_subcommand(),  check_subcommand(),  sheet_subcommand(),     config_subcommand(),
      status_subcommand(), reload_subcommand(), stats_subcommand(),     zone_subcommand(),
      remove_subcommand(), cookie_subcommand(), log_level_subcommand(), version_subcommand(),
  };
  return kSubcommands;
}

Option config_option() {
  return {.name = "--config",
          .value = "FILE",
          .help = "The config file.",
          .default_value = "/etc/bailiwick/bailiwick.yaml",
          .choices = {}};
}

}  // namespace bailiwick::cli
