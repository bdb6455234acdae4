// `bailiwick zone print`, `bailiwick log-level` and `bailiwick cookie roll`: one request each, whose reply is printed
// as it comes.
#include <cstdio>

#include "cli/control_client.h"
#include "cli/subcommand.h"

namespace bailiwick::cli {
namespace {

void show(const control::Reply& reply) {
  if (const auto* text = std::get_if<control::Text>(&reply.body))
    std::fwrite(text->text.data(), 1, text->text.size(), stdout);
  const auto* done = std::get_if<control::Done>(&reply.body);
  if (done != nullptr && !done->message.empty()) std::printf("%s\n", done->message.c_str());
}

int zone_print(const Arguments& arguments) {
  if (arguments.at("ACTION").empty() || arguments.at("ZONE").empty())
    return usage_error("zone print", "usage: bailiwick zone print ZONE [NAME [TYPE]]");
  return ask_server(arguments,
                    {.verb = control::Verb::ZonePrint,
                     .zones = {arguments.at("ZONE")},
                     .name = arguments.at("NAME"),
                     .type = arguments.at("TYPE")},
                    show);
}

int log_level(const Arguments& arguments) {
  const auto level = control::find_level(arguments.at("LEVEL"));
  if (!level) return usage_error("log-level", "LEVEL is missing: debug, info, warning or error");
  control::Request request{.verb = control::Verb::LogLevel, .level = *level};
  const std::string& time = arguments.at("--for");
  if (!time.empty() && (request.for_s = parse_seconds(time)) == 0)
    return usage_error("log-level", "--for takes a time such as 90s, 10m or 2h, not '" + time + '\'');
  return ask_server(arguments, request, show);
}

int cookie_roll(const Arguments& arguments) {
  if (arguments.at("ACTION").empty()) return usage_error("cookie roll", "usage: bailiwick cookie roll");
  return ask_server(arguments, {.verb = control::Verb::CookieRoll}, show);
}

Option positional(const char* name, const char* help, std::vector<std::string> choices = {}) {
  return {.name = name, .value = "", .help = help, .default_value = "", .choices = std::move(choices)};
}

}  // namespace

Subcommand zone_subcommand() {
  return {
      .name = "zone",
      .summary = "Print a zone as the running server serves it",
      .details = std::string("The output is a zone file that name servers can load.\n\n"
                             "Examples:\n"
                             "  bailiwick zone print example.com\n"
                             "  bailiwick zone print example.com www.example.com AAAA\n\n") +
                 kControlExitCodes,
      .options = with_control_options(
          {positional("ACTION", "What to do: print.", {"print"}), positional("ZONE", "The zone."),
           positional("NAME", "Only the records of this name."), positional("TYPE", "Only the records of this type.")}),
      .run = zone_print};
}

Subcommand log_level_subcommand() {
  return {.name = "log-level",
          .summary = "Change the log level of the running server",
          .details = std::string("The level holds until the next reload of the config, or for the time of --for.\n\n"
                                 "Example:\n"
                                 "  bailiwick log-level debug --for 10m\n\n") +
                     kControlExitCodes,
          .options = with_control_options(
              {positional("LEVEL", "debug, info, warning or error.", {"debug", "info", "warning", "error"}),
               {.name = "--for",
                .value = "TIME",
                .help = "Use the level in the config again after this time, such as 90s, 10m or 2h.",
                .default_value = "",
                .choices = {}}}),
          .run = log_level};
}

Subcommand cookie_subcommand() {
  return {.name = "cookie",
          .summary = "Replace the secret for DNS cookies",
          .details = std::string("If cookies.secret-file is set, prints what to write to that file on which server.\n\n"
                                 "Example:\n"
                                 "  bailiwick cookie roll\n\n") +
                     kControlExitCodes,
          .options = with_control_options({positional("ACTION", "What to do: roll.", {"roll"})}),
          .run = cookie_roll};
}

}  // namespace bailiwick::cli
