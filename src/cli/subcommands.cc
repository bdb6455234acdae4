// A new subcommand is a file of its own, and here its name and its line.
#include "cli/subcommand.h"

namespace bailiwick::cli {

Subcommand serve_subcommand(), check_subcommand(), sheet_subcommand(), config_subcommand(), version_subcommand();

std::span<const Subcommand> subcommands() {
  static const Subcommand kSubcommands[] = {
      serve_subcommand(), check_subcommand(), sheet_subcommand(), config_subcommand(), version_subcommand(),
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
