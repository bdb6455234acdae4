// All TCP connections of the process, over all workers: how many there are in all and of one client, and which has been
// idle the longest and must go when a limit is reached (RFC 7766 §6.1, §6.2.3). Locked: accepting is not the hot path.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <vector>

#include "transport/address.h"

namespace bailiwick::transport {

class ConnectionTable {
 public:
  // Whoever can close a connection.
  class Owner {
   public:
    virtual ~Owner() = default;
    // Called from any thread with the table locked: must only pass the word on. The connection may be gone already.
    virtual void request_close(std::uint64_t id) = 0;
  };

  // A connection's place in the table, given back when the ticket goes. Must not outlive the table.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept;
    Ticket& operator=(Ticket&& other) noexcept;
    ~Ticket();
    explicit operator bool() const { return table_ != nullptr; }
    // The connection has just been of use.
    void touch();

   private:
    friend class ConnectionTable;
    Ticket(ConnectionTable* table, std::size_t slot, std::uint64_t serial)
        : table_(table), slot_(slot), serial_(serial) {}
    ConnectionTable* table_ = nullptr;
    std::size_t slot_ = 0;
    std::uint64_t serial_ = 0;
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
  Admission admit(const ClientKey& client, Owner& owner, std::uint64_t id);
  std::size_t size() const;

 private:
  // Places, the longest idle first.
  using Order = std::list<std::size_t>;
  struct Slot {
    ClientKey client{};
    Owner* owner = nullptr;  // null: free
    std::uint64_t id = 0;
    std::uint64_t serial =
        0;  // of the admission, so that a displaced ticket knows that the place is not its own any more
    Order::iterator in_all;
    Order::iterator in_client;
  };

  void touch(std::size_t place, std::uint64_t serial);
  void release(std::size_t place, std::uint64_t serial);
  void displace(std::size_t place);
  void vacate(std::size_t place);
  std::size_t free_place();

  mutable std::mutex mutex_;
  unsigned connections_;
  unsigned per_client_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> free_;
  Order all_;
  std::map<ClientKey, Order> clients_;
  std::uint64_t next_serial_ = 1;
};

}  // namespace bailiwick::transport
