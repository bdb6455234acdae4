// `bailiwick status`: one screen, the worst first.
#include <cstdio>

#include "base/clock.h"
#include "base/printable.h"
#include "cli/control_client.h"
#include "cli/subcommand.h"
#include "cli/zone_lines.h"

namespace bailiwick::cli {
namespace {

using control::StatusReport;
using control::ZoneState;

constexpr std::int64_t kDay = 86400;

// "3 days", "5 h 12 min", "40 s".
std::string span_words(std::int64_t seconds) {
  if (seconds >= 2 * kDay) return std::to_string(seconds / kDay) + " days";
  if (seconds >= 3600) return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
  return seconds >= 60 ? std::to_string(seconds / 60) + " min"
                       : std::to_string(std::max<std::int64_t>(seconds, 0)) + " s";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + text;
  return base::printable(list);
}

// A row of the screen: its name in a column of its own.
std::string row(std::string name, const std::string& text) {
  constexpr std::size_t kColumn = 12;
  name.resize(std::max(kColumn, name.size() + 1), ' ');
  return name + text + '\n';
}

// "1 not loaded, 2 previous version, 99,997 ok".
std::string counts(const StatusReport& status) {
  std::string text;
  for (std::size_t i = 0; i < control::kZoneStates; ++i)
    if (status.zones[i] > 0)
      text += (text.empty() ? "" : ", ") + with_commas(status.zones[i]) + ' ' + state_words(static_cast<ZoneState>(i));
  return text.empty() ? "none" : text;
}

std::string expiry_words(const control::SignedZone& zone, std::int64_t now) {
  const std::int64_t left = zone.until - now;
  return base::printable(zone.zone) + ' ' +
         (left < 0 ? "expired " + base::date_text(zone.until)
                   : (left < 2 * kDay ? span_words(left) : std::to_string(left / kDay) + " days") + " left");
}

std::string signatures(const StatusReport& status) {
  std::string text = counted(status.signed_zones, "signed zone", "signed zones");
  for (std::size_t i = 0; i < status.expires_first.size(); ++i)
    text += (i == 0 ? ": " : ", ") + expiry_words(status.expires_first[i], status.now);
  return text;
}

std::string head(const StatusReport& status) {
  std::string text = row("bailiwick", base::printable(status.version) + ", process " + std::to_string(status.pid) +
                                          ", running since " + base::time_text(status.started) + " (" +
                                          span_words(status.now - status.started) + ')');
  text += row("config", base::printable(status.config));
  text += row("listening", status.listening.empty() ? "nowhere" : list_of(status.listening));
  if (!status.not_bound.empty()) text += row("not bound", list_of(status.not_bound));
  if (status.loading)
    text += row("zones", base::printable(status.loading->what) + ' ' + with_commas(status.loading->done) + " of " +
                             with_commas(status.loading->total));
  else
    text += row("zones", counts(status));
  if (status.not_kept > 0)
    text += row("not kept", counted(status.not_kept, "version is", "versions are") + " not in state-directory yet");
  if (status.signed_zones > 0) text += row("signatures", signatures(status));
  if (status.last_reload != 0) text += row("reloaded", base::time_text(status.last_reload));
  return text + row("log level", base::printable(status.log_level));
}

std::string attention(const StatusReport& status) {
  std::string text;
  for (const control::Attention& each : status.attention) {
    text += "attention: " + base::printable(each.message) + '\n';
    if (!each.help.empty()) text += "  fix: " + base::printable(each.help) + '\n';
  }
  for (const std::string& zone : status.unknown_zones) text += base::printable(zone) + ": not in the config\n";
  return text;
}

int status(const Arguments& arguments) {
  const control::Request request{
      .verb = control::Verb::Status, .zones = words(arguments, "ZONE"), .alive = !arguments.at("--alive").empty()};
  std::string zones;  // come before the report, and are printed after it
  return ask_server(arguments, request, [&](const control::Reply& reply) {
    if (const auto* zone = std::get_if<control::ZoneResult>(&reply.body)) zones += zone_lines(*zone);
    const auto* report = std::get_if<StatusReport>(&reply.body);
    if (report == nullptr) return;
    std::string text;
    if (request.alive)
      text = report->answering ? "answering on " + list_of(report->listening) + '\n' : "not answering\n";
    else
      text = (request.zones.empty() ? head(*report) : "") + zones + attention(*report);
    std::fputs(text.c_str(), stdout);
  });
}

}  // namespace

Subcommand status_subcommand() {
  return {
      .name = "status",
      .summary = "Report the state of the running server and its zones",
      .details =
          std::string("Lists the zones that need attention, the worst first. With ZONE, reports only these zones.\n\n"
                      "Examples:\n"
                      "  bailiwick status\n"
                      "  bailiwick status example.com\n"
                      "  bailiwick status --alive    for a health check\n\n") +
          kControlExitCodes,
      .options = with_control_options({{.name = "ZONE",
                                        .value = "",
                                        .help = "Only these zones.",
                                        .default_value = "",
                                        .choices = {},
                                        .bare_value = {},
                                        .many = true},
                                       {.name = "--alive",
                                        .value = "",
                                        .help = "Exit 0 if the server answers queries on at least one address, else 1.",
                                        .default_value = "",
                                        .choices = {}}}),
      .run = status};
}

}  // namespace bailiwick::cli
