// What the workers serve right now, and how it is replaced under their feet: a worker compares one number per batch and
// takes a lock only after that number has moved. What was served before is kept by the publisher until no worker holds
// it, so that it is freed on the publishing thread and never by a worker.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "answer/settings.h"
#include "answer/zone_set.h"

namespace bailiwick::publish {

// All that an answer depends on.
struct Served {
  std::shared_ptr<const answer::ZoneSet> zones;
  answer::Settings settings;
};

class Publisher {
 public:
  explicit Publisher(Served first);

  // From any thread but a worker's.
  void publish(Served next);
  // Frees the sets of earlier publications that nobody serves any more. Returns how many are still in use. From the
  // publishing thread.
  std::size_t free_retired();

  // Any thread.
  Served current() const;
  std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }

 private:
  std::atomic<std::uint64_t> generation_ = 1;
  mutable std::mutex mutex_;
  Served current_;
  std::vector<std::shared_ptr<const answer::ZoneSet>> retired_;
};

// One worker's view. Used by that worker's thread only.
class Subscriber {
 public:
  explicit Subscriber(const Publisher& publisher) : publisher_(publisher) { refresh(); }

  // What to serve now; stays as it is until the next call.
  const Served& served() {
    if (publisher_.generation() != generation_) [[unlikely]]
      refresh();
    return served_;
  }

 private:
  void refresh();

  const Publisher& publisher_;
  std::uint64_t generation_ = 0;
  Served served_;
};

}  // namespace bailiwick::publish
