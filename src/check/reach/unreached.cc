// C01, C02, C03, C07: zones that can only be reached through each other, each circle once. C05: what depends on them.
// C12 as an error: what depends on servers elsewhere, where those are not to be counted on. RFC 1034 §4.2.1, RFC 9471.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "check/reach/causes.h"
#include "check/reach/hints.h"
#include "check/reach/report.h"

namespace bailiwick::check {
namespace {

class Unreached {
 public:
  Unreached(Report& report, const VictimsByCauses& victims)
      : report_(report), graph_(report.graph()), victims_(victims) {
    for (const auto& [causes, of_these] : victims)
      for (const std::uint32_t cause : causes) leaf_counts_[cause] += of_these.leaf_count;
  }

  void run() {
    for (const ReachCore& core : graph_.cores) tell_core(core);
    for (const auto& [causes, victims] : victims_) tell_victims(causes, victims);
    if (!graph_.externals) tell_externals();
  }

 private:
  void tell_core(const ReachCore& core);
  void tell_self(const ReachCore& core);
  void tell_ring(const ReachCore& core);
  std::vector<std::uint32_t>::const_iterator child_inside(const ReachCore& core) const;
  std::string_view code_of(const ReachCore& core) const;
  void tell_victims(const Causes& causes, const Victims& victims);
  void tell_externals();
  void raise_sibling_glue(const ReachCore& core);
  void fold_parts(const ReachCore& core);
  void add_consequences(const ReachCore& core, base::Finding& finding) const;

  Report& report_;
  const ReachGraph& graph_;
  const VictimsByCauses& victims_;
  std::unordered_map<std::uint32_t, std::size_t> leaf_counts_;  // by cause: delegations outside of the graph
};

void Unreached::tell_core(const ReachCore& core) {
  const ReachZone& zone = graph_.zones[core.zones.front()];
  // A delegation that only lacks its own glue is D01's, at its very line.
  if (core.zones.size() == 1 && !zone.is_loaded()) return;
  fold_parts(core);
  if (core.zones.size() == 1)
    tell_self(core);
  else
    tell_ring(core);
  raise_sibling_glue(core);
}

// A05 and D21 at a record of the circle are part of it. D01, in the parent's file, is mended there and stays.
void Unreached::fold_parts(const ReachCore& core) {
  for (const std::uint32_t zone : core.zones)
    for (const ReachEdge& edge : graph_.edges_of(graph_.zones[zone]))
      if (edge.in_domain && edge.glue == 0 && graph_.zones[zone].parent == kNobody)
        for (const std::string_view code : {"A05", "D21"}) report_.fold(code, edge);
}

void Unreached::add_consequences(const ReachCore& core, base::Finding& finding) const {
  finding.notes.push_back("no resolver can find any name in " + report_.names(core.zones) +
                          ": website and mail there are lost, whatever else the zone" +
                          (core.zones.size() == 1 ? " holds" : "s hold"));
  const auto leaves = leaf_counts_.find(core.zones.front());
  if (const std::size_t count = core.victims.size() + (leaves == leaf_counts_.end() ? 0 : leaves->second); count > 0) {
    std::string text = count_text(count, "further zone depends on ", "further zones depend on ") +
                       (core.zones.size() == 1   ? "it"
                        : core.zones.size() == 2 ? "this pair"
                                                 : "this circle");
    if (!core.victims.empty()) text += ": " + report_.names(core.victims);
    finding.notes.push_back(text);
  }
  finding.help = mend(report_, core);
}

void Unreached::tell_self(const ReachCore& core) {
  const std::uint32_t number = core.zones.front();
  const ReachZone& zone = graph_.zones[number];
  report_.add(base::Level::Error, "C01", number, [&] {
    base::Finding finding;
    const std::string name = report_.name(number);
    finding.message = name + " can only be reached through itself: none of its name servers has an address that " +
                      (zone.parent == kNobody ? "can be found" : "its parent " + report_.name(zone.parent) + " gives");
    for (const ReachEdge& edge : graph_.edges_of(zone)) {
      if (finding.places.size() == Report::kMostPlaces) break;
      const ReachHost& host = graph_.hosts[edge.host];
      std::string label = "has no address that can be found";
      if (edge.in_domain)
        label = zone.parent != kNobody ? "lies inside " + name + ", and has no glue in this file"
                : host.addresses == 0  ? "lies inside " + name + ", and has no address there"
                                       : "lies inside " + name + ", and is not registered with its address";
      finding.places.push_back(report_.place(edge, std::move(label)));
    }
    finding.notes.push_back("to ask " + name +
                            " for the address of its own server, one must already have that address");
    add_consequences(core, finding);
    return finding;
  });
}

// The zone of the core whose parent is another of them, as the end of the list where there is none.
std::vector<std::uint32_t>::const_iterator Unreached::child_inside(const ReachCore& core) const {
  return std::ranges::find_if(core.zones, [&](std::uint32_t zone) {
    const std::uint32_t parent = graph_.zones[zone].parent;
    return parent != kNobody && graph_.zones[parent].core == graph_.zones[zone].core;
  });
}

std::string_view Unreached::code_of(const ReachCore& core) const {
  if (core.zones.size() == 1) return graph_.zones[core.zones.front()].is_loaded() ? "C01" : "D01";
  if (child_inside(core) != core.zones.end()) return "C07";
  return core.zones.size() == 2 ? "C02" : "C03";
}

void Unreached::tell_ring(const ReachCore& core) {
  const auto child = child_inside(core);
  const bool inside = child != core.zones.end();
  report_.add(base::Level::Error, code_of(core), core.zones, [&] {
    base::Finding finding;
    finding.message = report_.names(core.zones) + " can only be reached through each other";
    if (inside)
      finding.message += ": " + report_.name(*child) + " is delegated by " + report_.name(graph_.zones[*child].parent) +
                         ", which needs a name server inside it";
    for (std::size_t i = 0; i < std::min(core.hops.size(), Report::kMostPlaces); ++i) {
      const std::string from = report_.name(core.hops[i]);
      const std::string to = report_.name(core.hops[(i + 1) % core.hops.size()]);
      if (core.edges[i] == kNobody) {
        for (base::Place& place : report_.delegation(core.hops[i], from + " is delegated by " + to + ", found first"))
          finding.places.push_back(std::move(place));
        continue;
      }
      const ReachEdge& edge = graph_.edges[core.edges[i]];
      finding.places.push_back(
          report_.place(edge, from + " is served by " + report_.host(edge) + ", whose address " + to + " must give"));
    }
    if (core.hops.size() > Report::kMostPlaces)
      finding.notes.push_back("the circle goes on through " + std::to_string(core.hops.size() - Report::kMostPlaces) +
                              " more zones");
    add_consequences(core, finding);
    return finding;
  });
}

// D02 as an error: glue that a parent need not publish, but that would have broken the circle.
void Unreached::raise_sibling_glue(const ReachCore& core) {
  for (const std::uint32_t number : core.zones) {
    const ReachZone& zone = graph_.zones[number];
    if (zone.parent == kNobody) continue;
    for (const ReachEdge& edge : graph_.edges_of(zone)) {
      const ReachHost& host = graph_.hosts[edge.host];
      const bool sibling = !edge.in_domain && edge.glue == 0 && host.home != kNobody && host.home != zone.parent &&
                           graph_.zones[host.home].core == zone.core &&
                           wire::is_at_or_below(host.name, graph_.zones[zone.parent].origin);
      if (!sibling) continue;
      report_.fold("D02", edge);
      report_.add(base::Level::Error, "D02", zone.parent, [&] {
        base::Finding finding;
        finding.message = "the delegation " + report_.name(number) + " needs the address of " + report_.host(edge) +
                          " beside it, because " + report_.name(host.home) + " can only be reached through " +
                          report_.name(number);
        finding.places = {report_.place(edge, "has no address in this file")};
        finding.help = publish_text(report_, zone, edge);
        return finding;
      });
    }
  }
}

void Unreached::tell_victims(const Causes& causes, const Victims& victims) {
  report_.add(base::Level::Error, "C05", victims.zones, [&] {
    base::Finding finding;
    std::vector<std::string> reasons;
    std::set<std::string_view> codes;
    for (const std::uint32_t cause : causes) {
      const std::uint32_t core = graph_.zones[cause].core;
      if (core != kNobody) codes.insert(code_of(graph_.cores[core]));
      reasons.push_back(core != kNobody ? report_.names(graph_.cores[core].zones) : report_.name(cause));
    }
    std::string who = victims.zones.empty() ? count_text(victims.leaf_count, "delegation", "delegations")
                                            : report_.names(victims.zones);
    if (!victims.zones.empty() && victims.leaf_count > 0)
      who += " and " + count_text(victims.leaf_count, "delegation", "delegations");
    finding.message = who + " cannot be reached, because " + reasons.front() + " cannot";
    for (std::size_t i = 1; i < reasons.size(); ++i) finding.message += ", and neither can " + reasons[i];
    for (const std::uint32_t victim : victims.zones) {
      if (finding.places.size() == Report::kMostPlaces) break;
      for (base::Place& place : report_.delegation(victim, report_.name(victim) + " has no other way"))
        finding.places.push_back(std::move(place));
    }
    if (finding.places.empty())
      finding.places.push_back(report_.place(victims.leaf_holder, victims.leaf_rrset, victims.leaf_record, ""));
    if (victims.zones.empty()) finding.subject = report_.name(causes.front());
    finding.help = "mend " + (causes.size() == 1 ? reasons.front() : "these") + " first" +
                   (codes.empty() ? "" : ", see " + list_text(std::vector<std::string>(codes.begin(), codes.end()))) +
                   "; a further name server elsewhere would make it independent";
    return finding;
  });
}

void Unreached::tell_externals() {
  for (std::uint32_t number = 0; number < graph_.zones.size(); ++number) {
    const ReachZone& zone = graph_.zones[number];
    if (!zone.is_loaded() || zone.cause != number) continue;
    const auto is_external = [&](const ReachEdge& edge) { return graph_.hosts[edge.host].kind == HostKind::External; };
    const auto edges = graph_.edges_of(zone);
    if (!std::ranges::any_of(edges, is_external)) continue;
    report_.add(base::Level::Error, "C12", number, [&] {
      base::Finding finding;
      finding.message = report_.name(number) + " cannot be reached without name servers in zones that are not loaded";
      for (const ReachEdge& edge : edges)
        if (is_external(edge) && finding.places.size() < Report::kMostPlaces)
          finding.places.push_back(report_.place(edge, "in no zone that is loaded here"));
      finding.help =
          "give " + report_.name(number) + " a name server inside its own name, or check without --externals=none";
      return finding;
    });
  }
}

}  // namespace

void explain_unreached(const Universe& universe, Report& report, ReachGraph& graph) {
  const VictimsByCauses victims = find_causes(universe, graph);
  Unreached(report, victims).run();
}

}  // namespace bailiwick::check
