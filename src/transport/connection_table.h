// All TCP connections of the process, over all workers: how many there are in all and of one client, and which has been
// idle the longest and must go when a limit is reached (RFC 7766 §6.1, §6.2.3). Only a connection's begin and end take
// the lock. That it was used is a time that its own thread writes down and that is read when one has to go: the orders
// are by the times known then, each no later than the true one, so an entry at the front whose time is the true one is
// the longest idle of all.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "transport/address.h"

namespace bailiwick::transport {

using Clock = std::chrono::steady_clock;

class ConnectionTable {
 public:
  using Time = Clock::time_point;

  // Whoever can close a connection.
  class Owner {
   public:
    virtual ~Owner() = default;
    // Called from any thread with the table locked: must only pass the word on. The connection may be gone already.
    virtual void request_close(std::uint64_t id) = 0;
  };

 private:
  // When a connection was last used; on a line of the cache of its own, for its thread writes it with each batch.
  struct alignas(64) Stamp {
    std::atomic<Time> used;
  };

 public:
  // A connection's place in the table, given back when the ticket goes. Must not outlive the table. Belongs to the
  // thread that serves the connection.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept;
    Ticket& operator=(Ticket&& other) noexcept;
    ~Ticket();
    explicit operator bool() const { return table_ != nullptr; }
    // The connection has just been of use. Takes no lock.
    void touch(Time now = Clock::now()) {
      if (stamp_ != nullptr) stamp_->used.store(now, std::memory_order_relaxed);
    }
    // From now on `owner` serves the connection, as `id`. False if it has lost its place before and must be closed.
    bool move_to(Owner& owner, std::uint64_t id);

   private:
    friend class ConnectionTable;
    Ticket(ConnectionTable* table, std::size_t place, std::unique_ptr<Stamp> stamp)
        : table_(table), place_(place), stamp_(std::move(stamp)) {}
    ConnectionTable* table_ = nullptr;
    std::size_t place_ = 0;
    std::unique_ptr<Stamp> stamp_;
  };

  struct Admission {
    Ticket ticket;
    bool displaced = false;  // another connection was told to close for this one
  };

  // Each at least 1.
  ConnectionTable(unsigned connections, unsigned connections_per_client);
  // From now on; connections above a lowered limit are not closed.
  void set_limits(unsigned connections, unsigned connections_per_client);

  // Takes in a connection `id` of `owner`. At the client's limit its own longest idle connection is told to close, at
  // the limit in all the longest idle of all; that one's place is free at once. Any thread.
  Admission admit(const ClientKey& client, Owner& owner, std::uint64_t id, Time now = Clock::now());
  std::size_t size() const;

 private:
  // Places by the time of use that is known, the longest idle first.
  using Order = std::set<std::pair<Time, std::size_t>>;
  struct Slot {
    ClientKey client{};
    Owner* owner = nullptr;
    std::uint64_t id = 0;
    const Stamp* stamp = nullptr;  // null: free. A displaced ticket has another, and knows the place as not its own
    Time known{};                  // the time of use by which it is in the orders
  };

  bool move(std::size_t place, const Stamp* stamp, Owner& owner, std::uint64_t id);
  void release(std::size_t place, const Stamp* stamp);
  void displace_longest_idle(const Order& order);
  bool learn(std::size_t place);
  void put(std::size_t place);
  void vacate(std::size_t place);
  std::size_t free_place();

  mutable std::mutex mutex_;
  unsigned connections_;
  unsigned per_client_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> free_;
  Order all_;
  std::map<ClientKey, Order> clients_;
};

}  // namespace bailiwick::transport
