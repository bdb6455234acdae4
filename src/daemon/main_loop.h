// The main thread while the workers serve: signals, the watchdog, the metrics, reloads on a thread of their own, and
// the end.
#pragma once

#include <string>

#include "daemon/service.h"

namespace bailiwick::daemon {

// Starts `service` at `addresses` and serves until SIGTERM or SIGINT has ended all workers. SIGHUP may be blocked until
// here. Never returns where an end is forced (a second signal, a worker that hangs, a reload that is still at work):
// the process then exits from within.
void serve_until_signal(Service& service, std::vector<OpenedAddress> addresses, std::vector<OpenedAddress> metrics);

}  // namespace bailiwick::daemon
