// The table of packets, thrown at Bailiwick, nsd and knotd.
#include "hostile/packets.h"

#include <doctest/doctest.h>

#include "hostile/servers.h"

namespace bailiwick::hostile {
namespace {

Outcome throw_at(Target& target, const support::Octets& packet, bool tcp) {
  return tcp ? target.over_tcp(packet) : target.over_udp(packet);
}

std::string shown(const std::vector<Outcome>& outcomes) {
  return "ours " + outcomes[0].rcode + ", nsd " + outcomes[1].rcode + ", knotd " + outcomes[2].rcode;
}

TEST_CASE("every packet of the table has the outcome that it says, and that of the peers unless there is a reason") {
  SideBySide all;
  for (const Packet& packet : read_packets(PACKETS)) {
    bool different = false;
    for (const bool tcp : {false, true}) {
      const std::string& expected = tcp ? packet.over_tcp : packet.over_udp;
      std::vector<Outcome> outcomes;
      for (const auto& target : all.targets) outcomes.push_back(throw_at(*target, packet.octets, tcp));
      INFO(packet.what << (tcp ? ", over TCP: " : ", over UDP: ") << shown(outcomes));
      CHECK(outcomes[0].wrong == "");
      CHECK(outcomes[0].rcode == expected);
      different = different || outcomes[1].rcode != expected || outcomes[2].rcode != expected;
      CHECK((packet.reason != "" || !different));
    }
    INFO(packet.what << ": " << packet.reason);
    CHECK((packet.reason == "" || different));
  }
  CHECK_MESSAGE(all.servers[0]->running(), all.servers[0]->log());
}

}  // namespace
}  // namespace bailiwick::hostile
