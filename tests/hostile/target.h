// A server that packets are thrown at: what comes back, and whether it still answers a normal question. Everything that
// comes back must be a reply that ldns can read, to that packet, and of no more octets than the packet's sender takes.
#pragma once

#include <string>

#include "support/sockets.h"

namespace bailiwick::hostile {

// The zone example., served by all; www.example. has one address.
inline constexpr const char* kZone =
    "example. 3600 IN SOA ns.other. h.other. 1 7200 3600 1209600 300\nexample. 3600 IN NS ns.other.\n"
    "www.example. 3600 IN A 192.0.2.80\n";

struct Outcome {
  std::string rcode;  // or "silence"
  std::string wrong;  // empty, or what must not be
};

class Target {
 public:
  // `pause`: what it needs after each error.
  explicit Target(std::uint16_t port, std::chrono::milliseconds pause = {})
      : port_(port), pause_(pause), udp_("127.0.0.1", port) {}
  // The packet, and then a normal question from the same address.
  Outcome over_udp(const support::Octets& packet);
  // The packet on a connection of its own, which the client then closes in its direction, and a normal question after.
  Outcome over_tcp(const support::Octets& packet);
  // Empty, or why not.
  std::string answers_normally(bool tcp, const std::string& source = "") const;

 private:
  Outcome udp_outcome(const support::Octets& packet);
  Outcome tcp_outcome(const support::Octets& packet) const;

  std::uint16_t port_;
  std::chrono::milliseconds pause_;
  support::UdpSocket udp_;
};

}  // namespace bailiwick::hostile
