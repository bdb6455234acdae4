// C06: zones that are only found by glue for hosts in sibling zones, which a parent SHOULD publish but need not, and
// which a server may leave out of a full message (RFC 9471 §2.2, §3.2).
#include <algorithm>

#include "check/reach/components.h"
#include "check/reach/hints.h"
#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

base::Finding describe(const Report& report, const std::vector<std::uint32_t>& zones, std::size_t in_circle) {
  const ReachGraph& graph = report.graph();
  base::Finding finding;
  finding.message = report.names(std::span(zones).first(in_circle)) +
                    (in_circle > 1 ? " work only while their parent hands out each other's addresses"
                                   : " works only while its parent hands out addresses of hosts outside of it") +
                    ", which it need not do";
  for (std::size_t i = 0; i < in_circle && finding.places.size() < Report::kMostPlaces; ++i)
    for (const ReachEdge& edge : graph.edges_of(graph.zones[zones[i]]))
      if (edge.glue != 0 && !edge.in_domain && finding.places.size() < Report::kMostPlaces)
        finding.places.push_back(report.place(edge, report.host(edge) + " lies in " +
                                                        report.name(graph.hosts[edge.host].home) + ", not in " +
                                                        report.name(zones[i])));
  if (in_circle > 1)
    finding.notes.push_back("to find them without that glue, each would have to be found before the other");
  if (zones.size() > in_circle)
    finding.notes.push_back(count_text(zones.size() - in_circle, "further zone depends", "further zones depend") +
                            " on this: " + report.names(std::span(zones).subspan(in_circle)));
  if (graph.zones[zones.front()].parent == kNobody)
    finding.notes.push_back(
        "whether the registry publishes such glue is not known here: `parent: narrow` or "
        "`parent: wide` at the zone in the config says it");
  finding.help = own_server_text(report, zones.front()) + ": such an address must be handed out";
  return finding;
}

}  // namespace

void explain_sibling_need(Report& report) {
  const ReachGraph& graph = report.graph();
  std::vector<bool> part(graph.zones.size());
  for (std::size_t i = 0; i < part.size(); ++i) part[i] = graph.zones[i].state(Clients::Both) == Reach::Sibling;
  if (std::ranges::find(part, true) == part.end()) return;
  const Needs needs(graph, std::move(part), Needs::Glue::InDomain);
  const Components components = find_components(needs);
  // What leans on nothing in this part begins a group; the others join one of those that they lean on.
  std::vector<std::uint32_t> group(components.members.size());
  std::vector<std::vector<std::uint32_t>> zones(components.members.size());
  for (std::uint32_t component = 0; component < components.members.size(); ++component) {
    const auto& members = components.members[component];
    group[component] = component;
    if (!components.is_circle(needs, component))
      for (std::uint32_t number = 0; number < needs.way_count(members.front()); ++number)
        if (const std::uint32_t next = needs.way(members.front(), number); next != kNobody)
          group[component] = group[components.of[next]];
    auto& joined = zones[group[component]];
    joined.insert(joined.end(), members.begin(), members.end());
  }
  for (std::uint32_t component = 0; component < zones.size(); ++component) {
    const auto is_loaded = [&](std::uint32_t zone) { return graph.zones[zone].is_loaded(); };
    if (!std::ranges::any_of(zones[component], is_loaded)) continue;
    report.add(base::Level::Warning, "C06", zones[component],
               [&] { return describe(report, zones[component], components.members[component].size()); });
  }
}

}  // namespace bailiwick::check
