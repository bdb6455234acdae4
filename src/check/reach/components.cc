// Tarjan (1972) with a stack of its own; breadth-first search for the shortest circle.
#include "check/reach/components.h"

#include <algorithm>

namespace bailiwick::check {
namespace {

class Tarjan {
 public:
  explicit Tarjan(const Needs& needs)
      : needs_(needs), order_(needs.graph().zones.size(), kNobody), low_(order_.size()), on_stack_(order_.size()) {
    found_.of.assign(order_.size(), kNobody);
  }

  Components run() && {
    for (std::uint32_t zone = 0; zone < order_.size(); ++zone)
      if (needs_.holds(zone) && order_[zone] == kNobody) visit(zone);
    return std::move(found_);
  }

 private:
  struct Frame {
    std::uint32_t zone;
    std::uint32_t next_way;
  };

  void enter(std::uint32_t zone) {
    order_[zone] = low_[zone] = counter_++;
    stack_.push_back(zone);
    on_stack_[zone] = true;
    frames_.push_back({zone, 0});
  }

  void visit(std::uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::uint32_t zone = frame.zone;
      if (frame.next_way == needs_.way_count(zone)) {
        leave(zone);
        continue;
      }
      const std::uint32_t next = needs_.way(zone, frame.next_way++);
      if (next == kNobody) continue;
      if (order_[next] == kNobody)
        enter(next);
      else if (on_stack_[next])
        low_[zone] = std::min(low_[zone], order_[next]);
    }
  }

  void leave(std::uint32_t zone) {
    frames_.pop_back();
    if (!frames_.empty()) {
      const std::uint32_t from = frames_.back().zone;
      low_[from] = std::min(low_[from], low_[zone]);
    }
    if (low_[zone] != order_[zone]) return;
    const auto component = static_cast<std::uint32_t>(found_.members.size());
    auto& members = found_.members.emplace_back();
    for (std::uint32_t last = kNobody; last != zone;) {
      last = stack_.back();
      stack_.pop_back();
      on_stack_[last] = false;
      found_.of[last] = component;
      members.push_back(last);
    }
    std::ranges::sort(members);
  }

  const Needs& needs_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> low_;
  std::vector<bool> on_stack_;
  std::vector<std::uint32_t> stack_;
  std::vector<Frame> frames_;
  std::uint32_t counter_ = 0;
  Components found_;
};

std::uint32_t edge_to_itself(const Needs& needs, std::uint32_t zone) {
  for (std::uint32_t number = 1; number < needs.way_count(zone); ++number)
    if (needs.way(zone, number) == zone) return needs.edge_of(zone, number);
  return kNobody;
}

}  // namespace

std::uint32_t Needs::way(std::uint32_t zone, std::uint32_t number) const {
  const ReachZone& from = graph_.zones[zone];
  std::uint32_t to = from.parent;
  if (number > 0) {
    const ReachEdge& edge = graph_.edges[from.first_edge + number - 1];
    const ReachHost& host = graph_.hosts[edge.host];
    if (edge.glue != 0 && (edge.in_domain || glue_ == Glue::Any)) return kNobody;
    if (!edge.in_domain && host.addresses == 0) return kNobody;
    to = host.home;
  }
  return to == kNobody || !part_[to] ? kNobody : to;
}

bool Needs::needs_itself(std::uint32_t zone) const {
  return edge_to_itself(*this, zone) != kNobody;
}

Components find_components(const Needs& needs) {
  return Tarjan(needs).run();
}

ReachCore CoreMaker::make(std::uint32_t component) {
  // Of a large component, the shortest circle through its first zones will do.
  constexpr std::size_t kMostStarts = 16;
  constexpr std::size_t kMostSteps = 65'536;
  // By name, so that the order of the zones in the config changes nothing.
  std::vector<std::uint32_t> members = components_.members[component];
  std::ranges::sort(members, [&](std::uint32_t a, std::uint32_t b) {
    return wire::compare_canonical(needs_.graph().zones[a].origin, needs_.graph().zones[b].origin) < 0;
  });
  const std::size_t starts = std::clamp(kMostSteps / members.size(), std::size_t{1}, kMostStarts);
  ReachCore core{.zones = members, .hops = {}, .edges = {}, .victims = {}};
  if (members.size() == 1) {
    core.hops = members;
    core.edges = {edge_to_itself(needs_, members.front())};
    return core;
  }
  for (std::size_t i = 0; i < std::min(members.size(), starts) && core.hops.size() != 2; ++i)
    go_round(members[i], core);
  return core;
}

// The shortest way from `start` round to itself inside its component, not by a zone's need of itself.
void CoreMaker::go_round(std::uint32_t start, ReachCore& core) {
  std::vector<std::uint32_t> queue = {start};
  Step closing;
  for (std::size_t at = 0; at < queue.size() && closing.from == kNobody; ++at) {
    const std::uint32_t zone = queue[at];
    for (std::uint32_t number = needs_.way_count(zone); number-- > 0;) {  // NS records say more than parents
      const std::uint32_t next = needs_.way(zone, number);
      if (next == kNobody || next == zone || components_.of[next] != components_.of[start]) continue;
      const Step step{zone, needs_.edge_of(zone, number)};
      if (next == start) {
        closing = step;
        break;
      }
      if (steps_[next].from != kNobody) continue;
      steps_[next] = step;
      queue.push_back(next);
    }
  }
  keep(closing, core);
  for (const std::uint32_t zone : queue) steps_[zone] = {};
}

void CoreMaker::keep(Step closing, ReachCore& core) const {
  std::vector<std::uint32_t> hops;
  std::vector<std::uint32_t> edges;
  for (Step step = closing; step.from != kNobody; step = steps_[step.from]) {
    hops.push_back(step.from);
    edges.push_back(step.edge);
  }
  if (hops.empty() || (!core.hops.empty() && core.hops.size() <= hops.size())) return;
  std::ranges::reverse(hops);
  std::ranges::reverse(edges);
  core.hops = std::move(hops);
  core.edges = std::move(edges);
}

}  // namespace bailiwick::check
