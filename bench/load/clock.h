// The time, and the nap of a generator that found nothing to do. SIGTERM must be blocked (main.cc does): it is taken in
// the nap, so that a run can be ended early and still report.
#pragma once

#include <csignal>
#include <cstdint>
#include <ctime>

namespace bailiwick::bench {

inline constexpr std::int64_t ns_a_second = 1'000'000'000;

inline std::int64_t clock_ns() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * ns_a_second + now.tv_nsec;
}

// Sleeps for `us` microseconds, under a second. Returns whether SIGTERM came.
inline bool nap_until_ended(unsigned us) {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  const timespec nap{0, static_cast<long>(us) * 1000};
  return sigtimedwait(&ending, nullptr, &nap) == SIGTERM;
}

}  // namespace bailiwick::bench
