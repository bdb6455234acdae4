// The one place where a command speaks to the server.
#include "cli/control_client.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>

#include "base/printable.h"
#include "cli/exit_code.h"
#include "config/control.h"
#include "control/client.h"

namespace bailiwick::cli {
namespace {

void complain(const control::Request& request, const std::string& message, const std::string& help) {
  std::fprintf(stderr, "bailiwick %s: %s%s\n", std::string(control::verb_name(request.verb)).c_str(),
               base::printable(message).c_str(), help.empty() ? "" : base::printable(" (fix: " + help + ")").c_str());
}

// On a terminal only: a log needs no lines that say that there is nothing to say.
void show_progress(const control::Progress& progress) {
  if (::isatty(STDERR_FILENO) == 0) return;
  std::string text = base::printable(progress.what);
  if (progress.total != 0) text += ' ' + std::to_string(progress.done) + " of " + std::to_string(progress.total);
  std::fprintf(stderr, "%s ...\n", text.c_str());
}

}  // namespace

std::vector<Option> with_control_options(std::vector<Option> own) {
  own.push_back(config_option());
  own.back().help = "The config that says where the server's socket is.";
  own.push_back({.name = "--socket",
                 .value = "PATH",
                 .help = "The server's socket, instead of control.socket in the config.",
                 .default_value = "",
                 .choices = {}});
  own.push_back({.name = "--json",
                 .value = "",
                 .help = "Print the server's reply as it is: one JSON object per line.",
                 .default_value = "",
                 .choices = {}});
  return own;
}

int ask_server(const Arguments& arguments, const control::Request& request, const Show& show) {
  const std::string& given = arguments.at("--socket");
  const std::string socket = given.empty() ? config::control_socket(arguments.at("--config")) : given;
  const bool as_json = !arguments.at("--json").empty();
  const auto on_reply = [&](const control::Reply& reply, std::string_view line) {
    if (as_json) {
      std::fwrite(line.data(), 1, line.size(), stdout);
      std::fputc('\n', stdout);
    } else if (const auto* progress = std::get_if<control::Progress>(&reply.body)) {
      show_progress(*progress);
    } else if (const auto* failure = std::get_if<control::Failure>(&reply.body)) {
      complain(request, failure->message, failure->help);
    } else {
      show(reply);
    }
    return std::ferror(stdout) == 0;
  };
  const auto exit = control::ask(socket, request, on_reply);
  if (exit) return *exit;
  complain(request, exit.error().message, "");
  return exit.error().exit;
}

std::vector<std::string> words(const Arguments& arguments, std::string_view name) {
  std::vector<std::string> list;
  std::string_view rest = arguments.find(name)->second;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (end != 0) list.emplace_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return list;
}

std::uint32_t parse_seconds(std::string_view text) {
  constexpr std::uint32_t kMost = 365 * 86400;
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number > kMost) return 0;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const std::uint64_t factor = unit.empty() || unit == "s" ? 1
                               : unit == "m"               ? 60
                               : unit == "h"               ? 3600
                               : unit == "d"               ? 86400
                                                           : 0;
  const std::uint64_t seconds = number * factor;
  return seconds > kMost ? 0 : static_cast<std::uint32_t>(seconds);
}

int usage_error(std::string_view command, const std::string& message) {
  const std::string name(command);
  std::fprintf(stderr, "bailiwick %s: %s\nTry `bailiwick %s --help`.\n", name.c_str(), base::printable(message).c_str(),
               name.substr(0, name.find(' ')).c_str());
  return kExitUsage;
}

}  // namespace bailiwick::cli
