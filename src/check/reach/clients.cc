// C08: zones that only some clients can reach, for want of IPv4 or IPv6 on the way. C12: zones whose servers lie where
// this server cannot look.
#include <algorithm>
#include <map>

#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

// Addresses of that family that a server of the zone has, and its glue in the loaded parent has not.
std::string lacking_glue(const Report& report, const ReachZone& zone, rr::Type type) {
  if (zone.parent == kNobody) return {};
  const std::uint8_t family = type == rr::Type::A ? kV4 : kV6;
  for (const ReachEdge& edge : report.graph().edges_of(zone)) {
    const ReachHost& host = report.graph().hosts[edge.host];
    if (!edge.in_domain || (edge.glue & family) != 0 || host.kind != HostKind::Addressed) continue;
    std::string lines;
    for (const std::string& address : address_texts(report.zone_of(host.holder), host.node, type))
      lines += (lines.empty() ? "`" : ", `") + wire::to_text(host.name) +
               (type == rr::Type::A ? " IN A " : " IN AAAA ") + address + '`';
    if (!lines.empty()) return "add " + lines + " to " + report.file(zone.holder);
  }
  return {};
}

void tell_family(Report& report, std::uint32_t number, Clients clients) {
  const ReachZone& zone = report.graph().zones[number];
  if (zone.state(clients) != Reach::Unreached) return;
  const bool v4 = clients == Clients::V4;
  report.add(v4 ? base::Level::Warning : base::Level::Info, "C08", number, [&] {
    base::Finding finding;
    const std::string family = v4 ? "IPv4" : "IPv6";
    finding.message = report.name(number) + " cannot be reached by clients that have " + family + " only";
    finding.places = report.delegation(number, "no server here has " + family + " all the way from the root");
    finding.help = lacking_glue(report, zone, v4 ? rr::Type::A : rr::Type::AAAA);
    if (!finding.help.empty()) return finding;
    finding.help = std::string("give one of its name servers ") + (v4 ? "an A" : "an AAAA") + " record" +
                   (zone.parent != kNobody ? ", in " + report.file(zone.holder) + " too where it is glue"
                                           : ", and register that address with it");
    return finding;
  });
}

void tell_externals(Report& report) {
  const ReachGraph& graph = report.graph();
  std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> zones;  // by their external hosts
  for (std::uint32_t number = 0; number < graph.zones.size(); ++number) {
    const ReachZone& zone = graph.zones[number];
    if (!zone.is_loaded() || zone.state(Clients::Both) != Reach::External) continue;
    std::vector<std::uint32_t> hosts;
    for (const ReachEdge& edge : graph.edges_of(zone))
      if (graph.hosts[edge.host].kind == HostKind::External) hosts.push_back(edge.host);
    std::ranges::sort(hosts);
    if (!hosts.empty()) zones[hosts].push_back(number);
  }
  for (const auto& [hosts, users] : zones)
    report.add(base::Level::Info, "C12", users, [&] {
      std::vector<std::string> words;
      for (const std::uint32_t host : hosts) words.push_back(shown(graph.hosts[host].name));
      base::Finding finding;
      finding.message = report.names(users) + (users.size() == 1 ? " depends" : " depend") + " on " + list_text(words) +
                        ", in zones that are not loaded here: taken to work";
      finding.places = report.delegation(users.front(), "");
      finding.help =
          "nothing to do if they are somebody else's and work; --externals=none shows what would be lost without";
      return finding;
    });
}

}  // namespace

void explain_clients(Report& report) {
  const auto& zones = report.graph().zones;
  for (std::uint32_t number = 0; number < zones.size(); ++number) {
    if (!zones[number].is_loaded() || zones[number].state(Clients::Both) == Reach::Unreached) continue;
    tell_family(report, number, Clients::V4);
    tell_family(report, number, Clients::V6);
  }
  tell_externals(report);
}

}  // namespace bailiwick::check
