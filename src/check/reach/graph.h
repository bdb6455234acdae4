// Who needs whom, over all zones: zones, the hosts that serve them, and the state that the fixpoint found. Worked out
// by check_world and then read only: for pictures, for the registrar's sheet and for tests. It borrows names from the
// zones of the WorldInput, which must outlive it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::check {

inline constexpr std::uint32_t kNobody = 0xffffffff;

// A set of address families.
inline constexpr std::uint8_t kV4 = 1;
inline constexpr std::uint8_t kV6 = 2;
inline constexpr std::uint8_t kDual = kV4 | kV6;

// What it takes to find a zone's servers from the root on.
enum class Reach : std::uint8_t {
  Solid,      // nothing but addresses that the parent must publish
  External,   // also servers in zones that are not loaded
  Sibling,    // also glue for hosts in sibling zones, which a parent may publish or not (RFC 9471 §2.2)
  Unreached,  // no resolver can find it
};

// Which clients: those with IPv4 only, with IPv6 only, with both.
enum class Clients : std::uint8_t { V4, V6, Both };

enum class HostKind : std::uint8_t {
  Addressed,   // a loaded zone has its address
  InStub,      // in a delegated zone that is not loaded: taken to have one there
  External,    // in no zone that is known here
  Alias,       // a loaded zone has a CNAME instead
  BelowDname,  // a DNAME of a loaded zone takes over its name
  NoAddress,   // a loaded zone should have its address, and has none
};

// A zone whose reachability matters to others or to us: every loaded one, and of the delegated ones that are not loaded
// (stubs) those that hold a host without glue.
struct ReachZone {
  wire::NameView origin;
  std::uint32_t input = kNobody;   // loaded: its number in the WorldInput
  std::uint32_t parent = kNobody;  // the loaded zone that delegates it; kNobody: a virtual one, always reachable
  std::uint32_t holder = 0;        // the input whose file holds its NS set: the parent's, or its own
  zone::NodeId cut = zone::kApex;  // the NS set's node there
  std::uint32_t first_edge = 0;
  std::uint32_t edge_count = 0;
  std::array<Reach, 3> reach = {Reach::Unreached, Reach::Unreached, Reach::Unreached};  // by Clients
  std::uint32_t core = kNobody;                                                         // the circle that it is part of
  std::uint32_t cause = kNobody;  // unreached and in no circle: the zone without which it would work
  std::uint32_t depth = 0;        // zones that must be resolved one inside the other to find a server
  bool undelegated = false;       // a loaded zone encloses it and has no delegation for it

  bool is_loaded() const { return input != kNobody; }
  Reach state(Clients clients) const { return reach[static_cast<std::size_t>(clients)]; }
};

struct ReachHost {
  wire::NameView name;
  HostKind kind = HostKind::External;
  std::uint8_t shown = 0;                 // families of the addresses that stand in loaded zones
  std::uint8_t addresses = 0;             // families that its home would answer with
  std::uint32_t home = kNobody;           // the zone that it lies in
  std::uint32_t holder = kNobody;         // the input whose data were looked at
  zone::NodeId node = zone::kNoNode;      // its data there
  std::uint32_t servers_alike = kNobody;  // the first host with the same addresses: they fail together
};

// One NS record: a zone and one of its hosts.
struct ReachEdge {
  std::uint32_t zone;
  std::uint32_t host;
  std::uint32_t rrset;   // in the file of the zone's holder
  std::uint16_t record;  // of that RRset
  std::uint8_t glue;     // families of the addresses that the parent publishes with the delegation
  bool in_domain;        // the host lies at or below the zone's own name
};

// A circle of zones that can only be reached through each other.
struct ReachCore {
  std::vector<std::uint32_t> zones;    // in canonical order of their names
  std::vector<std::uint32_t> hops;     // the shortest way round: each zone once
  std::vector<std::uint32_t> edges;    // of each hop, the NS record that leads on; kNobody: it needs its parent
  std::vector<std::uint32_t> victims;  // zones outside that depend on it
};

// From numbers to lists of numbers.
class Lists {
 public:
  std::span<const std::uint32_t> operator[](std::size_t at) const {
    return {items_.data() + first_[at], first_[at + 1] - first_[at]};
  }
  // `key(item)` for items 0..count-1 gives the list that it goes into, or kNobody.
  template <class Key>
  void fill(std::size_t lists, std::size_t count, Key key) {
    first_.assign(lists + 1, 0);
    for (std::uint32_t i = 0; i < count; ++i)
      if (key(i) != kNobody) ++first_[key(i) + 1];
    for (std::size_t i = 0; i < lists; ++i) first_[i + 1] += first_[i];
    items_.resize(first_[lists]);
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (std::uint32_t i = 0; i < count; ++i)
      if (key(i) != kNobody) items_[at[key(i)]++] = i;
  }

 private:
  std::vector<std::uint32_t> first_ = {0};
  std::vector<std::uint32_t> items_;
};

struct ReachGraph {
  std::vector<ReachZone> zones;  // the loaded ones first, numbered as in the WorldInput
  std::vector<ReachHost> hosts;
  std::vector<ReachEdge> edges;  // those of a zone in a row, in the order of the NS records
  Lists children;                // zone → zones that it delegates
  Lists hosts_in;                // zone → hosts that it is the home of
  Lists users;                   // host → edges
  std::vector<ReachCore> cores;
  // Zone → the hosts (the first of those alike) whose loss alone makes it unreachable; at most kMostSingle.
  std::vector<std::vector<std::uint32_t>> single;
  bool externals = true;  // servers in zones that are not loaded are taken to work

  static constexpr std::size_t kMostSingle = 16;
  std::span<const ReachEdge> edges_of(const ReachZone& zone) const {
    return {edges.data() + zone.first_edge, zone.edge_count};
  }
};

}  // namespace bailiwick::check
