// What the operator sets for connections.
#pragma once

namespace bailiwick::transport {

struct Limits {
  unsigned connections = 1000;           // open at a time, in the process
  unsigned connections_per_client = 50;  // of one IPv4 address or IPv6 /64
  unsigned idle_timeout_ms = 10'000;     // a connection without a query for that long is closed
  bool operator==(const Limits&) const = default;
};

}  // namespace bailiwick::transport
