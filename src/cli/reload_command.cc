// `bailiwick reload` and `bailiwick remove`: both end when the server is done, and say what became of each zone.
#include <cstdio>

#include "cli/control_client.h"
#include "cli/subcommand.h"
#include "cli/zone_lines.h"

namespace bailiwick::cli {
namespace {

using control::RunSummary;
using control::ZoneState;

std::uint64_t count_of(const RunSummary& run, ZoneState state) {
  return run.zones[static_cast<std::size_t>(state)];
}

// "2 published, 99,997 unchanged, 1 not loaded".
std::string counts(const RunSummary& run) {
  std::string text;
  for (const ZoneState state : {ZoneState::Published, ZoneState::Removed, ZoneState::Unchanged, ZoneState::Held,
                                ZoneState::PreviousVersion, ZoneState::NotLoaded}) {
    const std::uint64_t count = count_of(run, state);
    if (count == 0) continue;
    const std::string words = state == ZoneState::PreviousVersion ? "rejected" : state_words(state);
    text += (text.empty() ? "" : ", ") + with_commas(count) + ' ' + words;
  }
  return text.empty() ? "no zones" : text;
}

void print(const std::string& text) {
  std::fputs(text.c_str(), stdout);
}

void show_end(const RunSummary& run, int exit) {
  for (const control::Reason& reason : run.config) {
    print(reason_line(reason) + '\n');
    if (!reason.help.empty()) print("  fix: " + reason.help + '\n');
  }
  for (const std::string& zone : run.unknown_zones) print(zone + ": not in the config\n");
  if (exit == control::kExitUsage)
    print("Nothing has changed: the config has errors.\n");
  else
    print("Done in " + with_commas(run.ms) + " ms: " + counts(run) + ".\n");
}

void show(const control::Reply& reply) {
  if (const auto* zone = std::get_if<control::ZoneResult>(&reply.body)) print(zone_lines(*zone));
  if (const auto* run = std::get_if<RunSummary>(&reply.body)) show_end(*run, reply.exit.value_or(0));
}

int reload(const Arguments& arguments) {
  return ask_server(arguments,
                    {.verb = control::Verb::Reload,
                     .zones = words(arguments, "ZONE"),
                     .allow_removals = !arguments.at("--allow-removals").empty()},
                    show);
}

int remove_zone(const Arguments& arguments) {
  const std::string& zone = arguments.at("ZONE");
  if (zone.empty()) return usage_error("remove", "ZONE is missing");
  return ask_server(arguments, {.verb = control::Verb::Remove, .zones = {zone}}, show);
}

}  // namespace

Subcommand reload_subcommand() {
  return {
      .name = "reload",
      .summary = "Reload config and zones, or these zones, and report",
      .details = std::string(
                     "Prints a line for each zone that changed or was rejected, and ends when the reload is complete.\n"
                     "A reload of named zones reads only their files, not the config.\n\n"
                     "Examples:\n"
                     "  bailiwick reload\n"
                     "  bailiwick reload example.com example.net\n\n") +
                 kControlExitCodes,
      .options =
          with_control_options({{.name = "ZONE",
                                 .value = "",
                                 .help = "Only these zones.",
                                 .default_value = "",
                                 .choices = {},
                                 .bare_value = {},
                                 .many = true},
                                {.name = "--allow-removals",
                                 .value = "",
                                 .help = "Also stop serving zones whose files are gone; otherwise they are held.",
                                 .default_value = "",
                                 .choices = {}}}),
      .run = reload};
}

Subcommand remove_subcommand() {
  return {.name = "remove",
          .summary = "Stop serving a zone that was deleted from the config",
          .details = std::string("The zone's file, or its entry in the config, must be deleted before.\n\n"
                                 "Example:\n"
                                 "  bailiwick remove example.org\n\n") +
                     kControlExitCodes,
          .options = with_control_options(
              {{.name = "ZONE", .value = "", .help = "The zone to remove.", .default_value = "", .choices = {}}}),
          .run = remove_zone};
}

}  // namespace bailiwick::cli
