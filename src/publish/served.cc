#include "publish/served.h"

#include <utility>

namespace bailiwick::publish {

Publisher::Publisher(Served first) : current_(std::move(first)) {}

void Publisher::publish(Served next) {
  {
    const std::lock_guard lock(mutex_);
    if (current_.zones != next.zones) retired_.push_back(std::move(current_.zones));
    current_ = std::move(next);
  }
  generation_.fetch_add(1, std::memory_order_release);
}

// Nobody can get hold of a retired set any more, so that a count of one, our own, stays one.
std::size_t Publisher::free_retired() {
  std::vector<std::shared_ptr<const answer::ZoneSet>> unused;  // freed when nobody waits for the lock any more
  const std::lock_guard lock(mutex_);
  for (auto& zones : retired_)
    if (zones.use_count() == 1) unused.push_back(std::move(zones));
  std::erase(retired_, nullptr);
  return retired_.size();
}

Served Publisher::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void Subscriber::refresh() {
  // Read first: should another publication come in between, the next call sees it.
  generation_ = publisher_.generation();
  served_ = publisher_.current();
}

}  // namespace bailiwick::publish
