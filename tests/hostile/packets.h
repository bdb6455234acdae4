// The table of packets as data (the file `packets` says how), and what a server makes of one.
#pragma once

#include <string>
#include <vector>

#include "support/sockets.h"

namespace bailiwick::hostile {

struct Packet {
  std::string what;
  support::Octets octets;
  std::string over_udp, over_tcp;  // the outcome: an rcode, or "silence"
  std::string reason;              // why not what the peers do
};

// Throws std::runtime_error at a line that it does not understand.
std::vector<Packet> read_packets(const std::string& path);

}  // namespace bailiwick::hostile
