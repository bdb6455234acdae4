// What zones that are reached lose when something fails: C04 circles that some server breaks, C10 single points of
// failure, C13 servers that are of no use, C09 servers that take too long a way to find.
#include <algorithm>
#include <map>

#include "check/reach/components.h"
#include "check/reach/fixpoint.h"
#include "check/reach/hints.h"
#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

// BIND gives up beyond (max-recursion-depth).
constexpr std::uint32_t kDeepest = 7;

bool is_reached(const ReachZone& zone) {
  return zone.state(Clients::Both) != Reach::Unreached;
}

// Of the zone itself, not of its parent.
std::vector<std::uint32_t> own_single_points(const ReachGraph& graph, std::uint32_t number) {
  std::vector<std::uint32_t> own = graph.single[number];
  const std::uint32_t parent = graph.zones[number].parent;
  if (parent != kNobody)
    std::erase_if(own, [&](std::uint32_t host) { return std::ranges::binary_search(graph.single[parent], host); });
  return own;
}

void tell_circles(Report& report) {
  const ReachGraph& graph = report.graph();
  std::vector<bool> part(graph.zones.size());
  for (std::size_t i = 0; i < part.size(); ++i)
    part[i] = is_reached(graph.zones[i]) && graph.zones[i].state(Clients::Both) != Reach::Sibling;
  const Needs needs(graph, std::move(part), Needs::Glue::InDomain);
  const Components components = find_components(needs);
  CoreMaker maker(needs, components);
  const auto is_loaded = [&](std::uint32_t zone) { return graph.zones[zone].is_loaded(); };
  const auto hangs = [&](std::uint32_t zone) { return !own_single_points(graph, zone).empty(); };
  for (std::uint32_t component = 0; component < components.members.size(); ++component) {
    const auto& members = components.members[component];
    if (members.size() < 2 || !std::ranges::any_of(members, is_loaded)) continue;
    const bool loses = std::ranges::any_of(members, hangs);
    report.add(loses ? base::Level::Warning : base::Level::Info, "C04", members, [&] {
      const ReachCore core = maker.make(component);
      base::Finding finding;
      finding.message = report.names(members) + " depend on each other" +
                        (loses ? "; only a server outside of the circle keeps them alive"
                               : ", but each has servers enough outside of the circle");
      for (std::size_t i = 0; i < std::min(core.hops.size(), Report::kMostPlaces); ++i)
        if (core.edges[i] != kNobody)
          finding.places.push_back(report.place(graph.edges[core.edges[i]],
                                                report.name(core.hops[i]) + " is served from " +
                                                    report.name(core.hops[(i + 1) % core.hops.size()]) + " here"));
      finding.notes = {
          "a server in the circle can only be found while the other zone can: it adds less safety than it seems"};
      finding.help = "give each of them two name servers inside its own name, or in zones that do not depend on it";
      return finding;
    });
  }
}

// The code that says of a host without addresses what is wrong with it.
std::string_view cause_of(const ReachHost& host, bool in_domain) {
  return host.kind == HostKind::Alias ? "D05" : in_domain ? "A05" : host.kind == HostKind::BelowDname ? "D06" : "D03";
}

// A server of the zone that is there and of no help, and the code that says why: once mended, it is the second one.
struct LostServer {
  const ReachEdge* edge = nullptr;
  std::string_view code;
};

LostServer lost_server(const Report& report, std::uint32_t zone) {
  const ReachGraph& graph = report.graph();
  for (const ReachEdge& edge : graph.edges_of(graph.zones[zone])) {
    const ReachHost& host = graph.hosts[edge.host];
    if (host.kind != HostKind::External && host.addresses == 0 && !is_usable(graph, edge))
      return {&edge, cause_of(host, edge.in_domain)};
    // Its address is known to the zone's other servers only.
    if (edge.in_domain && edge.glue == 0 && host.shown != 0) return {&edge, "D01"};
  }
  return {};
}

std::string second_server_text(const Report& report, const std::vector<std::string>& alike,
                               const std::vector<std::uint32_t>& zones) {
  if (alike.size() > 1) return "give " + alike.back() + " another machine, with an address of its own";
  if (const LostServer lost = lost_server(report, zones.front()); lost.edge != nullptr)
    return "mend " + report.host(*lost.edge) + " (" + std::string(lost.code) + "), then two name servers serve " +
           report.name(zones.front());
  return "add a second name server, on another machine and in another network, that does not depend on " +
         alike.front();
}

base::Finding explain_single(const Report& report, std::uint32_t host, const std::vector<std::uint32_t>& zones) {
  const ReachGraph& graph = report.graph();
  base::Finding finding;
  std::vector<std::string> alike;
  for (const std::uint32_t number : zones) {
    bool direct = false;
    for (const ReachEdge& edge : graph.edges_of(graph.zones[number])) {
      if (graph.hosts[edge.host].servers_alike != host) continue;
      direct = true;
      if (std::ranges::find(alike, report.host(edge)) == alike.end()) alike.push_back(report.host(edge));
      if (finding.places.size() < Report::kMostPlaces)
        finding.places.push_back(report.place(edge, report.name(number) + " hangs on this server"));
    }
    if (!direct && finding.places.size() < Report::kMostPlaces)
      for (base::Place& place : report.delegation(number, report.name(number) + " is found only through it"))
        finding.places.push_back(std::move(place));
    if (finding.places.size() >= Report::kMostPlaces) break;
  }
  if (alike.empty()) alike.push_back(shown(graph.hosts[host].name));
  finding.message = report.names(zones) + " cannot be reached once " + list_text(alike) +
                    (alike.size() > 1 ? " (the same addresses) fails" : " fails");
  finding.help = second_server_text(report, alike, zones);
  return finding;
}

void tell_single_points(Report& report) {
  const ReachGraph& graph = report.graph();
  std::map<std::uint32_t, std::vector<std::uint32_t>> zones;  // by host
  for (std::uint32_t number = 0; number < graph.zones.size(); ++number) {
    if (!graph.zones[number].is_loaded()) continue;
    for (const std::uint32_t host : own_single_points(graph, number)) zones[host].push_back(number);
  }
  for (const auto& [host, hanging] : zones)
    report.add(base::Level::Warning, "C10", hanging, [&] { return explain_single(report, host, hanging); });
}

void tell_useless(Report& report) {
  const ReachGraph& graph = report.graph();
  for (std::uint32_t number = 0; number < graph.hosts.size(); ++number) {
    const ReachHost& host = graph.hosts[number];
    if (host.kind == HostKind::External) continue;
    std::vector<std::uint32_t> zones;
    std::optional<base::Place> first;
    bool in_domain = false;
    for (const std::uint32_t at : graph.users[number]) {
      const ReachEdge& edge = graph.edges[at];
      if (!graph.zones[edge.zone].is_loaded() || !is_reached(graph.zones[edge.zone]) || is_usable(graph, edge))
        continue;
      if (zones.empty()) first = report.place(edge, "of no use");
      in_domain = in_domain || edge.in_domain;
      zones.push_back(edge.zone);
    }
    if (zones.empty()) continue;
    report.add(base::Level::Warning, "C13", zones, [&] {
      base::Finding finding;
      finding.message = "name server " + shown(host.name) + " of " + report.names(zones) + " can never be used: " +
                        (host.addresses == 0 ? "it has no address" : report.name(host.home) + " cannot be reached");
      finding.places = {*first};
      finding.notes = {"resolvers that try it lose time, and " + report.names(zones) +
                       " has one server fewer than it seems"};
      finding.help = host.addresses == 0
                         ? "mend it as " + std::string(cause_of(host, in_domain)) + " says, or delete the NS record"
                         : "mend " + report.name(host.home) + ", or delete the NS record";
      return finding;
    });
  }
}

void tell_deep(Report& report) {
  const ReachGraph& graph = report.graph();
  for (std::uint32_t number = 0; number < graph.zones.size(); ++number) {
    const ReachZone& zone = graph.zones[number];
    if (!zone.is_loaded() || zone.depth <= kDeepest) continue;
    const auto leans_on_deep = [&](const ReachEdge& edge) {
      const std::uint32_t home = graph.hosts[edge.host].home;
      return home != kNobody && home != number && graph.zones[home].is_loaded() && graph.zones[home].depth > kDeepest &&
             graph.zones[home].depth < zone.depth;
    };
    if (std::ranges::any_of(graph.edges_of(zone), leans_on_deep)) continue;  // told there
    report.add(base::Level::Warning, "C09", number, [&] {
      base::Finding finding;
      finding.message = "to find a server of " + report.name(number) + " takes " + std::to_string(zone.depth) +
                        " other zones, one through the next";
      finding.places = report.delegation(number, "the way begins here");
      finding.notes = {
          "resolvers give up beyond some 7, and every look-up is slow until then; the same holds for zones "
          "served from this one"};
      finding.help = "name a server inside " + report.name(number) + ", with its address registered";
      return finding;
    });
  }
}

}  // namespace

void explain_redundancy(Report& report) {
  tell_circles(report);
  tell_single_points(report);
  tell_useless(report);
  tell_deep(report);
}

}  // namespace bailiwick::check
