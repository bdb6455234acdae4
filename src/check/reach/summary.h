// What other zones, and the checks of all zones together, can depend on in one zone: its name servers, its delegations,
// its aliases and targets, its keys (RFC 9499 §7). Two versions with equal summaries differ in nothing of this; that
// leaves the data at names that other zones use, which are looked up in the zone itself (FoundZones::answers_alike).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "zone/zone.h"

namespace bailiwick::check {

struct DelegationSummary {
  // A name server at the apex, and its addresses as far as they stand in the zone.
  struct Server {
    std::string name;       // wire form, lowered
    std::string addresses;  // rdata of A, a mark, rdata of AAAA, in canonical order; with its state (host.h) before
    bool operator==(const Server&) const = default;
  };
  std::vector<Server> servers;  // in canonical order
  // The rest may be large, a million delegations: counted, and as a digest of 128 bits each. A digest that is the same
  // by chance skips a finding between zones; which zones are found never hangs on it.
  struct Digest {
    std::uint64_t count = 0;  // of RRsets
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    bool operator==(const Digest&) const = default;
  };
  Digest delegations;  // NS and DS of every cut, and all addresses at and below them
  Digest targets;      // CNAME and DNAME of the zone's own data; MX, SRV, SVCB and HTTPS that name a host elsewhere
  Digest keys;         // DNSKEY, CDS and CDNSKEY at the apex

  bool operator==(const DelegationSummary&) const = default;
};

// One pass over the nodes of the zone.
DelegationSummary summarize(const zone::Zone& zone);

}  // namespace bailiwick::check
