// What our own code or a library throws where nothing should, most likely for want of memory: a line in the log, once a
// minute at most, for it may come with each packet. Belongs to one thread.
#pragma once

#include <chrono>
#include <exception>

namespace bailiwick::transport {

class UnexpectedLog {
 public:
  void log(const std::exception& error) noexcept;
  void log(const std::exception_ptr& error) noexcept;

 private:
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace bailiwick::transport
