// Components come in an order in which what one leans on is before it, so one pass carries each cause to its victims.
#include "check/reach/causes.h"

#include <algorithm>
#include <iterator>

#include "check/reach/components.h"

namespace bailiwick::check {
namespace {

bool is_unreached(const ReachZone& zone) {
  return zone.state(Clients::Both) == Reach::Unreached;
}

class CauseFinder {
 public:
  CauseFinder(const Universe& universe, ReachGraph& graph) : universe_(universe), graph_(graph) {}

  VictimsByCauses run() && {
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
    causes_.resize(graph_.zones.size());
    for (std::uint32_t component = 0; component < components.members.size(); ++component) {
      const auto& members = components.members[component];
      if (components.is_circle(needs, component))
        add_core(maker.make(component));
      else
        add_single(needs, members.front());
    }
    for (auto& [causes, victims] : victims_) {
      std::ranges::sort(victims.zones);
      for (const std::uint32_t cause : causes)
        if (const std::uint32_t core = graph_.zones[cause].core; core != kNobody)
          graph_.cores[core].victims.insert(graph_.cores[core].victims.end(), victims.zones.begin(),
                                            victims.zones.end());
    }
    for (ReachCore& core : graph_.cores) std::ranges::sort(core.victims);
  }

  void add_core(ReachCore core) {
    for (const std::uint32_t zone : core.zones) {
      graph_.zones[zone].core = static_cast<std::uint32_t>(graph_.cores.size());
      causes_[zone] = {core.zones.front()};
    }
    graph_.cores.push_back(std::move(core));
  }

  // A zone in no circle waits for whatever those wait for that it leans on; for itself if it has no server at all.
  void add_single(const Needs& needs, std::uint32_t zone) {
    Causes& causes = causes_[zone];
    for (std::uint32_t number = 0; number < needs.way_count(zone); ++number)
      if (const std::uint32_t next = needs.way(zone, number); next != kNobody) join(causes, causes_[next]);
    graph_.zones[zone].cause = causes.empty() ? zone : causes.front();
    if (causes.empty())
      causes = {zone};
    else
      victims_[causes].zones.push_back(zone);
  }

  void join(Causes& causes, const Causes& others) const {
    const auto is_before = [&](std::uint32_t a, std::uint32_t b) {
      return wire::compare_canonical(graph_.zones[a].origin, graph_.zones[b].origin) < 0;
    };
    Causes all;
    std::ranges::set_union(causes, others, std::back_inserter(all), is_before);
    if (all.size() > kMostCauses) all.resize(kMostCauses);
    causes = std::move(all);
  }

  // Delegations outside of the graph that no server of theirs can be found for, because of a zone in it.
  void judge_leaves() {
    for (const Leaf& leaf : universe_.leaves)
      if (!leaf.helped && universe_.zone_at(leaf.holder, leaf.cut) == kNobody) judge_leaf(leaf);
  }

  void judge_leaf(const Leaf& leaf) {
    Causes causes;
    std::uint16_t record = 0;
    for (std::size_t i = leaf.first_host; i < std::size_t{leaf.first_host} + leaf.host_count; ++i) {
      const ReachHost& host = graph_.hosts[universe_.leaf_hosts[i].host];
      if (host.addresses == 0 || host.home == kNobody) continue;
      if (!is_unreached(graph_.zones[host.home])) return;
      if (causes.empty()) record = universe_.leaf_hosts[i].record;
      join(causes, causes_[host.home]);
    }
    if (causes.empty()) return;
    Victims& victims = victims_[causes];
    if (victims.leaf_count++ > 0) return;
    victims.leaf_holder = leaf.holder;
    victims.leaf_rrset = leaf.rrset;
    victims.leaf_record = record;
  }

  const Universe& universe_;
  ReachGraph& graph_;
  std::vector<Causes> causes_;  // by zone, in canonical order; none for those that are reached
  VictimsByCauses victims_;
};

}  // namespace

VictimsByCauses find_causes(const Universe& universe, ReachGraph& graph) {
  return CauseFinder(universe, graph).run();
}

}  // namespace bailiwick::check
