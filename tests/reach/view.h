// Which of the zones that are served are found, by two judges who must agree: one knows the graph, with all rules
// applied over and over (left_out.h), the other asks questions (walker.h). For tests; slow.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "check/reach/universe.h"
#include "left_out.h"
#include "walker.h"

namespace worlds {

using namespace bailiwick;

// Zones found, by both judges, who must agree; and of each zone the parent that delegates it.
struct View {
  Names found;
  std::map<std::string, std::string> parents;
  Names hosts;  // that zones are delegated to
};

inline Names found_by_graph(const Servers& servers, const Names& dead, bool narrow) {
  static const zone::SourceMap kSources;
  static const zone::Notes kNotes;
  std::map<wire::NameView, const zone::Zone*, wire::CanonicalBefore> in_order;
  for (const auto& [origin, server] : servers) {
    const zone::Zone* zone = server->at(0).zone.get();
    in_order[zone->origin()] = zone;
  }
  std::vector<check::ZoneInput> inputs;
  for (const auto& [origin, zone] : in_order) inputs.push_back({*zone, kSources, kNotes});
  const std::vector<check::ParentPolicy> policies(inputs.size(),
                                                  narrow ? check::ParentPolicy::Narrow : check::ParentPolicy::Unknown);
  const check::Origins origins(inputs);
  const check::WorldInput world{.zones = inputs, .parents = policies};
  const check::ReachGraph graph = check::build_universe(world, origins).graph;
  const LeftOutDead judge(graph, dead);
  Names found;
  for (std::size_t i = 0; i < graph.zones.size(); ++i)
    if (judge.found()[i] && graph.zones[i].is_loaded()) found.insert(wire::to_display(graph.zones[i].origin));
  return found;
}

inline View view_of(const Servers& servers, const Names& dead, bool narrow) {
  View view;
  Walker walker(servers, dead, narrow);
  for (const auto& [origin, server] : servers) {
    if (walker.is_found(origin)) view.found.insert(origin);
    view.parents[origin] = walker.parent(origin);
    const Names& hosts = walker.servers(origin);
    view.hosts.insert(hosts.begin(), hosts.end());
  }
  REQUIRE(view.found == found_by_graph(servers, dead, narrow));
  return view;
}

}  // namespace worlds
