// Components come in an order in which what one leans on is before it, so one pass carries each cause to its victims.
#include "check/reach/causes.h"

#include <algorithm>

#include "check/reach/components.h"

namespace bailiwick::check {
namespace {

bool is_unreached(const ReachZone& zone) {
  return zone.state(Clients::Both) == Reach::Unreached;
}

class Causes {
 public:
  Causes(const Universe& universe, ReachGraph& graph) : universe_(universe), graph_(graph) {}

  VictimsByCause run() && {
    if (std::ranges::any_of(graph_.zones, is_unreached)) judge_zones();
    judge_leaves();
    return std::move(victims_);
  }

 private:
  void judge_zones() {
    std::vector<bool> part(graph_.zones.size());
    for (std::size_t i = 0; i < part.size(); ++i) part[i] = is_unreached(graph_.zones[i]);
    const Needs needs(graph_, std::move(part), Needs::Glue::Any);
    const Components components = find_components(needs);
    CoreMaker maker(needs, components);
    std::vector<std::uint32_t> causes;
    for (std::uint32_t component = 0; component < components.members.size(); ++component) {
      const auto& members = components.members[component];
      if (components.is_circle(needs, component)) {
        for (const std::uint32_t zone : members)
          graph_.zones[zone].core = static_cast<std::uint32_t>(graph_.cores.size());
        graph_.cores.push_back(maker.make(component));
        causes.push_back(graph_.cores.back().zones.front());
        continue;
      }
      const std::uint32_t zone = members.front();
      causes.push_back(cause_of(needs, components, causes, zone));
      graph_.zones[zone].cause = causes.back();
      if (causes.back() != zone) victims_[causes.back()].zones.push_back(zone);
    }
    for (auto& [cause, victims] : victims_) {
      std::ranges::sort(victims.zones);
      if (const std::uint32_t core = graph_.zones[cause].core; core != kNobody)
        graph_.cores[core].victims = victims.zones;
    }
  }

  // A circle before a zone that has no server at all; then by name.
  bool is_before(std::uint32_t a, std::uint32_t b) const {
    const bool a_in_circle = graph_.zones[a].core != kNobody;
    if (a_in_circle != (graph_.zones[b].core != kNobody)) return a_in_circle;
    return wire::compare_canonical(graph_.zones[a].origin, graph_.zones[b].origin) < 0;
  }

  // What the zone waits for in the end; itself if it has no server at all.
  std::uint32_t cause_of(const Needs& needs, const Components& components, const std::vector<std::uint32_t>& causes,
                         std::uint32_t zone) const {
    std::uint32_t best = zone;
    for (std::uint32_t number = 0; number < needs.way_count(zone); ++number) {
      const std::uint32_t next = needs.way(zone, number);
      if (next == kNobody) continue;
      const std::uint32_t cause = causes[components.of[next]];
      if (best == zone || is_before(cause, best)) best = cause;
    }
    return best;
  }

  std::uint32_t root_cause(std::uint32_t zone) const {
    const ReachZone& reach = graph_.zones[zone];
    return reach.core != kNobody ? graph_.cores[reach.core].zones.front() : reach.cause;
  }

  // Delegations outside of the graph that no server of theirs can be found for, because of a zone in it.
  void judge_leaves() {
    for (const Leaf& leaf : universe_.leaves)
      if (!leaf.helped && universe_.zone_at(leaf.holder, leaf.cut) == kNobody) judge_leaf(leaf);
  }

  void judge_leaf(const Leaf& leaf) {
    std::uint32_t cause = kNobody;
    std::uint16_t record = 0;
    for (std::size_t i = leaf.first_host; i < std::size_t{leaf.first_host} + leaf.host_count; ++i) {
      const ReachHost& host = graph_.hosts[universe_.leaf_hosts[i].host];
      if (host.addresses == 0 || host.home == kNobody) continue;
      if (!is_unreached(graph_.zones[host.home])) return;
      if (cause != kNobody) continue;
      cause = root_cause(host.home);
      record = universe_.leaf_hosts[i].record;
    }
    if (cause == kNobody) return;
    Victims& victims = victims_[cause];
    if (victims.leaf_count++ > 0) return;
    victims.leaf_holder = leaf.holder;
    victims.leaf_rrset = leaf.rrset;
    victims.leaf_record = record;
  }

  const Universe& universe_;
  ReachGraph& graph_;
  VictimsByCause victims_;
};

}  // namespace

VictimsByCause find_causes(const Universe& universe, ReachGraph& graph) {
  return Causes(universe, graph).run();
}

}  // namespace bailiwick::check
