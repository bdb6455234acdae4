// Independent pieces of work on all cores. Who calls it decides the order of the results, by the place that each piece
// writes to.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace bailiwick::base {

// Asked of the system once, which opens a file each time.
inline std::size_t core_count() {
  static const std::size_t count = std::max(1u, std::thread::hardware_concurrency());
  return count;
}

// Calls work(i) once for each i below `count`, the lower ones first, on as many threads as there are cores; returns
// when all are done. Where one throws, the rest is done all the same, and one of the exceptions is thrown on.
template <class Work>
void in_parallel(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::mutex failing;
  std::exception_ptr failure;
  const auto run = [&]() noexcept {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i);
      } catch (...) {
        const std::scoped_lock lock(failing);
        failure = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> helpers;
    try {
      for (std::size_t i = 1; i < std::min(core_count(), count); ++i) helpers.emplace_back(run);
    } catch (const std::system_error&) {
      // No more threads are to be had: those that run do it.
    }
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace bailiwick::base
