// What a loaded parent and its loaded child say of one another: P01 NS sets, P02 no delegation at all, P04 TTLs, D10
// addresses (also those registered), C11 a child whose own NS set does not work. RFC 1034 §4.2.2, RFC 2181 §5.4.1.
#include <algorithm>
#include <unordered_set>

#include "check/reach/fixpoint.h"
#include "check/reach/hints.h"
#include "check/reach/report.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

using Edges = std::span<const ReachEdge>;

bool names(Edges edges, std::uint32_t host) {
  return std::ranges::find(edges, host, &ReachEdge::host) != edges.end();
}

// The NS records of `some` whose hosts `others` does not name.
std::vector<const ReachEdge*> extra(Edges some, Edges others) {
  std::vector<const ReachEdge*> result;
  for (const ReachEdge& edge : some)
    if (!names(others, edge.host)) result.push_back(&edge);
  return result;
}

class Pair {
 public:
  // `own` is the child's NS set as it has it itself.
  Pair(Report& report, std::uint32_t number, Edges own)
      : report_(report), graph_(report.graph()), number_(number), zone_(graph_.zones[number]), own_(own) {}

  void compare() {
    if (own_.empty()) return;  // A03
    tell_extra(extra(graph_.edges_of(zone_), own_), true);
    tell_extra(extra(own_, graph_.edges_of(zone_)), false);
    tell_ttls();
    tell_useless();
    if (own_.size() == 1) complete_single();
  }

 private:
  std::string child() const { return report_.name(number_); }
  base::Place own_place(const ReachEdge& edge, std::string label) const {
    return report_.place(zone_.input, edge.rrset, edge.record, std::move(label));
  }

  // As they are typed, in either file; of many, the first.
  std::string ns_lines(const std::vector<std::string>& hosts) const {
    std::vector<std::string> lines;
    for (const std::string& host : hosts)
      lines.push_back('`' + wire::to_text(zone_.origin) + " IN NS " + host + (host == "." ? "`" : ".`"));
    return list_text(lines);
  }

  void tell_extra(const std::vector<const ReachEdge*>& edges, bool at_parent) {
    if (edges.empty()) return;
    report_.add(at_parent ? base::Level::Warning : base::Level::Info, "P01", number_, [&] {
      const std::string parent = report_.name(zone_.parent);
      std::vector<std::string> hosts;
      base::Finding finding;
      for (const ReachEdge* edge : edges) {
        hosts.push_back(report_.host(*edge));
        if (finding.places.size() < Report::kMostPlaces)
          finding.places.push_back(at_parent ? report_.place(*edge, "only in " + parent)
                                             : own_place(*edge, "only in " + child()));
      }
      finding.places.push_back(at_parent ? own_place(own_.front(), "the NS records of " + child() + " itself")
                                         : report_.delegation(number_, "the delegation").front());
      finding.message =
          at_parent ? "the delegation of " + child() + " in " + parent + " names " + list_text(hosts) + ", which " +
                          child() + " itself does not"
                    : child() + " names " + list_text(hosts) + ", which its delegation in " + parent + " does not";
      const std::string there = report_.file(at_parent ? zone_.holder : zone_.input);
      const std::string lacking = report_.file(at_parent ? zone_.input : zone_.holder);
      const std::string lines = ns_lines(hosts);
      finding.help = at_parent ? "delete " + lines + " from " + there + ", or add " + lines + " to " + lacking
                               : "add " + lines + " to " + lacking + " too, or delete " + lines + " from " + there;
      return finding;
    });
  }

  // Once a resolver has the child's NS set it goes by it (RFC 2181 §5.4.1): when that does not work, the zone goes
  // dark some time after it was first found.
  void tell_useless() {
    if (zone_.state(Clients::Both) == Reach::Unreached) return;
    if (std::ranges::any_of(own_, [&](const ReachEdge& edge) { return is_usable(graph_, edge); })) return;
    report_.add(base::Level::Error, "C11", number_, [&] {
      base::Finding finding;
      finding.message = "the delegation of " + child() + " works, but none of the name servers that " + child() +
                        " itself names can be used";
      for (const ReachEdge& edge : own_)
        if (finding.places.size() < Report::kMostPlaces) finding.places.push_back(own_place(edge, "of no use"));
      finding.places.push_back(report_.delegation(number_, "the delegation, which works").front());
      finding.notes = {
          "resolvers prefer the zone's own NS records once they have them: it is found at first, and lost then"};
      finding.help = "give the NS records of " + child() + " itself the same hosts and addresses as its delegation";
      return finding;
    });
  }

  // A04 of the zone alone knows nothing of its parent, which may have the second server already, or needs it too.
  void complete_single() {
    const Edges theirs = graph_.edges_of(zone_);
    if (theirs.empty()) return;
    const auto others = extra(theirs, own_);
    std::vector<std::string> hosts;
    for (const ReachEdge* edge : others) hosts.push_back(report_.host(*edge));
    const std::string here = report_.file(zone_.input);
    const std::string there = report_.file(zone_.holder);
    const std::string delegation = "its delegation in " + report_.name(zone_.parent);
    if (others.empty())
      report_.complete("A04", own_.front(), report_.place(theirs.front(), delegation + " has no other either"),
                       "add " + second_server_to_type(zone_.origin) + " to " + here + " and to " + there +
                           ", with the address of a second machine");
    else
      report_.complete("A04", own_.front(), report_.place(*others.front(), delegation + " has another"),
                       "add " + ns_lines(hosts) + " to " + here + ", as " + there + " has it");
  }

  void tell_ttls() {
    constexpr std::uint64_t kFarApart = 100;  // a TLD's two days against half an hour is common
    if (graph_.edges_of(zone_).empty()) return;
    const ReachEdge& theirs = graph_.edges_of(zone_).front();
    const std::uint64_t above = report_.zone_of(zone_.holder).rrset(theirs.rrset).ttl();
    const std::uint64_t below = report_.zone_of(zone_.input).rrset(own_.front().rrset).ttl();
    if (std::max(above, below) < kFarApart * std::max<std::uint64_t>(std::min(above, below), 1)) return;
    report_.add(base::Level::Info, "P04", number_, [&] {
      base::Finding finding;
      finding.message = "the NS records of " + child() + " have TTL " + std::to_string(below) + ", and " +
                        std::to_string(above) + " in its delegation";
      finding.places = {own_place(own_.front(), ""), report_.place(theirs, "the delegation")};
      finding.help = "a change of name servers takes the longer of the two: give them similar TTLs";
      return finding;
    });
  }

  Report& report_;
  const ReachGraph& graph_;
  std::uint32_t number_;
  const ReachZone& zone_;
  Edges own_;
};

// Addresses of one host, as octets: those of a zone file's node, or those registered.
using Addresses = std::vector<std::vector<std::uint8_t>>;

Addresses addresses_at(const zone::Zone& zone, zone::NodeId node) {
  Addresses addresses;
  for (const rr::Type type : {rr::Type::A, rr::Type::AAAA})
    if (const auto rrset = zone.find_rrset(node, type))
      for (const zone::Record record : *rrset) addresses.emplace_back(record.rdata.begin(), record.rdata.end());
  return addresses;
}

Addresses addresses_of(const RegisteredHost& host) {
  Addresses addresses;
  for (const auto& v4 : host.v4) addresses.emplace_back(v4.begin(), v4.end());
  for (const auto& v6 : host.v6) addresses.emplace_back(v6.begin(), v6.end());
  return addresses;
}

bool lacks_any(const Addresses& some, const Addresses& others) {
  return std::ranges::any_of(some, [&](const auto& a) { return std::ranges::find(others, a) == others.end(); });
}

class GlueComparison {
 public:
  explicit GlueComparison(Report& report) : report_(report), graph_(report.graph()) {}

  void run() {
    for (const ReachEdge& edge : graph_.edges) {
      const ReachZone& zone = graph_.zones[edge.zone];
      const ReachHost& host = graph_.hosts[edge.host];
      if (edge.glue == 0 || host.kind != HostKind::Addressed) continue;
      // Once for each place that publishes the host.
      if (!seen_.insert(std::uint64_t{edge.host} << 32 | zone.parent).second) continue;
      const Addresses home = addresses_at(report_.zone_of(host.holder), host.node);
      if (zone.parent != kNobody) {
        const zone::NodeId node = report_.zone_of(zone.holder).find_exact(host.name);
        tell(edge, addresses_at(report_.zone_of(zone.holder), node), home, address_place(zone.holder, node));
      } else if (const RegisteredHosts* all = report_.world().registered) {
        const RegisteredHost& registered = *all->find(host.name);
        tell(edge, addresses_of(registered), home,
             {.file = all->file(), .line = registered.line, .column = registered.column, .label = {}});
      }
    }
  }

 private:
  base::Place address_place(std::uint32_t input, zone::NodeId node) const {
    for (const rr::Type type : {rr::Type::A, rr::Type::AAAA})
      if (const auto rrset = rrset_number(report_.zone_of(input), node, type); rrset != kNobody)
        return report_.place(input, rrset, 0, "");
    return {};
  }

  void tell(const ReachEdge& edge, const Addresses& above, const Addresses& home, base::Place place) {
    if (lacks_any(above, home))
      add(base::Level::Error, edge, std::move(place), "an address that ", " does not have");
    else if (lacks_any(home, above))
      add(base::Level::Info, edge, std::move(place), "not all addresses that ", " has");
  }

  void add(base::Level level, const ReachEdge& edge, base::Place above, std::string_view before,
           std::string_view after) {
    const ReachHost& host = graph_.hosts[edge.host];
    const ReachZone& zone = graph_.zones[edge.zone];
    report_.add(level, "D10", host.home, [&] {
      base::Finding finding;
      const std::string home = report_.name(host.home);
      const std::string where = zone.parent != kNobody ? "the glue in " + report_.name(zone.parent) : "the registrar";
      finding.message =
          where + " has " + std::string(before) + home + std::string(after) + " for name server " + shown(host.name);
      above.label = zone.parent != kNobody ? "the glue" : "registered";
      base::Place own = address_place(host.holder, host.node);
      own.label = "the address in " + home;
      finding.places = {above, own};
      if (zone.parent != kNobody) {
        finding.help = "give " + shown(host.name) + " the same addresses in " + above.file + " and in " + own.file;
      } else {
        const std::string line = registered_line(report_, host);
        const std::string addresses = line.substr(line.find(' ') + 1);
        finding.help = "change " + shown(host.name) + " at your registrar to " + addresses + ", then write `" + line +
                       "` in " + above.file + "; or, if the registrar is right, correct " + own.file;
      }
      return finding;
    });
  }

  Report& report_;
  const ReachGraph& graph_;
  std::unordered_set<std::uint64_t> seen_;
};

void tell_undelegated(Report& report, const Origins& origins, std::uint32_t number) {
  report.add(base::Level::Error, "P02", number, [&] {
    const ReachZone& zone = report.graph().zones[number];
    const zone::HashedName name(zone.origin);
    const std::uint32_t above = origins.closest(name, name.label_count());
    const std::string parent = report.name(above);
    base::Finding finding;
    finding.message = parent + " is loaded too, and has no delegation for " + report.name(number);
    finding.places = report.delegation(number, "its name servers, which " + parent + " does not name");
    const std::uint32_t soa = rrset_number(report.zone_of(above), zone::kApex, rr::Type::SOA);
    if (soa != kNobody) finding.places.push_back(report.place(above, soa, 0, "the zone above it"));
    finding.notes = {"resolvers that ask the servers of " + parent + " learn nothing of " + report.name(number) +
                     " unless these serve both zones; DNSSEC breaks in any case"};
    finding.help = "add the NS records of " + report.name(number) + " to " + report.file(above) +
                   ", with the addresses of those that lie inside it";
    return finding;
  });
}

}  // namespace

void compare_parents(const Universe& universe, Report& report, const Origins& origins) {
  const ReachGraph& graph = report.graph();
  auto at = universe.own_edges.begin();
  for (std::uint32_t number = 0; number < graph.zones.size() && graph.zones[number].is_loaded(); ++number) {
    const auto first = at;
    while (at != universe.own_edges.end() && at->zone == number) ++at;
    if (graph.zones[number].undelegated) tell_undelegated(report, origins, number);
    if (graph.zones[number].parent != kNobody) Pair(report, number, {first, at}).compare();
  }
  GlueComparison(report).run();
}

}  // namespace bailiwick::check
