// Parents first, then the leaves, which decide which stubs matter, then the NS records of every zone of the graph.
#include "check/reach/universe.h"

#include <algorithm>

#include "check/host.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

class UniverseBuilder {
 public:
  UniverseBuilder(const WorldInput& world, const Origins& origins) : world_(world), origins_(origins) {}
  Universe build() &&;

 private:
  const zone::Zone& zone_of(std::uint32_t input) const { return world_.zones[input].zone; }
  void add_loaded();
  void find_parent(std::uint32_t number);
  void gather_leaves(std::uint32_t input);
  void gather_leaf(std::uint32_t input, zone::NodeId cut);
  void add_edges(std::uint32_t number);
  void add_edge(std::uint32_t number, std::uint32_t rrset, std::uint16_t at, const zone::Record& record);
  void add_own_edges(std::uint32_t number);
  std::uint32_t intern_any(wire::NameView name);
  std::uint32_t intern(wire::NameView name);
  ReachHost examine(wire::NameView name, const zone::HashedName& hashed);
  std::uint32_t stub(std::uint32_t input, zone::NodeId cut);
  std::uint8_t virtual_glue(const ReachZone& zone, const ReachHost& host, bool in_domain) const;
  void find_alike();

  const WorldInput& world_;
  const Origins& origins_;
  Universe universe_;
  zone::NameIndex host_index_;
};

void UniverseBuilder::add_loaded() {
  universe_.graph.zones.resize(world_.zones.size());
  for (std::uint32_t number = 0; number < world_.zones.size(); ++number) {
    ReachZone& zone = universe_.graph.zones[number];
    zone.origin = zone_of(number).origin();
    zone.input = zone.holder = number;
    find_parent(number);
  }
}

// The closest loaded zone above that has the cut. One that encloses the zone without delegating anything there lacks
// it.
void UniverseBuilder::find_parent(std::uint32_t number) {
  ReachZone& zone = universe_.graph.zones[number];
  const zone::HashedName name(zone.origin);
  std::size_t below = name.label_count();
  for (bool first = true; below > 0; first = false) {
    const std::uint32_t above = origins_.closest(name, below);
    if (above == kNobody) return;
    const zone::Zone& encloser = zone_of(above);
    const zone::Zone::Match match = encloser.find(name);
    const zone::NodeId cover = encloser.cover(match.node);
    if (match.exact && cover == match.node && encloser.is_delegation(match.node)) {
      zone.parent = zone.holder = above;
      zone.cut = match.node;
      zone.undelegated = false;
      universe_.begins.emplace(Universe::cut_key(above, match.node), number);
      return;
    }
    if (cover != zone::kNoNode) return;  // inside a stub
    if (first) zone.undelegated = true;
    below = encloser.origin_labels();
  }
}

void UniverseBuilder::gather_leaves(std::uint32_t input) {
  const zone::Zone& zone = zone_of(input);
  for (zone::NodeId node = 1; node < zone.node_count(); ++node)
    if (zone.is_delegation(node) && zone.cover(node) == node && universe_.zone_at(input, node) == kNobody)
      gather_leaf(input, node);
}

void UniverseBuilder::gather_leaf(std::uint32_t input, zone::NodeId cut) {
  const zone::Zone& zone = zone_of(input);
  Leaf leaf{input, cut, rrset_number(zone, cut, rr::Type::NS), 0, 0, false};
  leaf.first_host = static_cast<std::uint32_t>(universe_.leaf_hosts.size());
  std::uint16_t at = 0;
  for (const zone::Record record : zone.rrset(leaf.rrset)) {
    const std::uint16_t number = at++;
    if (record.target != zone::kNoNode) {
      const zone::NodeId cover = zone.cover(record.target);
      if (cover != zone::kNoNode && zone.is_delegation(cover) && has_address(zone, record.target)) {
        leaf.helped = true;
        continue;
      }
    }
    const std::uint32_t host = intern(*rr::target_name(rr::Type::NS, record.rdata));
    if (host == kNobody)
      leaf.helped |= world_.externals;
    else
      universe_.leaf_hosts.push_back({host, number});
  }
  leaf.host_count = static_cast<std::uint16_t>(universe_.leaf_hosts.size() - leaf.first_host);
  if (leaf.host_count > 0 || !leaf.helped) universe_.leaves.push_back(leaf);
}

// The host's number; kNobody for an external one, which is not kept unless a zone of the graph names it.
std::uint32_t UniverseBuilder::intern(wire::NameView name) {
  const zone::HashedName hashed(name);
  auto& hosts = universe_.graph.hosts;
  const auto same = [&](std::uint32_t number) { return wire::equal(hosts[number].name, name); };
  const std::uint32_t known = host_index_.find(hashed.hash(), same);
  if (known != zone::NameIndex::kNone) return known;
  ReachHost host = examine(name, hashed);
  if (host.kind == HostKind::External) return kNobody;
  const auto number = static_cast<std::uint32_t>(hosts.size());
  hosts.push_back(host);
  host_index_.insert(hashed.hash(), number, [&](std::uint32_t n) { return zone::HashedName(hosts[n].name).hash(); });
  return number;
}

ReachHost UniverseBuilder::examine(wire::NameView name, const zone::HashedName& hashed) {
  ReachHost host{.name = name};
  const std::uint32_t input = origins_.closest(hashed);
  if (input == kNobody) return host;
  const zone::Zone& zone = zone_of(input);
  const Host found = examine_host(zone, name, zone.find_exact(name));
  host.holder = input;
  host.node = found.node;
  host.home = input;
  const bool below_cut = found.cover != zone::kNoNode && zone.is_delegation(found.cover);
  if (found.state == HostState::Addressed) host.shown = families_at(zone, found.node);
  if (below_cut) {
    host.kind = HostKind::InStub;
    host.home = stub(input, found.cover);
    host.addresses = host.shown != 0 ? host.shown : kDual;
    return host;
  }
  host.addresses = host.shown;
  switch (found.state) {
    case HostState::Outside:
    case HostState::NoGlue:
    case HostState::NoAddress:
      host.kind = HostKind::NoAddress;
      break;
    case HostState::Addressed:
      host.kind = HostKind::Addressed;
      break;
    case HostState::Alias:
      host.kind = HostKind::Alias;
      break;
    case HostState::BelowDname:
      host.kind = HostKind::BelowDname;
      break;
  }
  return host;
}

std::uint32_t UniverseBuilder::stub(std::uint32_t input, zone::NodeId cut) {
  auto& zones = universe_.graph.zones;
  const auto next = static_cast<std::uint32_t>(zones.size());
  const auto [at, fresh] = universe_.begins.try_emplace(Universe::cut_key(input, cut), next);
  if (fresh) zones.push_back({.origin = zone_of(input).name(cut), .parent = input, .holder = input, .cut = cut});
  return at->second;
}

void UniverseBuilder::add_edges(std::uint32_t number) {
  universe_.graph.zones[number].first_edge = static_cast<std::uint32_t>(universe_.graph.edges.size());
  const std::uint32_t holder = universe_.graph.zones[number].holder;
  const std::uint32_t rrset = rrset_number(zone_of(holder), universe_.graph.zones[number].cut, rr::Type::NS);
  if (rrset == kNobody) return;
  std::uint16_t at = 0;
  for (const zone::Record record : zone_of(holder).rrset(rrset)) add_edge(number, rrset, at++, record);
}

void UniverseBuilder::add_edge(std::uint32_t number, std::uint32_t rrset, std::uint16_t at,
                               const zone::Record& record) {
  ReachGraph& graph = universe_.graph;
  const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
  const std::uint32_t host = intern_any(name);
  ReachZone& zone = graph.zones[number];  // only now: intern() may have added zones
  ReachEdge edge{number, host, rrset, at, 0, wire::is_at_or_below(name, zone.origin)};
  if (zone.parent == kNobody) {
    edge.glue = virtual_glue(zone, graph.hosts[host], edge.in_domain);
  } else if (record.target != zone::kNoNode) {
    const zone::Zone& parent = zone_of(zone.holder);
    const zone::NodeId cover = parent.cover(record.target);
    if (cover != zone::kNoNode && parent.is_delegation(cover)) edge.glue = families_at(parent, record.target);
  }
  graph.edges.push_back(edge);
  ++zone.edge_count;
}

// The child's own word on its name servers, which many resolvers prefer once they have it (RFC 2181 §5.4.1).
void UniverseBuilder::add_own_edges(std::uint32_t number) {
  const ReachZone& zone = universe_.graph.zones[number];
  if (!zone.is_loaded() || zone.parent == kNobody) return;
  const std::uint32_t input = zone.input;
  const wire::NameView origin = zone.origin;
  const std::uint32_t rrset = rrset_number(zone_of(input), zone::kApex, rr::Type::NS);
  if (rrset == kNobody) return;
  std::uint16_t at = 0;
  for (const zone::Record record : zone_of(input).rrset(rrset)) {
    const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
    const std::uint8_t glue =
        record.target == zone::kNoNode ? std::uint8_t{0} : families_at(zone_of(input), record.target);
    universe_.own_edges.push_back({number, intern_any(name), rrset, at++, glue, wire::is_at_or_below(name, origin)});
  }
}

std::uint32_t UniverseBuilder::intern_any(wire::NameView name) {
  auto& hosts = universe_.graph.hosts;
  const std::uint32_t known = intern(name);
  if (known != kNobody) return known;
  const auto host = static_cast<std::uint32_t>(hosts.size());
  hosts.push_back({.name = name});
  host_index_.insert(zone::HashedName(name).hash(), host,
                     [&](std::uint32_t n) { return zone::HashedName(hosts[n].name).hash(); });
  return host;
}

// What a parent that is not loaded is taken to publish: the file of registered hosts says it, or else the operator is
// trusted to have registered what the zones say.
std::uint8_t UniverseBuilder::virtual_glue(const ReachZone& zone, const ReachHost& host, bool in_domain) const {
  if (!in_domain) {
    const bool narrow = zone.input < world_.parents.size() && world_.parents[zone.input] == ParentPolicy::Narrow;
    if (narrow || zone.origin.is_root() || !wire::is_at_or_below(host.name, zone.origin.parent())) return 0;
  }
  if (world_.registered == nullptr) return host.shown;
  const RegisteredHost* registered = world_.registered->find(host.name);
  return registered != nullptr ? registered->families() : std::uint8_t{0};
}

// Two names for one machine are one server: the addresses, sorted and strung together, tell.
void UniverseBuilder::find_alike() {
  std::unordered_map<std::string, std::uint32_t> first_with;
  auto& hosts = universe_.graph.hosts;
  for (std::uint32_t number = 0; number < hosts.size(); ++number) {
    ReachHost& host = hosts[number];
    host.servers_alike = number;
    if (host.shown == 0) continue;
    const zone::Zone& zone = zone_of(host.holder);
    std::string all;
    for (const rr::Type type : {rr::Type::A, rr::Type::AAAA}) {
      if (const auto rrset = zone.find_rrset(host.node, type))
        for (const zone::Record record : *rrset)  // in canonical order
          all.append(reinterpret_cast<const char*>(record.rdata.data()), record.rdata.size());
      all += '/';
    }
    host.servers_alike = first_with.try_emplace(std::move(all), number).first->second;
  }
}

Universe UniverseBuilder::build() && {
  ReachGraph& graph = universe_.graph;
  graph.externals = world_.externals;
  add_loaded();
  for (std::uint32_t input = 0; input < world_.zones.size(); ++input) gather_leaves(input);
  for (std::uint32_t number = 0; number < graph.zones.size(); ++number) {
    add_edges(number);
    add_own_edges(number);
  }
  find_alike();
  const std::size_t zones = graph.zones.size();
  graph.children.fill(zones, zones, [&](std::uint32_t z) { return graph.zones[z].parent; });
  graph.hosts_in.fill(zones, graph.hosts.size(), [&](std::uint32_t h) { return graph.hosts[h].home; });
  graph.users.fill(graph.hosts.size(), graph.edges.size(), [&](std::uint32_t e) { return graph.edges[e].host; });
  return std::move(universe_);
}

}  // namespace

std::uint8_t families_at(const zone::Zone& zone, zone::NodeId node) {
  std::uint8_t families = 0;
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
    const rr::Type type = zone.rrset(number).type();
    if (type == rr::Type::A) families |= kV4;
    if (type == rr::Type::AAAA) families |= kV6;
    if (type > rr::Type::AAAA) break;  // ordered by type
  }
  return families;
}

std::uint32_t rrset_number(const zone::Zone& zone, zone::NodeId node, rr::Type type) {
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number)
    if (zone.rrset(number).type() == type) return static_cast<std::uint32_t>(number);
  return kNobody;
}

Universe build_universe(const WorldInput& world, const Origins& origins) {
  return UniverseBuilder(world, origins).build();
}

}  // namespace bailiwick::check
