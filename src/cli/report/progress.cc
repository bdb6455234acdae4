// A thread of its own wakes five times a second; the work itself only adds to a counter.
#include "cli/report/progress.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace bailiwick::cli {
namespace {

constexpr auto kBeforeShowing = std::chrono::seconds(1);
constexpr auto kBetween = std::chrono::milliseconds(200);
constexpr std::uint64_t kMega = 1'000'000;

}  // namespace

Progress::Progress(std::FILE* stream) : stream_(stream) {
  if (::isatty(::fileno(stream)) == 1) thread_ = std::thread([this] { show_until_stopped(); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    erase();
  }
  stop_.notify_all();
  thread_.join();
}

void Progress::begin(std::string what, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  what_ = std::move(what);
  ++begun_;
  size_ += size;
  is_size_known_ = is_size_known_ && size > 0;
}

void Progress::end() {
  const std::lock_guard lock(mutex_);
  what_.clear();
  begun_ = 0;
  size_ = 0;
  is_size_known_ = true;
  octets_read_ = 0;
  erase();
}

void Progress::show_until_stopped() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, kBetween, [this] { return stopped_; })) {
    if (what_.empty() || std::chrono::steady_clock::now() - started_ < kBeforeShowing) continue;
    std::fprintf(stream_, "\r%s\033[K", line().c_str());
    std::fflush(stream_);
    is_shown_ = true;
  }
}

// With the lock held.
std::string Progress::line() const {
  const std::uint64_t read = octets_read_;
  const std::uint64_t done = verifying_.done;
  if (const std::uint64_t names = verifying_.all; done < names)
    return "verifying signatures: " + std::to_string(done * 100 / names) + " % of " + std::to_string(names) + " names";
  const std::string all = begun_ == 1 ? what_ : std::to_string(begun_) + " zones, now " + what_;
  if (!is_size_known_) return "reading " + all;
  if (read >= size_) return "checking " + (begun_ == 1 ? what_ : std::to_string(begun_) + " zones");
  return "reading " + all + ": " + std::to_string(read * 100 / size_) + " % of " +
         std::to_string(std::max<std::uint64_t>(size_ / kMega, 1)) + " MB";
}

// With the lock held.
void Progress::erase() {
  if (!std::exchange(is_shown_, false)) return;
  std::fputs("\r\033[K", stream_);
  std::fflush(stream_);
}

}  // namespace bailiwick::cli
