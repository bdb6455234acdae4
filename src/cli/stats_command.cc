// `bailiwick stats`: the counters since the start, or what they gain per second over a time. Reading resets nothing.
#include <chrono>
#include <cstdio>
#include <optional>
#include <thread>

#include "base/printable.h"
#include "cli/control_client.h"
#include "cli/exit_code.h"
#include "cli/subcommand.h"

namespace bailiwick::cli {
namespace {

constexpr std::uint32_t kLongestRate = 3600;

int read_stats(const Arguments& arguments, std::optional<control::Stats>& stats) {
  return ask_server(arguments, {.verb = control::Verb::Stats}, [&](const control::Reply& reply) {
    if (const auto* read = std::get_if<control::Stats>(&reply.body)) stats = *read;
  });
}

void print_counters(const control::Stats& stats) {
  for (const auto& [name, value] : stats.counters)
    std::printf("%s %llu\n", base::printable(name).c_str(), static_cast<unsigned long long>(value));
}

int print_rates(const control::Stats& before, const control::Stats& after) {
  if (before.started != after.started || after.now_ms <= before.now_ms) {
    std::fputs("bailiwick stats: the server was restarted in between\n", stderr);
    return kExitFindings;
  }
  const double seconds = static_cast<double>(after.now_ms - before.now_ms) / 1000;
  for (std::size_t i = 0; i < std::min(before.counters.size(), after.counters.size()); ++i) {
    const auto gained = static_cast<double>(after.counters[i].second - before.counters[i].second);
    std::printf("%s %.1f/s\n", base::printable(after.counters[i].first).c_str(), gained / seconds);
  }
  return kExitOk;
}

int stats(const Arguments& arguments) {
  const std::string& rate = arguments.at("--rate");
  const std::uint32_t seconds = rate.empty() ? 0 : parse_seconds(rate);
  if (!rate.empty() && (seconds == 0 || seconds > kLongestRate))
    return usage_error("stats", "--rate takes a time from 1s to 1h, not '" + rate + '\'');
  std::optional<control::Stats> before, after;
  if (const int exit = read_stats(arguments, before); exit != kExitOk) return exit;
  const bool as_json = !arguments.at("--json").empty();
  if (seconds == 0) {
    if (before) print_counters(*before);
    return kExitOk;
  }
  std::fflush(stdout);
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  if (const int exit = read_stats(arguments, after); exit != kExitOk) return exit;
  return as_json || !before || !after ? kExitOk : print_rates(*before, *after);
}

}  // namespace

Subcommand stats_subcommand() {
  return {
      .name = "stats",
      .summary = "Print the counters of the running server",
      .details = std::string("Reading does not reset them.\n\n"
                             "Examples:\n"
                             "  bailiwick stats\n"
                             "  bailiwick stats --rate 5s\n\n") +
                 kControlExitCodes,
      .options = with_control_options({{.name = "--rate",
                                        .value = "TIME",
                                        .help = "Wait this long, then print the increase of each counter per second.",
                                        .default_value = "",
                                        .choices = {}}}),
      .run = stats};
}

}  // namespace bailiwick::cli
