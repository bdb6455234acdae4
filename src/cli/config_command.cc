// `bailiwick config`: the effective values, each with the place it comes from, or the reference of all options.
#include <cstdio>

#include "cli/exit_code.h"
#include "cli/report/report.h"
#include "cli/subcommand.h"
#include "config/load.h"
#include "config/show.h"

namespace bailiwick::cli {
namespace {

// A config with errors is not shown: what would be in effect is nothing.
int show_config(const Arguments& arguments) {
  if (!arguments.at("--options").empty()) {
    std::fputs(config::options_text().c_str(), stdout);
    return kExitOk;
  }
  const config::Loaded loaded = config::load_file(arguments.at("--config"));
  if (!loaded.findings.empty() || !loaded.auxiliary.empty()) {
    Report report;
    report.add(loaded.findings, "", "");
    report.add(loaded.auxiliary, "", "");
    std::fputs(report.text({Form::Text, wants_colour(stderr)}).c_str(), stderr);
  }
  if (!loaded.usable()) return kExitUsage;
  std::fputs(config::effective_text(loaded).c_str(), stdout);
  return kExitOk;
}

}  // namespace

Subcommand config_subcommand() {
  return {.name = "config",
          .summary = "Print the effective config, and where each value comes from",
          .details =
              "What is printed is itself a config with the same effect.\n\n"
              "Examples:\n"
              "  bailiwick config --config bailiwick.yaml\n"
              "  bailiwick config --options | less\n\n"
              "Exit codes: 0 printed, 2 the config cannot be read or has errors, 3 internal error.",
          .options = {config_option(),
                      {.name = "--options",
                       .value = "",
                       .help = "Print instead every option with its type, range, default and meaning.",
                       .default_value = "",
                       .choices = {}}},
          .run = show_config};
}

}  // namespace bailiwick::cli
