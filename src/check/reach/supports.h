// Why each zone was found at the last mark() of FoundZones, from what the versions said then and nothing else: not from
// the order in which anything was worked out. The depth of a zone is the step of the fixpoint (checks.md §2.4) that
// finds it; its support is the first server in canonical order that finds it at that depth. A support leans on zones of
// less depth only.
#pragma once

#include <unordered_map>
#include <vector>

#include "check/reach/found_zones.h"

namespace bailiwick::check {

class Supports {
 public:
  struct Support {
    HostId host = kNobody;  // kNobody: the root, which needs none
    bool glue = false;      // the parent published its address
    ZoneId home = kNobody;  // the zone that had to be found for its address, if it took one
  };
  Supports(const FoundZones& zones, LeftOut left_out) : zones_(zones), left_out_(left_out) {}

  // Of a zone that was found then. The depths of what it leaned on are worked out once.
  Support of(ZoneId zone);

 private:
  struct Waiting {
    std::uint32_t parent = kNobody;  // depths, kNobody: not known yet
    std::uint32_t server = kNobody;
  };
  // What an NS record led to then: an address at once, an address in a zone, or nothing.
  enum class Way : std::uint8_t { None, AtOnce, Home };
  Way way_of(const FoundEdge& edge, ZoneId& home) const;
  void find_depths(ZoneId zone);
  template <class Visit>
  void for_each_source(ZoneId zone, Visit visit) const;
  Waiting wait_of(ZoneId zone) const;

  const FoundZones& zones_;
  LeftOut left_out_;
  std::unordered_map<ZoneId, std::uint32_t> depths_;
};

}  // namespace bailiwick::check
