// `bailiwick check`: the config with all its zones, or one zone file, through the same door as the server's start. What
// the server would refuse is said here first.
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/printable.h"
#include "check/check.h"
#include "cli/assert/assertion.h"
#include "cli/exit_code.h"
#include "cli/explain.h"
#include "cli/graph/delegation_graph.h"
#include "cli/graph/graphviz.h"
#include "cli/report/check_run.h"
#include "cli/report/report.h"
#include "cli/subcommand.h"
#include "config/load.h"
#include "config/registries.h"
#include "config/values.h"
#include "daemon/cookie_secrets.h"
#include "daemon/listeners.h"
#include "daemon/privileges.h"
#include "publish/registered_hosts.h"
#include "publish/serial.h"
#include "publish/world_loader.h"
#include "wire/name.h"

namespace bailiwick::cli {
namespace {

constexpr const char* kAllCodes = "all";  // --explain without a code

// What the command line asks of a check beside which zones and which form.
struct Asked {
  bool externals = true;
  bool public_addresses = false;
  check::Dnssec dnssec = check::Dnssec::Full;
  base::UnixTime now = 0;             // by which dates are judged
  std::string graph;                  // where the picture goes; empty: none
  std::optional<unsigned> max_ttl;    // seconds, 0: any; instead of what the config says
  std::vector<Assertion> assertions;  // what the zones must answer
};

// Draws what was found between the zones. False where that failed, which is said.
bool draw(const publish::WorldOutcome& outcome, const std::string& path) {
  std::vector<const zone::Zone*> zones(outcome.zones.size());  // by their numbers
  for (std::size_t i = 0; i < outcome.zones.size(); ++i)
    if (outcome.numbers[i] != publish::WorldOutcome::kNoNumber) zones[outcome.numbers[i]] = outcome.zones[i].zone.get();
  const auto drawn = write_picture(path, picture_text(outcome.world.graph, zones));
  if (!drawn) std::fprintf(stderr, "bailiwick check: %s\n", base::printable(drawn.error().message).c_str());
  return drawn.has_value();
}

// Checks zones, each and all together, and prints their lines.
void check_zones(std::span<const publish::ZoneFile> files, check::Reject refuse, publish::LoadOptions options,
                 publish::WorldOptions world, const store::SerialLog& published, const Asked& asked, CheckRun& run) {
  options.check.public_addresses = asked.public_addresses;
  if (asked.max_ttl) options.load.max_ttl = *asked.max_ttl;
  options.check.dnssec = asked.dnssec;
  options.check.now = asked.now;
  world.externals = asked.externals;
  world.begin = [&](const publish::ZoneFile& file) { run.begin_zone(file.name, file.file); };
  base::Findings asserted;
  if (!asked.assertions.empty())
    world.inspect = [&](std::span<const publish::ZoneAtHand> zones) {
      asserted = judge_assertions(asked.assertions, zones);
    };
  publish::WorldOutcome outcome = publish::load_world(files, refuse, run.load_options(options), world);
  for (std::size_t i = 0; i < files.size(); ++i) {
    publish::ZoneOutcome& zone = outcome.zones[i];
    if (!zone.refused)
      if (auto found = publish::compare_with_published(published, *zone.zone, files[i].file))
        zone.findings.add(std::move(*found));
    run.add_zone(files[i].name, files[i].file, zone, refuse);
  }
  run.add(outcome.world.findings, refuse, "");
  run.add(asserted, check::Reject::Fatal, "");  // keeps no zone from going live
  if (!asked.graph.empty() && !draw(outcome, asked.graph)) run.set_unfinished();
}

// What cannot be read keeps nobody from checking the rest.
store::SerialLog published_serials(const config::Config& config) {
  store::SerialLog serials{store::Layout(config.state_directory)};
  if (config.state_directory.empty()) return serials;
  if (auto read = serials.read(); !read)
    std::fprintf(stderr,
                 "bailiwick check: state-directory: %s: serials are not compared with what is published (A10)\n",
                 base::printable(read.error().message).c_str());
  return serials;
}

// Where the server would not start for it the exit code says so; the zones are checked all the same.
void tell_unknown_user(const config::Loaded& loaded, const std::string& path, CheckRun& run) {
  const auto place = loaded.origins.find("user");
  const auto found = daemon::unknown_user(loaded.config.user, place == loaded.origins.end() ? nullptr : &place->second);
  if (!found) return;
  if (found->level >= base::Level::Error) run.set_unfinished();
  base::Findings findings;
  findings.add(*found);
  run.add(findings, check::Reject::Error, path);
}

void check_secret_file(const config::Config& config, const std::string& path, CheckRun& run) {
  if (!config.cookies_enabled || config.cookies_secret_file.empty()) return;
  run.add(daemon::read_secret_file(config.cookies_secret_file).findings, check::Reject::Error, path);
}

int check_config(const std::string& path, const Asked& asked, CheckRun& run) {
  const config::Loaded loaded = config::load_file(path);
  run.add(loaded.findings, check::Reject::Error, path);
  run.add(loaded.auxiliary, check::Reject::Fatal, path);  // keeps no zone from going live
  if (!loaded.usable()) return run.finish("config");
  tell_unknown_user(loaded, path, run);
  check_secret_file(loaded.config, path, run);
  run.add(daemon::absent_addresses(loaded), check::Reject::Error, path);
  const auto profiles = config::all_registries(loaded.config);
  const check::Reject refuse = loaded.config.checks.reject;
  const publish::LoadOptions options{.load = {.max_ttl = loaded.config.load.max_ttl},
                                     .check = config::check_options(loaded.config, base::unix_now())};
  const publish::RegisteredFile registered = publish::read_registered_hosts(loaded.config);
  run.add(registered.findings, check::Reject::Error, path);
  check_zones(publish::zone_files(loaded.config, profiles), refuse, options, {.registered = registered.get()},
              published_serials(loaded.config), asked, run);
  return run.finish();
}

int check_file(const std::string& zone, const std::string& file, const Asked& asked, CheckRun& run) {
  const auto name = wire::Name::from_text(zone);
  if (!name) {
    std::fprintf(stderr, "bailiwick check: '%s' is no zone name: %s\n", base::printable(zone).c_str(),
                 std::string(name_error_text(name.error())).c_str());
    return kExitUsage;
  }
  if (::access(file.c_str(), F_OK) != 0 && ::access(zone.c_str(), F_OK) == 0)
    std::fprintf(stderr, "bailiwick check: the zone's name comes first, then the file: bailiwick check %s %s\n",
                 base::printable(file).c_str(), base::printable(zone).c_str());
  const auto profiles = config::all_registries({});
  const publish::ZoneFile alone{wire::to_display(name->lowered()), file, {profiles, {}}};
  check_zones(std::span(&alone, 1), check::Reject::Circular, {}, {}, store::SerialLog{store::Layout("")}, asked, run);
  return run.finish();
}

int complain(const std::string& text) {
  std::fprintf(stderr, "bailiwick check: %s\n", text.c_str());
  return kExitUsage;
}

Form form_of(std::string_view name) {
  if (name == "short") return Form::Short;
  if (name == "json") return Form::Json;
  if (name == "sarif") return Form::Sarif;
  if (name == "github") return Form::Github;
  return Form::Text;
}

check::Dnssec dnssec_of_name(std::string_view name) {
  if (name == "off") return check::Dnssec::Off;
  return name == "quick" ? check::Dnssec::Quick : check::Dnssec::Full;
}

base::Level level_of(std::string_view name) {
  for (const base::Level level : base::kLevels)
    if (base::level_name(level) == name) return level;
  return base::Level::Error;
}

base::Result<CheckSettings> settings_of(const Arguments& arguments, base::UnixTime now) {
  CheckSettings settings{.style = {form_of(arguments.at("--format")), wants_colour(stdout)},
                         .all = !arguments.at("--all").empty(),
                         .fail_on = level_of(arguments.at("--fail-on")),
                         .baseline = {},
                         .baseline_path = arguments.at("--baseline"),
                         .write_baseline_path = arguments.at("--write-baseline"),
                         .now = now};
  if (settings.baseline_path.empty()) return settings;
  auto baseline = Baseline::read(settings.baseline_path);
  if (!baseline) return std::unexpected(baseline.error());
  settings.baseline = std::move(*baseline);
  return settings;
}

int check(const Arguments& arguments) {
  if (const std::string& code = arguments.at("--explain"); !code.empty())
    return code == kAllCodes ? list_codes() : explain_code(code);
  const std::string& name = arguments.at("NAME");
  const std::string& file = arguments.at("FILE");
  if (!name.empty() && file.empty())
    return complain("a zone's name is followed by its file: bailiwick check NAME FILE");
  if (name.empty() && !file.empty()) return complain("the zone's name is empty; the root is `.`");
  const std::string& time = arguments.at("--time");
  const auto now = time.empty() ? base::unix_now() : base::parse_time(time);
  if (!now)
    return complain("--time takes a date such as 2027-01-01 or 2027-01-01T12:00:00Z, not " + base::printable(time));
  auto settings = settings_of(arguments, *now);
  if (!settings) return complain(settings.error().message);
  CheckRun run(std::move(*settings));
  Asked asked{.externals = arguments.at("--externals") != "none",
              .public_addresses = !arguments.at("--public").empty(),
              .dnssec = dnssec_of_name(arguments.at("--dnssec")),
              .now = *now,
              .graph = arguments.at("--graph"),
              .max_ttl = {},
              .assertions = {}};
  if (!asked.graph.empty() && !is_picture_path(asked.graph))
    return complain("--graph takes a file that ends in .svg, .png or .dot, not " + base::printable(asked.graph));
  if (const std::string& text = arguments.at("--max-ttl"); !text.empty())
    if (const auto problem = config::parse_ttl(text, asked.max_ttl.emplace()))
      return complain("--max-ttl: " + base::printable(problem->message) + ": " + problem->help);
  if (const std::string& path = arguments.at("--assert"); !path.empty()) {
    base::Findings mistakes;
    asked.assertions = read_assertions(path, mistakes);
    run.add(mistakes, check::Reject::Error, path);
    if (!mistakes.empty()) return run.finish("assertions");
  }
  return name.empty() ? check_config(arguments.at("--config"), asked, run) : check_file(name, file, asked, run);
}

Option option(std::string name, std::string value, std::string help, std::string default_value = "",
              std::vector<std::string> choices = {}) {
  return {std::move(name), std::move(value), std::move(help), std::move(default_value), std::move(choices)};
}

Option explain_option() {
  Option result = option("--explain", "CODE",
                         "Say what a code means, with an example, and do nothing else. Without CODE, list all.");
  result.bare_value = kAllCodes;
  return result;
}

constexpr const char* kDetails =
    "Without NAME and FILE the config and all its zones are checked, as the server does at start.\n"
    "Prints of each zone its serial, and until when a signed one is signed; the findings, worst first;\n"
    "how many of each level; and OK, or `OK, with 2 warnings`, where nothing makes the exit code 1.\n\n"
    "Examples:\n"
    "  bailiwick check\n"
    "  bailiwick check example.com zones/example.com.zone\n"
    "  bailiwick check --format short example.com example.com.zone | grep A05\n"
    "  bailiwick check --explain A05\n"
    "  bailiwick check --graph delegations.svg\n"
    "  bailiwick check --fail-on warning --baseline known.txt\n"
    "  bailiwick check --time 2027-01-01 example.com example.com.zone    (signatures, on that day)\n"
    "  bailiwick check --assert expected.yaml\n\n"
    "A finding is accepted by a comment behind the record that it is about, or on a line of its own\n"
    "before it; allow-zone is about the whole zone:\n"
    "  ; bailiwick: allow D09 until=2027-01-01 -- why\n"
    "What keeps a zone from going live cannot be accepted.\n\n"
    "A file of assertions is a list of questions, and of what must be true of the answers (T10):\n"
    "  - {name: www.example.com, type: A, answer: [192.0.2.80], ttl-at-least: 5m}\n"
    "  - {name: shop.example.com, type: AAAA, answered: true, rewrites-at-most: 1,\n"
    "     within: [example.com, example.net], same-everywhere: true}\n"
    "  - {name: shop.example.com, type: AAAA, aliases: [web.example.net]}\n"
    "  - {name: old.example.com, type: A, rcode: NXDOMAIN}\n\n"
    "Exit codes: 0 nothing of the level of --fail-on or worse, 1 findings of it,\n"
    "2 wrong usage, errors in the config or the assertions, or a file that cannot be read, 3 internal error.";

}  // namespace

Subcommand check_subcommand() {
  return {.name = "check",
          .summary = "Check the config and all its zones, or one zone file",
          .details = kDetails,
          .options = {option("NAME", "", "The zone's name, e.g. example.com."), option("FILE", "", "Its zone file."),
                      config_option(),
                      option("--format", "FORM",
                             "text shows the lines of the file, short has one line a finding, json one object; sarif "
                             "and github are for code scanning and GitHub Actions.",
                             "text", {"text", "short", "json", "sarif", "github"}),
                      option("--fail-on", "LEVEL", "The least level that makes the exit code 1.", "error",
                             {"fatal", "error", "warning", "info"}),
                      option("--all", "", "Show all findings, not 50, and those of level info too."),
                      option("--externals", "WHICH",
                             "Name servers in zones that are not loaded are taken to work (all), or not (none).", "all",
                             {"all", "none"}),
                      option("--public", "", "Addresses that only work inside a network or an example are errors."),
                      option("--max-ttl", "TTL",
                             "The longest TTL that a file may have, e.g. 1d; without it, what the config says in "
                             "checks.max-ttl."),
                      option("--dnssec", "HOW",
                             "How signed zones are checked: full verifies each signature, quick looks at dates, chains "
                             "and what is signed, off leaves it out.",
                             "full", {"full", "quick", "off"}),
                      option("--time", "TIME",
                             "Judge the dates of signatures and waivers by this time, e.g. 2027-01-01T12:00:00Z, or in "
                             "seconds since 1970, not by the clock."),
                      option("--graph", "FILE",
                             "Draw zones, name servers and addresses, with circles, missing glue and single points of "
                             "failure marked: .svg and .png (by Graphviz), or .dot."),
                      option("--assert", "FILE",
                             "Hold what the zones answer against this file: a question a line, and what must be true."),
                      option("--baseline", "FILE", "Findings in it are known and accepted."),
                      option("--write-baseline", "FILE", "Write all that is found now into it, as accepted."),
                      explain_option()},
          .run = check};
}

}  // namespace bailiwick::cli
