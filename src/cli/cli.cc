// Makes a parser of the list of subcommands, and runs the one that was asked for. The only file that includes CLI11.
#include "cli/cli.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>

#include "base/printable.h"
#include "base/version.h"
#include "cli/exit_code.h"
#include "cli/foreign_verbs.h"
#include "cli/subcommand.h"
#include "config/text.h"

namespace bailiwick::cli {
namespace {

constexpr const char* kFooter =
    "Examples:\n"
    "  bailiwick check example.com example.com.zone    is this zone file fit to be served?\n"
    "  bailiwick check                                 the same for the config and all its zones\n"
    "  bailiwick config                                which value is in effect, and why\n"
    "  bailiwick serve --config bailiwick.yaml         run, in the foreground\n"
    "  bailiwick reload                                have the running server read all again\n\n"
    "Exit codes: 0 fine (warnings are), 1 findings of level error, 2 wrong usage or unreadable input,\n"
    "3 internal error, 4 no server is running. `bailiwick SUBCOMMAND --help` says more.";

void add_option(CLI::App& app, const Option& option, Arguments& arguments) {
  std::string& value = arguments[option.name] = option.default_value;
  const bool positional = !option.name.starts_with('-');
  if (!positional && option.value.empty()) {
    app.add_flag_callback(
        option.name, [&value] { value = "1"; }, option.help);
    return;
  }
  CLI::Option* added = app.add_option(option.name, value, option.help);
  if (option.many)
    added->expected(1, CLI::detail::expected_max_vector_size)
        ->allow_extra_args()
        ->multi_option_policy(CLI::MultiOptionPolicy::Join);
  if (!option.bare_value.empty())
    added->expected(0, 1)->default_str(option.bare_value)->option_text('[' + option.value + ']');
  if (!option.choices.empty()) added->check(CLI::IsMember(option.choices));
  std::string type = option.value;
  if (!option.default_value.empty()) type += " [" + option.default_value + ']';
  added->type_name(positional ? "" : type);
}

// A misspelt subcommand gets the nearest one, not a page of help.
bool is_unknown_subcommand(int argc, const char* const* argv) {
  if (argc < 2 || argv[1][0] == '-') return false;
  std::vector<std::string_view> known;
  for (const Subcommand& subcommand : subcommands()) {
    if (subcommand.name == argv[1]) return false;
    known.push_back(subcommand.name);
  }
  if (const std::string_view ours = foreign_verb(argv[1]); !ours.empty()) {
    std::fprintf(stderr, "bailiwick: %s: %s\n", argv[1], std::string(ours).c_str());
    return true;
  }
  std::string message = "bailiwick: there is no subcommand '" + base::printable(argv[1]) + '\'';
  if (const std::string_view near = config::nearest(argv[1], known); !near.empty())
    message += "; did you mean '" + std::string(near) + "'?";
  std::fprintf(stderr, "%s\nTry `bailiwick --help`.\n", message.c_str());
  return true;
}

// What may have been meant by the first option that the subcommand does not have.
std::string advice(const CLI::App& subcommand) {
  for (const std::string& word : subcommand.remaining()) {
    if (!word.starts_with('-')) continue;
    const std::string given = word.substr(0, word.find('='));
    if (given == "--port" || given == "-p" || given == "--listen")
      return "; the port is in the config: `listen: [ADDRESS@PORT]`";
    std::vector<std::string> names;
    for (const CLI::Option* option : subcommand.get_options()) names.push_back("--" + option->get_single_name());
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string_view near = config::nearest(given, known);
    return near.empty() ? "" : "; did you mean " + std::string(near) + '?';
  }
  return {};
}

int complain(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App* at = &app;
  for (const CLI::App* chosen : app.get_subcommands()) at = chosen;
  const std::string name = at == &app ? "bailiwick" : "bailiwick " + at->get_name();
  std::fprintf(stderr, "%s: %s%s\nTry `%s --help`.\n", name.c_str(), base::printable(error.what()).c_str(),
               advice(*at).c_str(), name.c_str());
  return kExitUsage;
}

int parse_and_run(int argc, const char* const* argv) {
  CLI::App app(
      "Bailiwick, an authoritative DNS name server that refuses to go live with a delegation that cannot work.",
      "bailiwick");
  app.footer(kFooter);
  app.set_version_flag("--version", std::string("bailiwick ") + base::kVersion, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.get_formatter()->column_width(34);
  app.require_subcommand(0, 1);
  std::map<std::string_view, Arguments> arguments;
  for (const Subcommand& subcommand : subcommands()) {
    CLI::App* child = app.add_subcommand(subcommand.name, subcommand.summary);
    child->footer(subcommand.details);
    for (const Option& option : subcommand.options) add_option(*child, option, arguments[subcommand.name]);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    return app.exit(help_or_version) == 0 ? kExitOk : kExitUsage;
  } catch (const CLI::ParseError& error) {
    return complain(app, error);
  }
  for (const Subcommand& subcommand : subcommands())
    if (app.got_subcommand(subcommand.name)) return subcommand.run(arguments[subcommand.name]);
  std::fputs(app.help().c_str(), stderr);
  return kExitUsage;
}

// `bailiwick help` and `bailiwick help SUBCOMMAND` are --help.
int run_words(int argc, const char* const* argv) {
  if (argc > 1 && std::string_view(argv[1]) == "help") {
    const char* const words[] = {argv[0], argc > 2 ? argv[2] : "--help", "--help"};
    argc = argc > 2 ? 3 : 2;
    return is_unknown_subcommand(argc, words) ? kExitUsage : parse_and_run(argc, words);
  }
  return is_unknown_subcommand(argc, argv) ? kExitUsage : parse_and_run(argc, argv);
}

// A result that did not arrive must not look like a good one.
int flushed(int exit_code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return exit_code;
  std::fprintf(stderr, "bailiwick: cannot write to standard output: %s\n", std::strerror(errno));
  return kExitInternal;
}

}  // namespace

int run(int argc, const char* const* argv) noexcept {
  try {
    return flushed(run_words(argc, argv));
  } catch (const std::bad_alloc&) {
    std::fputs("bailiwick: not enough memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bailiwick: internal error: %s\n", error.what());
  } catch (...) {
    std::fputs("bailiwick: internal error\n", stderr);
  }
  return kExitInternal;
}

}  // namespace bailiwick::cli
