#include "transport/connection_table.h"

#include "base/assert.h"

namespace bailiwick::transport {

ConnectionTable::Ticket::Ticket(Ticket&& other) noexcept
    : table_(std::exchange(other.table_, nullptr)), place_(other.place_), stamp_(std::move(other.stamp_)) {}

ConnectionTable::Ticket& ConnectionTable::Ticket::operator=(Ticket&& other) noexcept {
  std::swap(table_, other.table_);
  std::swap(place_, other.place_);
  std::swap(stamp_, other.stamp_);
  return *this;
}

ConnectionTable::Ticket::~Ticket() {
  if (table_ != nullptr) table_->release(place_, stamp_.get());
}

bool ConnectionTable::Ticket::move_to(Owner& owner, std::uint64_t id) {
  return table_ != nullptr && table_->move(place_, stamp_.get(), owner, id);
}

ConnectionTable::ConnectionTable(unsigned connections, unsigned connections_per_client)
    : connections_(connections), per_client_(connections_per_client) {}

void ConnectionTable::set_limits(unsigned connections, unsigned connections_per_client) {
  const std::lock_guard lock(mutex_);
  connections_ = connections;
  per_client_ = connections_per_client;
}

ConnectionTable::Admission ConnectionTable::admit(const ClientKey& client, Owner& owner, std::uint64_t id, Time now) {
  auto stamp = std::make_unique<Stamp>(now);
  const std::lock_guard lock(mutex_);
  Admission admission;
  const auto of_client = clients_.find(client);
  if (of_client != clients_.end() && of_client->second.size() >= per_client_) {
    displace_longest_idle(of_client->second);
    admission.displaced = true;
  } else if (all_.size() >= connections_) {
    displace_longest_idle(all_);
    admission.displaced = true;
  }
  const std::size_t place = free_place();
  slots_[place] = {.client = client, .owner = &owner, .id = id, .stamp = stamp.get(), .known = now};
  put(place);
  admission.ticket = Ticket(this, place, std::move(stamp));
  return admission;
}

std::size_t ConnectionTable::size() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

bool ConnectionTable::move(std::size_t place, const Stamp* stamp, Owner& owner, std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  if (slots_[place].stamp != stamp) return false;
  slots_[place].owner = &owner;
  slots_[place].id = id;
  return true;
}

void ConnectionTable::release(std::size_t place, const Stamp* stamp) {
  const std::lock_guard lock(mutex_);
  if (slots_[place].stamp == stamp) vacate(place);
}

// Each step brings one entry up to its true time, and all of them at most: those that are used meanwhile are not waited
// for.
void ConnectionTable::displace_longest_idle(const Order& order) {
  std::size_t place = order.begin()->second;
  for (std::size_t left = order.size(); left > 0 && learn(place); --left) place = order.begin()->second;
  slots_[place].owner->request_close(slots_[place].id);
  vacate(place);
}

// Whether the connection was used after what the orders know. Allocates nothing.
bool ConnectionTable::learn(std::size_t place) {
  Slot& slot = slots_[place];
  const Time used = slot.stamp->used.load(std::memory_order_relaxed);
  if (used <= slot.known) return false;
  const auto of_client = clients_.find(slot.client);
  BAILIWICK_ASSERT(of_client != clients_.end());
  for (Order* order : {&all_, &of_client->second}) {
    auto entry = order->extract({slot.known, place});
    BAILIWICK_ASSERT(!entry.empty());
    entry.value().first = used;
    order->insert(std::move(entry));
  }
  slot.known = used;
  return true;
}

// Into both orders, or, without memory, into neither.
void ConnectionTable::put(std::size_t place) {
  const Slot& slot = slots_[place];
  try {
    all_.emplace(slot.known, place);
    clients_[slot.client].emplace(slot.known, place);
  } catch (...) {
    vacate(place);
    throw;
  }
}

void ConnectionTable::vacate(std::size_t place) {
  Slot& slot = slots_[place];
  if (const auto of_client = clients_.find(slot.client); of_client != clients_.end()) {
    of_client->second.erase({slot.known, place});
    if (of_client->second.empty()) clients_.erase(of_client);
  }
  all_.erase({slot.known, place});
  slot.stamp = nullptr;
  free_.push_back(place);
}

std::size_t ConnectionTable::free_place() {
  if (free_.empty()) {
    slots_.emplace_back();
    free_.reserve(slots_.capacity());  // giving back a place needs no memory
    free_.push_back(slots_.size() - 1);
  }
  const std::size_t place = free_.back();
  free_.pop_back();
  return place;
}

}  // namespace bailiwick::transport
