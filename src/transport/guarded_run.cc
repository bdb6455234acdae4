#include "transport/guarded_run.h"

#include <chrono>
#include <exception>
#include <thread>

#include "transport/unexpected_log.h"

namespace bailiwick::transport {
namespace {

constexpr auto kPause = std::chrono::milliseconds(10);  // until there may be memory again

}  // namespace

void run_guarded(asio::io_context& context, const std::function<void()>& rearm) noexcept {
  UnexpectedLog unexpected;
  for (bool is_armed = true;;) {
    try {
      if (!is_armed) rearm();
      is_armed = true;
      context.run();
      return;
    } catch (const std::exception& error) {
      unexpected.log(error);
      if (!is_armed) std::this_thread::sleep_for(kPause);
      is_armed = false;
    }
  }
}

}  // namespace bailiwick::transport
