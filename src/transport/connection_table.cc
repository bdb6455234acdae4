#include "transport/connection_table.h"

#include <utility>

#include "base/assert.h"

namespace bailiwick::transport {

ConnectionTable::Ticket::Ticket(Ticket&& other) noexcept
    : table_(std::exchange(other.table_, nullptr)), slot_(other.slot_), serial_(other.serial_) {}

ConnectionTable::Ticket& ConnectionTable::Ticket::operator=(Ticket&& other) noexcept {
  std::swap(table_, other.table_);
  std::swap(slot_, other.slot_);
  std::swap(serial_, other.serial_);
  return *this;
}

ConnectionTable::Ticket::~Ticket() {
  if (table_ != nullptr) table_->release(slot_, serial_);
}

void ConnectionTable::Ticket::touch() {
  if (table_ != nullptr) table_->touch(slot_, serial_);
}

ConnectionTable::ConnectionTable(unsigned connections, unsigned connections_per_client)
    : connections_(connections), per_client_(connections_per_client) {}

void ConnectionTable::set_limits(unsigned connections, unsigned connections_per_client) {
  const std::lock_guard lock(mutex_);
  connections_ = connections;
  per_client_ = connections_per_client;
}

ConnectionTable::Admission ConnectionTable::admit(const ClientKey& client, Owner& owner, std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  Admission admission;
  const auto of_client = clients_.find(client);
  if (of_client != clients_.end() && of_client->second.size() >= per_client_) {
    displace(of_client->second.front());
    admission.displaced = true;
  } else if (all_.size() >= connections_) {
    displace(all_.front());
    admission.displaced = true;
  }
  const std::size_t place = free_place();
  Slot& slot = slots_[place];
  slot.client = client;
  slot.owner = &owner;
  slot.id = id;
  slot.serial = next_serial_++;
  slot.in_all = all_.insert(all_.end(), place);
  Order& clients_own = clients_[client];
  slot.in_client = clients_own.insert(clients_own.end(), place);
  admission.ticket = Ticket(this, place, slot.serial);
  return admission;
}

std::size_t ConnectionTable::size() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

void ConnectionTable::touch(std::size_t place, std::uint64_t serial) {
  const std::lock_guard lock(mutex_);
  const Slot& slot = slots_[place];
  if (slot.serial != serial || slot.owner == nullptr) return;
  all_.splice(all_.end(), all_, slot.in_all);
  Order& clients_own = clients_.find(slot.client)->second;
  clients_own.splice(clients_own.end(), clients_own, slot.in_client);
}

void ConnectionTable::release(std::size_t place, std::uint64_t serial) {
  const std::lock_guard lock(mutex_);
  if (slots_[place].serial == serial && slots_[place].owner != nullptr) vacate(place);
}

void ConnectionTable::displace(std::size_t place) {
  slots_[place].owner->request_close(slots_[place].id);
  vacate(place);
}

void ConnectionTable::vacate(std::size_t place) {
  Slot& slot = slots_[place];
  const auto of_client = clients_.find(slot.client);
  BAILIWICK_ASSERT(of_client != clients_.end());
  of_client->second.erase(slot.in_client);
  if (of_client->second.empty()) clients_.erase(of_client);
  all_.erase(slot.in_all);
  slot.owner = nullptr;
  free_.push_back(place);
}

std::size_t ConnectionTable::free_place() {
  if (free_.empty()) {
    slots_.emplace_back();
    free_.push_back(slots_.size() - 1);
  }
  const std::size_t place = free_.back();
  free_.pop_back();
  return place;
}

}  // namespace bailiwick::transport
