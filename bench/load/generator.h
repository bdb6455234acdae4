// A closed loop of bursts. Each port (a connected UDP socket) has at most one burst outstanding; as long as fewer than
// `window` questions are, the port idle for longest sends the next burst as one UDP_SEGMENT datagram, which the kernel
// cuts up only on the way into the server's socket, on this process's core. The window bounds what can be lost to the
// server's receive buffer and keeps it from ever running dry. When a pass over the ports finds nothing, the process
// sleeps instead of polling: a socket nobody waits on costs the server's send path no wake-up.
// With a rate the loop is open: bursts leave when they are due, whatever is outstanding, and latency is counted from
// when a burst was due, so that a server that stops for a while is charged with every question of that while.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "common/address.h"
#include "load/bursts.h"
#include "load/judge.h"
#include "load/tally.h"

namespace bailiwick::bench {

struct Plan {
  unsigned ports = 64;
  unsigned window = 192;  // questions outstanding
  double seconds = 5;
  double rate = 0;                      // questions a second; 0: closed loop
  std::uint64_t limit = 1'000'000'000;  // questions sent
  unsigned timeout_ms = 500;            // after which a question counts as lost
  unsigned nap_us = 100;
  bool any_reply = false;    // an echo is right, too
  unsigned connections = 0;  // over TCP instead
  unsigned depth = 10;       // questions outstanding on each
};

class Generator {
 public:
  Generator(Bursts& bursts, const Plan& plan);
  ~Generator();
  Generator(const Generator&) = delete;
  Generator& operator=(const Generator&) = delete;

  base::Result<void> open(const Address& server);
  // Runs for plan.seconds, or until plan.limit questions are sent or SIGTERM comes, and then until the last is answered
  // or lost.
  Tally run();

 private:
  struct Port {
    int fd = -1;
    const Burst* burst = nullptr;
    std::uint64_t pending = 0;   // bit i: question i of the burst is outstanding
    std::uint16_t sequence = 0;  // its low ten bits are the upper ten of the ids
    std::int64_t sent_ns = 0;
    std::int64_t due_ns = 0;  // the same in a closed loop
  };

  bool is_due(std::int64_t now_ns) const;
  bool send_burst(Port& port, std::int64_t now_ns);
  unsigned receive(Port& port);
  void account(Port& port, base::Bytes head, std::size_t length, std::int64_t now_ns);
  void count_dropped();
  unsigned collect(std::int64_t now_ns);
  void fill(std::int64_t now_ns);

  Bursts& bursts_;
  const Plan plan_;
  Tally tally_;
  std::vector<Port> ports_;
  std::deque<Port*> idle_;
  std::vector<Port*> busy_;  // oldest first
  std::size_t next_burst_ = 0;
  unsigned outstanding_ = 0;
  std::int64_t next_due_ns_ = 0;  // open loop
  bool caught_up_ = true;         // false while the server holds all ports
};

}  // namespace bailiwick::bench
