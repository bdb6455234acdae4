#include "transport/unexpected_log.h"

#include <string>

#include "base/log.h"

namespace bailiwick::transport {
namespace {

constexpr auto kEvery = std::chrono::minutes(1);

}  // namespace

void UnexpectedLog::log(const std::exception& error) noexcept {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kEvery;
  try {
    base::log::error(std::string("unexpected error; still serving: ") + error.what());
  } catch (const std::exception&) {
    // No memory for the line, either.
  }
}

void UnexpectedLog::log(const std::exception_ptr& error) noexcept {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    log(e);
  }
}

}  // namespace bailiwick::transport
