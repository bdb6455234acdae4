// What a command is at, in one line of a terminal that is erased again: shown only where the stream is a terminal and
// the command has run for a second.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

#include "check/check.h"

namespace bailiwick::cli {

class Progress {
 public:
  explicit Progress(std::FILE* stream);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // From here on `what` (printable) is worked at, too, of which `size` octets are to be read; 0: not known.
  void begin(std::string what, std::uint64_t size);
  // Erases the line: something else is to be printed.
  void end();
  // Grows while reading: of all that was begun.
  std::atomic<std::uint64_t>* octets_read() { return &octets_read_; }
  // Grows while signatures are verified.
  check::Verifying* verifying() { return &verifying_; }

 private:
  void show_until_stopped();
  std::string line() const;
  void erase();

  std::FILE* stream_;
  std::atomic<std::uint64_t> octets_read_ = 0;
  check::Verifying verifying_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::mutex mutex_;  // all below
  std::condition_variable stop_;
  bool stopped_ = false;
  bool is_shown_ = false;
  std::string what_;           // the last one
  std::size_t begun_ = 0;      // since the last end()
  std::uint64_t size_ = 0;     // of all of them
  bool is_size_known_ = true;  // of all of them
  std::thread thread_;         // none where nothing is shown
};

}  // namespace bailiwick::cli
