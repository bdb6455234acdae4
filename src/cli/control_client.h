// What the commands for a running server have in common: where it is, one request, and what becomes of its reply: the
// lines as they are (--json), or text that the command makes of them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/subcommand.h"
#include "control/protocol.h"

namespace bailiwick::cli {

// --config, --socket, --json; each command has them after its own.
std::vector<Option> with_control_options(std::vector<Option> own);

// What is printed below the options of each command's help.
inline constexpr const char* kControlExitCodes =
    "Exit codes: 0 done, 1 something was rejected, is held or needs attention, 2 wrong usage or a config that\n"
    "cannot be used, 3 internal error, 4 no server is running.";

// What a command makes of each line but those that all have in common (progress, errors). Text goes to standard output.
using Show = std::function<void(const control::Reply&)>;

// Asks the server, and returns the exit code. Progress and errors go to standard error as "bailiwick COMMAND: …".
int ask_server(const Arguments& arguments, const control::Request& request, const Show& show);

// A value with several words, as Option::many puts them together.
std::vector<std::string> words(const Arguments& arguments, std::string_view name);

// Seconds of "10m", "90s", "2h", "1d" or "600"; 0 where it is no duration or longer than a year.
std::uint32_t parse_seconds(std::string_view text);

int usage_error(std::string_view command, const std::string& message);

}  // namespace bailiwick::cli
