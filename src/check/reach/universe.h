// From zones to the graph of who needs whom: homes of hosts, glue, parents (RFC 9471 §2, RFC 9499 §7). Every NS record
// is looked at once. Delegations that nothing else leans on (leaves) stay out of the graph, so that a TLD's graph is as
// large as its name servers are many, not its domains.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "check/reach/graph.h"
#include "check/reach/origins.h"
#include "check/reach/world.h"

namespace bailiwick::check {

// A delegation whose child is not loaded, and that names a host without glue.
struct Leaf {
  std::uint32_t holder;
  zone::NodeId cut;
  std::uint32_t rrset;
  std::uint32_t first_host;
  std::uint16_t host_count;
  bool helped;  // another of its hosts has glue, or lies in no known zone
};

struct LeafHost {
  std::uint32_t host;
  std::uint16_t record;
};

struct Universe {
  ReachGraph graph;
  std::vector<Leaf> leaves;  // those in the graph are among them
  std::vector<LeafHost> leaf_hosts;
  // The NS records at the apex of loaded zones that a loaded zone delegates; `glue` is what stands in their own file.
  std::vector<ReachEdge> own_edges;
  // (input, node of a cut) → the zone of the graph that begins there.
  std::unordered_map<std::uint64_t, std::uint32_t> begins;

  static std::uint64_t cut_key(std::uint32_t input, zone::NodeId cut) { return std::uint64_t{input} << 32 | cut; }
  std::uint32_t zone_at(std::uint32_t input, zone::NodeId cut) const {
    const auto found = begins.find(cut_key(input, cut));
    return found == begins.end() ? kNobody : found->second;
  }
};

Universe build_universe(const WorldInput& world, const Origins& origins);

// Families of the A and AAAA records at the node.
std::uint8_t families_at(const zone::Zone& zone, zone::NodeId node);
// The RRset of that type at the node by its number in the zone, or kNobody.
std::uint32_t rrset_number(const zone::Zone& zone, zone::NodeId node, rr::Type type);

}  // namespace bailiwick::check
