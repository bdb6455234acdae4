// Circles: strongly connected components of "cannot be reached without", each with its shortest way round. Tarjan's
// algorithm, iterative, over a part of the graph that a Needs names.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "check/reach/graph.h"

namespace bailiwick::check {

// A part of the graph: zones, and which of their NS records lead on to another zone of the part.
class Needs {
 public:
  enum class Glue : std::uint8_t { Any, InDomain };  // which glue spares a zone the way to the host's home

  Needs(const ReachGraph& graph, std::vector<bool> part, Glue glue)
      : graph_(graph), part_(std::move(part)), glue_(glue) {}

  const ReachGraph& graph() const { return graph_; }
  bool holds(std::uint32_t zone) const { return part_[zone]; }
  // The ways on from a zone: number 0 is its parent, number 1 + n the n-th of its NS records.
  std::uint32_t way_count(std::uint32_t zone) const { return 1 + graph_.zones[zone].edge_count; }
  // Where a way leads, kNobody if it ends or leaves the part.
  std::uint32_t way(std::uint32_t zone, std::uint32_t number) const;
  // Of a way that is not the parent's.
  std::uint32_t edge_of(std::uint32_t zone, std::uint32_t number) const {
    return number == 0 ? kNobody : graph_.zones[zone].first_edge + number - 1;
  }
  bool needs_itself(std::uint32_t zone) const;

 private:
  const ReachGraph& graph_;
  std::vector<bool> part_;
  Glue glue_;
};

struct Components {
  std::vector<std::uint32_t> of;                    // zone → component, kNobody outside of the part
  std::vector<std::vector<std::uint32_t>> members;  // what a component leans on comes before it

  bool is_circle(const Needs& needs, std::uint32_t component) const {
    const auto& zones = members[component];
    return zones.size() > 1 || needs.needs_itself(zones.front());
  }
};

Components find_components(const Needs& needs);

// Makes cores of components that are circles.
class CoreMaker {
 public:
  CoreMaker(const Needs& needs, const Components& components)
      : needs_(needs), components_(components), steps_(needs.graph().zones.size()) {}
  // Its zones, and the shortest way round among those looked for.
  ReachCore make(std::uint32_t component);

 private:
  struct Step {
    std::uint32_t from = kNobody;
    std::uint32_t edge = kNobody;
  };

  void go_round(std::uint32_t start, ReachCore& core);
  // Sets hops and edges of the core unless those that it has are as few.
  void keep(Step closing, ReachCore& core) const;

  const Needs& needs_;
  const Components& components_;
  std::vector<Step> steps_;  // by zone: how the search came there
};

}  // namespace bailiwick::check
