// `bailiwick check`: the config with all its zones, or one zone file, through the same door as the server's start. What
// the server would refuse is said here first.
#include "check/check.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "cli/exit_code.h"
#include "cli/printable.h"
#include "cli/report.h"
#include "cli/subcommand.h"
#include "config/config.h"
#include "daemon/registry_profiles.h"
#include "daemon/zone_loader.h"
#include "wire/name.h"

namespace bailiwick::cli {
namespace {

check::Refuse refuse_of(config::Refuse refuse) {
  switch (refuse) {
    case config::Refuse::Fatal:
      return check::Refuse::Fatal;
    case config::Refuse::Circular:
      return check::Refuse::Circular;
    case config::Refuse::Error:
      return check::Refuse::Error;
  }
  return check::Refuse::Error;
}

// What has been checked so far.
struct Run {
  Report report;
  std::size_t zones = 0;
  bool unreadable = false;

  int exit_code() const { return unreadable ? kExitUsage : report.errors() > 0 ? kExitFindings : kExitOk; }
};

// Checks one zone and prints its line.
void check_zone(const std::string& name, const std::string& file, check::Refuse refuse,
                const check::registry_rules::Registration& registration, Run& run) {
  const daemon::ZoneOutcome outcome = daemon::load_and_check(name, file, refuse, registration);
  ++run.zones;
  run.report.add(outcome.findings, name, file);
  const auto serial = outcome.zone ? outcome.zone->serial() : std::nullopt;
  if (!outcome.readable) {
    run.unreadable = true;
    std::printf("zone %s: not loaded\n", name.c_str());
  } else if (outcome.refused || !serial) {
    std::printf("zone %s: must not go live\n", name.c_str());
  } else {
    std::printf("zone %s: loaded serial %u\n", name.c_str(), *serial);
  }
}

int finish(const Run& run, Style style) {
  if (!run.report.empty()) {
    if (style.form == Form::Text) std::putchar('\n');
    std::fputs(run.report.text(style).c_str(), stdout);
    std::printf("%zu zone%s: %s\n", run.zones, run.zones == 1 ? "" : "s", run.report.summary().c_str());
  }
  if (run.exit_code() == kExitOk) std::puts("OK");
  return run.exit_code();
}

int check_config(const std::string& path, Style style) {
  Run run;
  const config::Loaded loaded = config::load_file(path);
  run.report.add(loaded.findings, "", path);
  if (!loaded.usable()) {
    std::fputs(run.report.text(style).c_str(), stdout);
    std::printf("config: %s\n", run.report.summary().c_str());
    return kExitUsage;
  }
  const auto profiles = daemon::registry_profiles(loaded.config);
  for (const config::ZoneEntry& zone : loaded.config.zones)
    check_zone(zone.name, zone.file, refuse_of(loaded.config.refuse), {profiles, zone.registrar}, run);
  return finish(run, style);
}

int check_file(const std::string& zone, const std::string& file, Style style) {
  const auto name = wire::Name::from_text(zone);
  if (!name) {
    std::fprintf(stderr, "bailiwick check: '%s' is no zone name: %s\n", printable(zone).c_str(),
                 std::string(name_error_text(name.error())).c_str());
    return kExitUsage;
  }
  if (::access(file.c_str(), F_OK) != 0 && ::access(zone.c_str(), F_OK) == 0)
    std::fprintf(stderr, "bailiwick check: the zone's name comes first, then the file: bailiwick check %s %s\n",
                 printable(file).c_str(), printable(zone).c_str());
  Run run;
  const auto profiles = daemon::registry_profiles({});
  check_zone(wire::to_display(name->lowered()), file, check::Refuse::Circular, {profiles, {}}, run);
  return finish(run, style);
}

int check(const Arguments& arguments) {
  const Style style{arguments.at("--format") == "short" ? Form::Short : Form::Text, wants_colour(stdout)};
  const std::string& name = arguments.at("NAME");
  const std::string& file = arguments.at("FILE");
  if (name.empty()) return check_config(arguments.at("--config"), style);
  if (!file.empty()) return check_file(name, file, style);
  std::fputs("bailiwick check: a zone's name is followed by its file: bailiwick check NAME FILE\n", stderr);
  return kExitUsage;
}

}  // namespace

Subcommand check_subcommand() {
  return {.name = "check",
          .summary = "Check the config and all its zones, or one zone file",
          .details =
              "Without NAME and FILE the config and all its zones are checked, as the server does at start.\n"
              "Prints the findings, worst first, and OK where there is none of level error.\n\n"
              "Examples:\n"
              "  bailiwick check\n"
              "  bailiwick check example.com zones/example.com.zone\n"
              "  bailiwick check --format short example.com example.com.zone | grep A05\n\n"
              "Exit codes: 0 no errors (warnings are none), 1 findings of level error or fatal,\n"
              "2 wrong usage, errors in the config, or a file that cannot be read, 3 internal error.",
          .options = {{.name = "NAME",
                       .value = "",
                       .help = "The zone's name, e.g. example.com.",
                       .default_value = "",
                       .choices = {}},
                      {.name = "FILE", .value = "", .help = "Its zone file.", .default_value = "", .choices = {}},
                      config_option(),
                      {.name = "--format",
                       .value = "FORM",
                       .help = "text shows the lines of the file; short has one line a finding.",
                       .default_value = "text",
                       .choices = {"text", "short"}}},
          .run = check};
}

}  // namespace bailiwick::cli
