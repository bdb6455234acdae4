// The command's end of the control socket: one request, and its reply line by line. Blocks; needs no other library.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <string>
#include <string_view>

#include "control/protocol.h"

namespace bailiwick::control {

struct ClientError {
  int exit = kExitInternal;  // kExitNotNow: no server is running there; kExitUsage: this user may not ask it
  std::string message;       // without a full stop, e.g. "no server is running (no answer at /run/bailiwick/control)"
};

struct Patience {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds silence{60'000};  // between two lines; a server that works says so every ten seconds
};

// Called with each line of the reply, and with the line itself without its line feed. False: the rest is not wanted.
using OnReply = std::function<bool(const Reply& reply, std::string_view line)>;

// Asks the server at `path`. Returns the exit of the reply's last line, kExitInternal if `on_reply` did not want it.
std::expected<int, ClientError> ask(const std::string& path, const Request& request, const OnReply& on_reply,
                                    Patience patience = {});

}  // namespace bailiwick::control
