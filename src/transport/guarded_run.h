// Runs an io_context so that nothing a handler throws ends the thread or leaves a socket unserved: the error is logged,
// and whatever has lost its handler gets one again.
#pragma once

#include <functional>

#include "transport/asio.h"

namespace bailiwick::transport {

// Until `context` is stopped or, having no more work, done. After a handler threw, `rearm` is called on this thread: it
// sees to it that each socket and timer in use is waited for. Should it throw, too, it is called again a little later.
void run_guarded(asio::io_context& context, const std::function<void()>& rearm) noexcept;

}  // namespace bailiwick::transport
