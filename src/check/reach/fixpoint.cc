// One work queue for reachability, one bucket queue for depth (Knuth's generalisation of Dijkstra's algorithm: the
// depth of a zone never is less than that of what it leans on).
#include "check/reach/fixpoint.h"

#include <algorithm>

namespace bailiwick::check {
namespace {

class Run {
 public:
  Run(const ReachGraph& graph, Mode mode, std::uint32_t assumed)
      : graph_(graph), mode_(mode), waits_(graph.zones.size(), kParent | kServer), reached_(graph.zones.size()) {
    for (std::uint32_t number = 0; number < graph.zones.size(); ++number) {
      const ReachZone& zone = graph.zones[number];
      if (zone.parent == kNobody) met(number, kParent);
      if (number == assumed || zone.origin.is_root()) met(number, kServer);
      for (const ReachEdge& edge : graph.edges_of(zone)) {
        const bool external = graph.hosts[edge.host].kind == HostKind::External && mode.externals;
        if (external || has_usable_glue(edge, mode)) met(number, kServer);
      }
    }
  }

  std::vector<bool> finish() && {
    while (!queue_.empty()) {
      const std::uint32_t number = queue_.back();
      queue_.pop_back();
      for (const std::uint32_t child : graph_.children[number]) met(child, kParent);
      for (const std::uint32_t host : graph_.hosts_in[number]) {
        if ((graph_.hosts[host].addresses & mode_.families) == 0) continue;
        for (const std::uint32_t edge : graph_.users[host]) met(graph_.edges[edge].zone, kServer);
      }
    }
    return std::move(reached_);
  }

 private:
  enum Wait : std::uint8_t { kParent = 1, kServer = 2 };

  void met(std::uint32_t number, Wait wait) {
    waits_[number] &= static_cast<std::uint8_t>(~wait);
    if (waits_[number] != 0 || reached_[number]) return;
    reached_[number] = true;
    queue_.push_back(number);
  }

  const ReachGraph& graph_;
  Mode mode_;
  std::vector<std::uint8_t> waits_;
  std::vector<bool> reached_;
  std::vector<std::uint32_t> queue_;
};

class Depths {
 public:
  explicit Depths(ReachGraph& graph)
      : graph_(graph),
        parent_(graph.zones.size(), kNobody),
        server_(graph.zones.size(), kNobody),
        done_(graph.zones.size()) {}

  void run() {
    for (std::uint32_t number = 0; number < graph_.zones.size(); ++number) seed(number);
    for (std::uint32_t depth = 0; depth < buckets_.size(); ++depth)
      for (std::size_t i = 0; i < buckets_[depth].size(); ++i) settle(buckets_[depth][i], depth);
  }

 private:
  void seed(std::uint32_t number) {
    const ReachZone& zone = graph_.zones[number];
    if (zone.state(Clients::Both) == Reach::Unreached) return;
    if (zone.parent == kNobody) parent_[number] = 0;
    if (zone.origin.is_root()) server_[number] = 0;
    for (const ReachEdge& edge : graph_.edges_of(zone)) {
      if (edge.glue != 0) server_[number] = 0;
      if (graph_.hosts[edge.host].kind == HostKind::External && graph_.externals)
        server_[number] = std::min(server_[number], 1U);
    }
    push(number);
  }

  void push(std::uint32_t number) {
    if (parent_[number] == kNobody || server_[number] == kNobody || done_[number]) return;
    const std::uint32_t depth = std::max(parent_[number], server_[number]);
    if (depth >= buckets_.size()) buckets_.resize(depth + 1);
    buckets_[depth].push_back(number);
  }

  void settle(std::uint32_t number, std::uint32_t depth) {
    if (done_[number]) return;
    done_[number] = true;
    graph_.zones[number].depth = depth;
    for (const std::uint32_t child : graph_.children[number]) parent_[child] = depth;
    for (const std::uint32_t host : graph_.hosts_in[number]) {
      if (graph_.hosts[host].addresses == 0) continue;
      for (const std::uint32_t edge : graph_.users[host]) {
        const std::uint32_t user = graph_.edges[edge].zone;
        const std::uint32_t by_host = graph_.zones[user].parent == number ? 0 : depth + 1;
        if (by_host >= server_[user]) continue;
        server_[user] = by_host;
        push(user);
      }
    }
    for (const std::uint32_t child : graph_.children[number]) push(child);
  }

  ReachGraph& graph_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> server_;
  std::vector<bool> done_;
  std::vector<std::vector<std::uint32_t>> buckets_;
};

constexpr std::uint8_t families_of(Clients clients) {
  switch (clients) {
    case Clients::V4:
      return kV4;
    case Clients::V6:
      return kV6;
    case Clients::Both:
      return kDual;
  }
  return kDual;
}

}  // namespace

std::vector<bool> reached(const ReachGraph& graph, Mode mode, std::uint32_t assumed) {
  return Run(graph, mode, assumed).finish();
}

void find_states(ReachGraph& graph) {
  for (const Clients clients : {Clients::V4, Clients::V6, Clients::Both}) {
    const std::uint8_t families = families_of(clients);
    const auto mark = [&](bool sibling, bool externals, Reach state) {
      const std::vector<bool> found = reached(graph, {families, sibling, externals});
      for (std::size_t i = 0; i < found.size(); ++i)
        if (Reach& reach = graph.zones[i].reach[static_cast<std::size_t>(clients)];
            found[i] && reach == Reach::Unreached)
          reach = state;
    };
    mark(false, false, Reach::Solid);
    if (graph.externals) mark(false, true, Reach::External);
    mark(true, graph.externals, Reach::Sibling);
  }
}

bool is_usable(const ReachGraph& graph, const ReachEdge& edge) {
  const ReachHost& host = graph.hosts[edge.host];
  if (edge.glue != 0) return true;
  if (host.kind == HostKind::External) return graph.externals;
  return host.addresses != 0 && graph.zones[host.home].state(Clients::Both) != Reach::Unreached;
}

void find_depths(ReachGraph& graph) {
  Depths(graph).run();
}

}  // namespace bailiwick::check
