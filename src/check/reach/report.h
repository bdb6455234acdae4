// The hand that writes the findings of the world: codes, zones concerned, places and the words that several share.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check/context.h"
#include "check/reach/universe.h"
#include "check/reach/world.h"

namespace bailiwick::check {

class Report {
 public:
  // Places that one finding shows at most.
  static constexpr std::size_t kMostPlaces = 12;

  Report(const WorldInput& world, WorldResult& result) : world_(world), result_(result) {}

  const WorldInput& world() const { return world_; }
  const ReachGraph& graph() const { return result_.graph; }
  const zone::Zone& zone_of(std::uint32_t input) const { return world_.zones[input].zone; }

  // `zones` are numbers of the graph; stubs among them are nobody's that could be kept from going live. `make()` gives
  // a Finding of which level, code and subject are filled in here; it is not called once enough are kept.
  template <class Make>
  void add(base::Level level, std::string_view code, std::span<const std::uint32_t> zones, Make make) {
    if (level == base::Level::Info && !world_.information) return;
    const std::vector<std::uint32_t> loaded = note_concerned(level, code, zones);
    if (result_.findings.count(code) >= base::Findings::kKeptPerCode) {
      result_.findings.add_unseen(level, std::string(code), 1);
      return;
    }
    base::Finding finding = make();
    finding.level = level;
    finding.code = code;
    if (finding.subject.empty() && !zones.empty()) finding.subject = name(zones.front());
    result_.findings.add(std::move(finding));
    result_.concerned.push_back(loaded);
  }
  template <class Make>
  void add(base::Level level, std::string_view code, std::uint32_t zone, Make make) {
    add(level, code, std::span(&zone, 1), make);
  }
  // The finding of that code about that NS record is said better here.
  void fold(std::string_view code, const ReachEdge& edge);
  // The finding of that code about an NS record that a zone has of itself gets one more place, and another help.
  void complete(std::string_view code, const ReachEdge& own, base::Place place, std::string help);

  std::string name(std::uint32_t zone) const { return shown(graph().zones[zone].origin); }
  std::string host(const ReachEdge& edge) const { return shown(graph().hosts[edge.host].name); }
  // "a, b and 3 more".
  std::string names(std::span<const std::uint32_t> zones) const;
  // Of the file that holds the input, as named by its first record.
  std::string file(std::uint32_t input) const;

  base::Place place(std::uint32_t input, std::uint32_t rrset, std::size_t record, std::string label) const;
  base::Place place(const ReachEdge& edge, std::string label) const {
    return place(graph().zones[edge.zone].holder, edge.rrset, edge.record, std::move(label));
  }
  // The zone's first NS record, or its file where it has none.
  std::vector<base::Place> delegation(std::uint32_t zone, std::string label) const;

 private:
  std::vector<std::uint32_t> note_concerned(base::Level level, std::string_view code,
                                            std::span<const std::uint32_t> zones);

  const WorldInput& world_;
  WorldResult& result_;
};

// "a, b and c"; at most `most` of them, then "and 3 more".
std::string list_text(std::span<const std::string> words, std::size_t most = 6);
// "1 zone", "3 zones".
std::string count_text(std::size_t count, std::string_view one, std::string_view many);
// The addresses of an RRset of type A or AAAA.
std::vector<std::string> address_texts(const zone::Zone& zone, zone::NodeId node, rr::Type type);

// --- what finds what: one function a kind, each in its own file -----------------------------------------------------

void explain_unreached(const Universe& universe, Report& report, ReachGraph& graph);     // C01 C02 C03 C05 C07 C12, D02
void explain_dead_hosts(const Universe& universe, Report& report);                       // D03 D05 D06
void explain_sibling_need(Report& report);                                               // C06
void explain_unregistered(Report& report);                                               // D01
void explain_redundancy(Report& report);                                                 // C04 C09 C10 C13
void explain_clients(Report& report);                                                    // C08 C12
void compare_parents(const Universe& universe, Report& report, const Origins& origins);  // P01 P02 P04 D10 C11
void compare_keys(Report& report);                                                       // P03
void explain_targets(Report& report, const Origins& origins);                            // C14
void explain_hints(Report& report, const Origins& origins);                              // S16
void explain_aliases(Report& report, const Origins& origins);                            // T05 T06 T07 T08

}  // namespace bailiwick::check
