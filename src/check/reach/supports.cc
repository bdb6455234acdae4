// Depths come in ascending order out of a queue (Knuth's generalisation of Dijkstra's algorithm), for the zones that
// one zone leans on, however far, and that are not known yet.
#include "check/reach/supports.h"

#include <algorithm>
#include <queue>
#include <utility>

#include "base/assert.h"

namespace bailiwick::check {

Supports::Way Supports::way_of(const FoundEdge& edge, ZoneId& home) const {
  if (edge.glue) return Way::AtOnce;
  const HostFacts& host = zones_.facts_of_host_then(edge.host);
  if (host.behind_left_out && left_out_ == LeftOut::Dead) return Way::None;
  if (host.holder == kNobody) return zones_.externals() ? Way::AtOnce : Way::None;
  if (!host.answers || !zones_.was_found(host.home, left_out_)) return Way::None;
  home = host.home;
  return Way::Home;
}

template <class Visit>
void Supports::for_each_source(ZoneId zone, Visit visit) const {
  const ZoneFacts& facts = zones_.facts_then(zone);
  if (facts.parent != kNobody) visit(facts.parent);
  ZoneId home = kNobody;
  for (const FoundEdge& edge : facts.edges)
    if (way_of(edge, home) == Way::Home && home != zone) visit(home);
}

// As far as the depths are known.
Supports::Waiting Supports::wait_of(ZoneId zone) const {
  const auto depth_of = [&](ZoneId other) {
    const auto found = depths_.find(other);
    return found == depths_.end() ? kNobody : found->second;
  };
  const ZoneFacts& facts = zones_.facts_then(zone);
  Waiting waiting;
  waiting.parent = facts.parent == kNobody ? 0 : depth_of(facts.parent);
  if (zones_.is_root(zone)) waiting.server = 0;
  for (const FoundEdge& edge : facts.edges) {
    ZoneId home = kNobody;
    const Way way = way_of(edge, home);
    if (way == Way::AtOnce) waiting.server = 0;
    if (way == Way::Home && home != zone) waiting.server = std::min(waiting.server, depth_of(home));
  }
  return waiting;
}

void Supports::find_depths(ZoneId zone) {
  std::vector<ZoneId> open = {zone};
  std::unordered_map<ZoneId, std::vector<ZoneId>> leaning;  // of each zone that is not known yet, who leans on it
  leaning.try_emplace(zone);
  for (std::size_t i = 0; i < open.size(); ++i)
    for_each_source(open[i], [&, user = open[i]](ZoneId source) {
      if (depths_.contains(source)) return;
      const auto [at, fresh] = leaning.try_emplace(source);
      at->second.push_back(user);
      if (fresh) open.push_back(source);
    });
  using Step = std::pair<std::uint32_t, ZoneId>;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> steps;
  const auto add = [&](ZoneId at) {
    const Waiting waiting = wait_of(at);
    if (waiting.parent != kNobody && waiting.server != kNobody)
      steps.push({1 + std::max(waiting.parent, waiting.server), at});
  };
  for (const ZoneId member : open) add(member);
  while (!steps.empty()) {
    const auto [depth, found] = steps.top();
    steps.pop();
    if (!depths_.try_emplace(found, depth).second) continue;
    for (const ZoneId user : leaning[found])
      if (!depths_.contains(user)) add(user);
  }
}

Supports::Support Supports::of(ZoneId zone) {
  if (!depths_.contains(zone)) find_depths(zone);
  const auto found = depths_.find(zone);
  BAILIWICK_ASSERT(found != depths_.end());
  for (const FoundEdge& edge : zones_.facts_then(zone).edges) {
    ZoneId home = kNobody;
    const Way way = way_of(edge, home);
    if (way == Way::AtOnce) return {.host = edge.host, .glue = edge.glue};
    if (way == Way::Home && home != zone && depths_.contains(home) && depths_[home] < found->second)
      return {.host = edge.host, .home = home};
  }
  return {};
}

}  // namespace bailiwick::check
