// D03, D05, D06 across zones: a host that another loaded zone should have an address for, and has none. Where both
// stand in one file, the checks of one zone say so.
#include <algorithm>

#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

struct DeadHost {
  std::size_t count = 0;
  std::optional<base::Place> first;
  std::vector<std::uint32_t> zones;
};

bool is_dead(const ReachHost& host) {
  switch (host.kind) {
    case HostKind::Addressed:
    case HostKind::InStub:
    case HostKind::External:
      return false;
    case HostKind::Alias:
    case HostKind::BelowDname:
    case HostKind::NoAddress:
      return true;
  }
  return false;
}

std::string_view code_of(HostKind kind) {
  return kind == HostKind::Alias ? "D05" : kind == HostKind::BelowDname ? "D06" : "D03";
}

base::Finding describe(const Report& report, const ReachHost& host, const DeadHost& use) {
  const zone::Zone& home = report.zone_of(host.holder);
  const std::string name = shown(host.name);
  const std::string origin = shown(home.origin());
  base::Finding finding;
  finding.message = "name server " + name;
  finding.places = {*use.first};
  finding.places.front().label = "named as a name server here";
  if (host.kind == HostKind::Alias) {
    finding.message += " is an alias: " + origin + " has a CNAME record instead of addresses";
    const std::uint32_t cname = rrset_number(home, host.node, rr::Type::CNAME);
    if (cname != kNobody) finding.places.push_back(report.place(host.holder, cname, 0, "an alias here"));
    finding.help = "replace the CNAME record by " + address_to_type(host.name);
  } else if (host.kind == HostKind::BelowDname) {
    finding.message += " lies below a DNAME of " + origin + ", and so can have no address";
    finding.help = "name a host in the NS record that does not lie below the DNAME";
  } else {
    finding.message += " has no address in " + origin;
    finding.help = "add " + address_to_type(host.name) + " to " + report.file(host.holder) +
                   ", or name another host in the NS record";
  }
  if (use.count > 1) finding.notes.push_back(std::to_string(use.count) + " NS records name it");
  return finding;
}

}  // namespace

void explain_dead_hosts(const Universe& universe, Report& report) {
  const ReachGraph& graph = report.graph();
  std::vector<DeadHost> uses(graph.hosts.size());
  const auto add = [&](std::uint32_t host, std::uint32_t holder, std::uint32_t rrset, std::uint16_t record) {
    if (uses[host].count++ == 0) uses[host].first = report.place(holder, rrset, record, "");
  };
  for (const ReachEdge& edge : graph.edges) {
    const ReachHost& host = graph.hosts[edge.host];
    const ReachZone& zone = graph.zones[edge.zone];
    if (!is_dead(host) || edge.in_domain || zone.holder == host.holder) continue;
    add(edge.host, zone.holder, edge.rrset, edge.record);
    uses[edge.host].zones.push_back(edge.zone);
  }
  for (const Leaf& leaf : universe.leaves) {
    if (universe.zone_at(leaf.holder, leaf.cut) != kNobody) continue;
    for (std::size_t i = leaf.first_host; i < std::size_t{leaf.first_host} + leaf.host_count; ++i) {
      const LeafHost& named = universe.leaf_hosts[i];
      const ReachHost& host = graph.hosts[named.host];
      if (is_dead(host) && leaf.holder != host.holder) add(named.host, leaf.holder, leaf.rrset, named.record);
    }
  }
  for (std::uint32_t number = 0; number < uses.size(); ++number) {
    const DeadHost& use = uses[number];
    if (use.count == 0) continue;
    const ReachHost& host = graph.hosts[number];
    report.add(base::Level::Error, code_of(host.kind), use.zones, [&] {
      base::Finding finding = describe(report, host, use);
      if (use.zones.empty()) finding.subject = shown(report.zone_of(host.holder).origin());
      return finding;
    });
  }
}

}  // namespace bailiwick::check
