// What a zone leans on comes before it; inside a circle every zone starts from "all servers" and loses what is not
// needed, until nothing changes. Sets are cut at kMostSingle, which can only lose a server, never invent one.
#include "check/reach/redundancy.h"

#include <algorithm>
#include <deque>

#include "check/reach/components.h"
#include "check/reach/fixpoint.h"

namespace bailiwick::check {
namespace {

using Hosts = std::vector<std::uint32_t>;  // sorted

void cut(Hosts& hosts) {
  if (hosts.size() > ReachGraph::kMostSingle) hosts.resize(ReachGraph::kMostSingle);
}

class SinglePoints {
 public:
  explicit SinglePoints(ReachGraph& graph) : graph_(graph), all_(graph.zones.size(), true) {
    graph.single.assign(graph.zones.size(), {});
  }

  void run() {
    std::vector<bool> part(graph_.zones.size());
    for (std::size_t i = 0; i < part.size(); ++i) part[i] = graph_.zones[i].state(Clients::Both) != Reach::Unreached;
    const Needs needs(graph_, std::move(part), Needs::Glue::Any);
    const Components components = find_components(needs);
    for (const auto& members : components.members) {
      if (members.size() == 1)
        update(members.front());
      else
        settle(members, components);
    }
  }

 private:
  // Each zone's set only shrinks, and to begin with has at most kMostSingle: more rounds than this means that cutting
  // has upset the order, and then nothing is claimed.
  static constexpr std::size_t kMostRounds = 4 * ReachGraph::kMostSingle;

  void settle(const std::vector<std::uint32_t>& members, const Components& components) {
    std::deque<std::uint32_t> queue(members.begin(), members.end());
    std::size_t left = kMostRounds * members.size();
    while (!queue.empty() && left-- > 0) {
      const std::uint32_t zone = queue.front();
      queue.pop_front();
      if (!update(zone)) continue;
      const auto again = [&](std::uint32_t user) {
        if (components.of[user] == components.of[zone]) queue.push_back(user);
      };
      for (const std::uint32_t child : graph_.children[zone]) again(child);
      for (const std::uint32_t host : graph_.hosts_in[zone])
        for (const std::uint32_t edge : graph_.users[host]) again(graph_.edges[edge].zone);
    }
    const bool unsettled = !queue.empty() || std::ranges::any_of(members, [&](std::uint32_t z) { return all_[z]; });
    if (!unsettled) return;
    for (const std::uint32_t zone : members) {
      graph_.single[zone].clear();
      all_[zone] = false;
    }
  }

  // True if the zone's set has changed.
  bool update(std::uint32_t number) {
    const ReachZone& zone = graph_.zones[number];
    bool all = !zone.origin.is_root();
    Hosts common;
    for (const ReachEdge& edge : graph_.edges_of(zone)) {
      if (!is_usable(graph_, edge)) continue;
      const ReachHost& host = graph_.hosts[edge.host];
      const bool by_home = edge.glue == 0 && host.home != kNobody;
      if (by_home && all_[host.home]) continue;  // "all" takes nothing away
      Hosts needed = by_home ? graph_.single[host.home] : Hosts();
      insert(needed, host.servers_alike);
      intersect(common, needed, all);
      all = false;
    }
    if (zone.parent != kNobody) {
      all = all || all_[zone.parent];
      for (const std::uint32_t host : graph_.single[zone.parent]) insert(common, host);
    }
    if (all) common.clear();
    cut(common);
    if (all == all_[number] && common == graph_.single[number]) return false;
    all_[number] = all;
    graph_.single[number] = std::move(common);
    return true;
  }

  static void insert(Hosts& hosts, std::uint32_t host) {
    const auto at = std::ranges::lower_bound(hosts, host);
    if (at == hosts.end() || *at != host) hosts.insert(at, host);
  }

  static void intersect(Hosts& common, const Hosts& other, bool all) {
    if (all) {
      common = other;
      return;
    }
    std::erase_if(common, [&](std::uint32_t host) { return !std::ranges::binary_search(other, host); });
  }

  ReachGraph& graph_;
  std::vector<bool> all_;  // by zone: its set is still that of all servers
};

}  // namespace

void find_single_points(ReachGraph& graph) {
  SinglePoints(graph).run();
}

}  // namespace bailiwick::check
