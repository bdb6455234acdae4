// Which zones are found while those that are configured and have no version do not answer: by the rules of checks.md
// §2.4, over and over until nothing changes. For tests; slow.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "check/reach/graph.h"

namespace worlds {

class LeftOutDead {
 public:
  // `left_out` as wire::to_display() has them.
  LeftOutDead(const bailiwick::check::ReachGraph& graph, const std::set<std::string>& left_out)
      : graph_(graph), left_out_(left_out), found_(graph.zones.size()) {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::uint32_t number = 0; number < graph.zones.size(); ++number) {
        if (found_[number] || !can_be_found(graph.zones[number])) continue;
        found_[number] = changed = true;
      }
    }
  }
  const std::vector<bool>& found() const { return found_; }

 private:
  using Zone = bailiwick::check::ReachZone;
  static constexpr std::uint32_t kNobody = bailiwick::check::kNobody;

  static bool encloses(const std::string& origin, const std::string& name) {
    return origin == "." || name == origin || name.ends_with('.' + origin);
  }
  static int labels(const std::string& name) {
    return name == "." ? 0 : static_cast<int>(std::ranges::count(name, '.')) + 1;
  }

  // Labels of the left-out zone that is the closest of all configured ones at or above the name; -1: another one is.
  int behind(const std::string& name, bool above_only) const {
    int best = -1;
    bool is_left_out = false;
    const auto look = [&](const std::string& origin, bool left_out) {
      if (!encloses(origin, name) || (above_only && origin == name) || labels(origin) <= best) return;
      best = labels(origin);
      is_left_out = left_out;
    };
    for (const Zone& zone : graph_.zones)
      if (zone.is_loaded()) look(bailiwick::wire::to_display(zone.origin), false);
    for (const std::string& origin : left_out_) look(origin, true);
    return is_left_out ? best : -1;
  }

  bool leads_on(const bailiwick::check::ReachEdge& edge) const {
    if (edge.glue != 0) return true;
    const bailiwick::check::ReachHost& host = graph_.hosts[edge.host];
    const int labels_behind = left_out_.empty() ? -1 : behind(bailiwick::wire::to_display(host.name), false);
    if (labels_behind >= 0) {
      // A referral may lead past it.
      const bool past = host.kind == bailiwick::check::HostKind::InStub &&
                        static_cast<int>(graph_.zones[host.home].origin.label_count()) > labels_behind;
      if (!past) return false;
    }
    if (host.kind == bailiwick::check::HostKind::External) return graph_.externals;
    return host.addresses != 0 && found_[host.home];
  }

  bool can_be_found(const Zone& zone) const {
    if (zone.parent != kNobody && !found_[zone.parent]) return false;
    if (zone.parent == kNobody && !left_out_.empty() && behind(bailiwick::wire::to_display(zone.origin), true) >= 0)
      return false;
    const auto edges = graph_.edges_of(zone);
    return zone.origin.is_root() || std::ranges::any_of(edges, [&](const auto& edge) { return leads_on(edge); });
  }

  const bailiwick::check::ReachGraph& graph_;
  const std::set<std::string>& left_out_;
  std::vector<bool> found_;
};

}  // namespace worlds
