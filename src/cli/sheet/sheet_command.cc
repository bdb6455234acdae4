// `bailiwick sheet`: what to enter at the registrar for a zone, from the zone as the server would load it.
#include <algorithm>
#include <cstdio>
#include <string>

#include "base/clock.h"
#include "base/printable.h"
#include "cli/exit_code.h"
#include "cli/report/report.h"
#include "cli/sheet/published_state.h"
#include "cli/sheet/sheet_output.h"
#include "cli/subcommand.h"
#include "config/load.h"
#include "config/registries.h"
#include "config/text.h"
#include "load/zone_file.h"
#include "publish/registered_hosts.h"
#include "publish/zone_loader.h"
#include "wire/name.h"

namespace bailiwick::cli {
namespace {

namespace rules = delegation::registry;

int cannot(const std::string& text) {
  std::fprintf(stderr, "bailiwick sheet: %s\n", base::printable(text).c_str());
  return kExitUsage;
}

void print_findings(const base::Findings& findings, const std::string& zone, const std::string& file,
                    std::FILE* stream) {
  Report report;
  report.add(findings, zone, file);
  std::fputs(report.text({Form::Text, wants_colour(stream)}).c_str(), stream);
}

// Where the zone stands in the config; fills in what the arguments leave open. Returns an exit code, or nothing.
std::optional<int> find_in_config(const std::string& path, wire::NameView origin, config::Config& config,
                                  std::string& file, std::string& registrar) {
  config::Loaded loaded = config::load_file(path);
  if (!loaded.usable()) {
    print_findings(loaded.findings, "", path, stderr);
    return kExitUsage;
  }
  // Above all a registry profile that cannot be read: the sheet then goes by the one that is built in.
  if (!loaded.auxiliary.empty()) print_findings(loaded.auxiliary, "", path, stderr);
  const auto entry = std::ranges::find_if(loaded.config.zones,
                                          [&](const config::ZoneEntry& one) { return wire::equal(one.name, origin); });
  const std::string zone = wire::to_display(origin);
  if (entry == loaded.config.zones.end())
    return cannot("the config " + path + " has no zone " + zone + "; name its file: bailiwick sheet " + zone + " FILE");
  file = entry->file;
  if (registrar.empty()) registrar = entry->registrar;
  config = std::move(loaded.config);
  return std::nullopt;
}

// The file of --was need not be fit to be served, only be readable, and be of the zone. None where it is not, which is
// said.
std::optional<Past> past_of(const std::string& was, const config::Config& config, const zone::Zone& zone) {
  if (was.empty()) {
    auto past = find_past(config.state_directory, zone);
    if (past) return std::move(*past);
    cannot("state-directory: " + past.error().message + ": what was published is not compared with");
    return Past{};
  }
  load::Loaded loaded = load::load_zone_file(was, zone.origin());
  if (loaded.built && loaded.findings.count(base::Level::Fatal) == 0) {
    if (loaded.built->zone->find_rrset(zone::kApex, rr::Type::NS))
      return Past{.zone = std::move(loaded.built->zone), .what = was, .live_since = ""};
    cannot("--was " + was + " has no NS record of " + wire::to_display(zone.origin()) +
           ": give the zone file as it is published now");
    return std::nullopt;
  }
  print_findings(loaded.findings, wire::to_display(zone.origin()), was, stderr);
  return std::nullopt;
}

int unfit(const publish::ZoneOutcome& outcome, const std::string& zone, const std::string& file) {
  print_findings(outcome.findings, zone, file, stderr);
  if (!outcome.readable) return kExitUsage;
  std::fprintf(stderr, "bailiwick sheet: the zone %s is not fit to be delegated to: mend it first, as said above\n",
               zone.c_str());
  return kExitFindings;
}

bool knows_registrar(const std::vector<rules::Profile>& profiles, const std::string& registrar) {
  return registrar.empty() || std::ranges::find(profiles, registrar, &rules::Profile::registrar) != profiles.end();
}

std::string unknown_registrar(const std::vector<rules::Profile>& profiles, const std::string& registrar) {
  std::vector<std::string_view> known;
  for (const rules::Profile& profile : profiles)
    if (!profile.registrar.empty() && std::ranges::find(known, profile.registrar) == known.end())
      known.push_back(profile.registrar);
  std::string list;
  for (std::string_view one : known) list += (list.empty() ? "" : ", ") + std::string(one);
  const std::string_view near = config::nearest(registrar, known);
  return "there is no profile of the registrar '" + registrar + "'; " +
         (near.empty() ? "known are " + list : "did you mean " + std::string(near) + "?") +
         "; leave --registrar out if yours is not among them";
}

// The closest zone above it that is served here; null where there is none.
const config::ZoneEntry* parent_in(const config::Config& config, wire::NameView origin) {
  const config::ZoneEntry* closest = nullptr;
  std::size_t most_labels = 0;
  for (const config::ZoneEntry& entry : config.zones) {
    const wire::NameView name = entry.name;
    if (wire::equal(name, origin) || !wire::is_at_or_below(origin, name)) continue;
    if (closest != nullptr && name.label_count() <= most_labels) continue;
    closest = &entry;
    most_labels = name.label_count();
  }
  return closest;
}

int sheet(const Arguments& arguments) {
  if (arguments.at("NAME").empty()) return cannot("name a zone: bailiwick sheet NAME [FILE]");
  const auto origin = wire::Name::from_text(arguments.at("NAME"));
  if (!origin)
    return cannot("'" + arguments.at("NAME") + "' is no zone name: " + std::string(name_error_text(origin.error())));
  const std::string zone = wire::to_display(origin->lowered());
  std::string file = arguments.at("FILE");
  std::string registrar = arguments.at("--registrar");
  config::Config config;
  config.state_directory.clear();  // without the config nothing is known of what is published
  if (file.empty())
    if (const auto code = find_in_config(arguments.at("--config"), origin->lowered(), config, file, registrar))
      return *code;
  const std::vector<rules::Profile> profiles = config::all_registries(config);
  if (!knows_registrar(profiles, registrar)) return cannot(unknown_registrar(profiles, registrar));

  const publish::ZoneOutcome outcome = publish::load_and_check(
      zone, file, config.checks.reject, {},
      {.load = {.max_ttl = config.load.max_ttl}, .check = config::check_options(config, base::unix_now())});
  if (outcome.refused) return unfit(outcome, zone, file);
  const auto past = past_of(arguments.at("--was"), config, *outcome.zone);
  if (!past) return kExitUsage;
  const publish::RegisteredFile registered = publish::read_registered_hosts(config);
  if (!registered.findings.empty()) print_findings(registered.findings, zone, config.registered_hosts, stderr);
  if (registered.findings.count(base::Level::Error) > 0) return kExitUsage;
  const config::ZoneEntry* parent = parent_in(config, *origin);
  const auto chosen = parent == nullptr ? rules::select(profiles, *origin, registrar)
                                        : decltype(rules::select(profiles, *origin, registrar)){};
  const delegation::Sheet made =
      delegation::make_sheet({.zone = *outcome.zone,
                              .was = past->zone.get(),
                              .was_name = past->what,
                              .live_since = past->live_since,
                              .registered = registered.get(),
                              .file = file,
                              .now = base::unix_now(),
                              .profiles = chosen,
                              .parent_policy = arguments.at("--parent"),
                              .parent_zone = parent != nullptr ? wire::to_display(parent->name) : "",
                              .parent_file = parent != nullptr ? parent->file : ""});
  std::fputs((arguments.at("--format") == "json" ? sheet_json(made) : sheet_text(made)).c_str(), stdout);
  return made.refused() ? kExitFindings : kExitOk;
}

Option sheet_option(std::string name, std::string value, std::string help, std::vector<std::string> choices = {}) {
  return {.name = std::move(name),
          .value = std::move(value),
          .help = std::move(help),
          .default_value = "",
          .choices = std::move(choices)};
}

}  // namespace

Subcommand sheet_subcommand() {
  std::vector<Option> options = {
      sheet_option("NAME", "", "The zone's name, e.g. example.com."),
      sheet_option("FILE", "", "Its zone file; left out, the config says which."),
      config_option(),
      sheet_option("--was", "FILE",
                   "The zone as it is published now: the sheet then says how to come from there to here. Left out, and "
                   "FILE too, it is compared with what the server published last."),
      sheet_option("--registrar", "NAME", "Where the domain is registered: alibaba, route53, google."),
      sheet_option("--parent", "POLICY", "Whose addresses the registry publishes, where you know better.",
                   {"narrow", "wide", "unknown"}),
      sheet_option("--format", "FORM", "text is for people, json for programs.", {"text", "json"}),
  };
  options.back().default_value = "text";
  return {.name = "sheet",
          .summary = "Print what to enter at the registrar for a zone, and in which order",
          .details =
              "Each name server with its short label, its full name, its addresses and whether they are needed; the\n"
              "limits of the registry; the DS records of a signed zone; the steps. Where name servers change\n"
              "against what the server published last, or against --was: how to add, rename, remove or renumber\n"
              "one. Where the config names a file of registered-hosts: what is to be typed at the registrar so that\n"
              "its hosts are as in the zone. Where the config has the zone above too, the records to be written\n"
              "into its file, one a line.\n\n"
              "Examples:\n"
              "  bailiwick sheet example.com\n"
              "  bailiwick sheet example.com example.com.zone\n"
              "  bailiwick sheet example.com new.zone --was published.zone\n"
              "  bailiwick sheet example.cn --registrar alibaba --format json\n\n"
              "Exit codes: 0 it can be entered like this, 1 it would be refused or the zone is not fit,\n"
              "2 wrong usage or a file that cannot be read, 3 internal error.",
          .options = std::move(options),
          .run = sheet};
}

}  // namespace bailiwick::cli
