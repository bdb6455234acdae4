#include "check/reach/hints.h"

#include <algorithm>
#include <unordered_set>

#include "check/own_host.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kMostTried = 16;
constexpr std::string_view kAtRegistrar =
    " at your registrar (there called host, glue record, child name server or custom DNS host)";

// Whether all zones of the core are reached once this one is.
bool mends_all(const ReachGraph& graph, const ReachCore& core, std::uint32_t first) {
  std::unordered_set<std::uint32_t> found = {first};
  std::vector<std::uint32_t> queue = {first};
  const auto parent_is_reached = [&](const ReachZone& zone) {
    return zone.parent == kNobody || found.contains(zone.parent) ||
           graph.zones[zone.parent].state(Clients::Both) != Reach::Unreached;
  };
  const auto has_server = [&](const ReachZone& zone) {
    return std::ranges::any_of(graph.edges_of(zone), [&](const ReachEdge& edge) {
      const ReachHost& host = graph.hosts[edge.host];
      if (host.kind == HostKind::External) return graph.externals;
      return edge.glue != 0 || (host.addresses != 0 && found.contains(host.home));
    });
  };
  const std::uint32_t core_number = graph.zones[first].core;
  const auto visit = [&](std::uint32_t number) {
    const ReachZone& zone = graph.zones[number];
    if (zone.core != core_number || found.contains(number) || !parent_is_reached(zone) || !has_server(zone)) return;
    found.insert(number);
    queue.push_back(number);
  };
  while (!queue.empty()) {
    const std::uint32_t number = queue.back();
    queue.pop_back();
    for (const std::uint32_t child : graph.children[number]) visit(child);
    for (const std::uint32_t host : graph.hosts_in[number])
      for (const std::uint32_t edge : graph.users[host]) visit(graph.edges[edge].zone);
  }
  return found.size() == core.zones.size();
}

bool has_own_host(const ReachGraph& graph, std::uint32_t zone) {
  return std::ranges::any_of(graph.edges_of(graph.zones[zone]), &ReachEdge::in_domain);
}

// The zone to begin with: one with a server of its own before one without, a loaded one before a stub.
std::uint32_t where_to_begin(const Report& report, const ReachCore& core, bool& mended) {
  const ReachGraph& graph = report.graph();
  std::vector<std::uint32_t> candidates(core.zones.begin(),
                                        core.zones.begin() + std::min(core.zones.size(), 4 * kMostTried));
  const auto rank = [&](std::uint32_t zone) {
    return (has_own_host(graph, zone) ? 0 : 2) + (graph.zones[zone].is_loaded() ? 0 : 1);
  };
  std::ranges::stable_sort(candidates, {}, rank);
  // A large core is tried out from one zone only.
  constexpr std::size_t kMostSteps = 65'536;
  candidates.resize(
      std::min(candidates.size(), std::clamp(kMostSteps / core.zones.size(), std::size_t{1}, kMostTried)));
  for (const std::uint32_t zone : candidates) {
    if (rank(zone) > rank(candidates.front())) break;
    mended = mends_all(graph, core, zone);
    if (mended) return zone;
  }
  return candidates.front();
}

// Sibling glue that the core's loaded parents lack (RFC 9471 §2.2: cyclic sibling zones are why it exists).
std::string sibling_text(const Report& report, const ReachCore& core) {
  const ReachGraph& graph = report.graph();
  for (std::size_t i = 0; i < core.edges.size(); ++i) {
    if (core.edges[i] == kNobody) continue;
    const ReachEdge& edge = graph.edges[core.edges[i]];
    const ReachZone& zone = graph.zones[edge.zone];
    const ReachHost& host = graph.hosts[edge.host];
    const bool sibling = zone.parent != kNobody && !edge.in_domain && host.home != zone.parent &&
                         wire::is_at_or_below(host.name, graph.zones[zone.parent].origin);
    if (sibling) return publish_text(report, zone, edge);
  }
  return {};
}

}  // namespace

// The records of a server ns1 inside the zone that a file lacks; where no zone says the addresses, a blank for one.
std::string own_server_records(const Report& report, const ReachZone& zone, std::uint32_t input) {
  const std::string host = child_text("ns1", zone.origin);
  const std::string ns = '`' + wire::to_text(zone.origin) + " IN NS " + host + '`';
  const auto lines = [&](std::uint32_t from) {
    std::string text;
    const auto name = wire::Name::from_text(host);
    if (from == kNobody || !name) return text;
    const zone::NodeId node = report.zone_of(from).find_exact(*name);
    for (const rr::Type type : {rr::Type::A, rr::Type::AAAA})
      for (const std::string& address : address_texts(report.zone_of(from), node, type))
        text += " and `" + host + (type == rr::Type::A ? " IN A " : " IN AAAA ") + address + '`';
    return text;
  };
  if (!lines(input).empty()) return ns;
  const std::string known = lines(zone.input);
  return ns + (known.empty() ? " and `" + host + " IN A <address>`" : known);
}

std::string own_server_text(const Report& report, std::uint32_t number) {
  const ReachZone& zone = report.graph().zones[number];
  const std::string name = report.name(number);
  std::string text = "give " + name + " a server inside its own name: add ";
  const std::string own = own_server_records(report, zone, zone.input);
  if (zone.is_loaded()) text += own + " to " + report.file(zone.input);
  if (zone.parent == kNobody)
    return text + ", and register ns1." + name + " with that address" + std::string(kAtRegistrar);
  const std::string above = own_server_records(report, zone, zone.holder);
  if (!zone.is_loaded()) return text + above + " to " + report.file(zone.holder) + ", and to that zone itself";
  return text + (above == own ? " and to " : ", and " + above + " to ") + report.file(zone.holder);
}

std::string registered_line(const Report& report, const ReachHost& host) {
  std::string line = shown(host.name);
  for (const rr::Type type : {rr::Type::A, rr::Type::AAAA})
    for (const std::string& text : address_texts(report.zone_of(host.holder), host.node, type)) line += ' ' + text;
  return line;
}

std::string publish_text(const Report& report, const ReachZone& zone, const ReachEdge& edge) {
  const ReachHost& host = report.graph().hosts[edge.host];
  const std::string owner = wire::to_text(host.name);
  std::string lines;
  std::string addresses;
  if (host.shown != 0) {
    for (const rr::Type type : {rr::Type::A, rr::Type::AAAA})
      for (const std::string& text : address_texts(report.zone_of(host.holder), host.node, type)) {
        lines += (lines.empty() ? "`" : ", `") + owner + (type == rr::Type::A ? " IN A " : " IN AAAA ") + text + '`';
        addresses += (addresses.empty() ? "" : ", ") + text;
      }
  } else {
    lines = address_to_type(host.name);
  }
  if (zone.parent != kNobody) return "add " + lines + " to " + report.file(zone.holder) + " as glue";
  if (host.shown != 0) {
    const std::string text = "register " + shown(host.name) + " with " + addresses + std::string(kAtRegistrar);
    if (report.world().registered == nullptr) return text;
    return text + ", then add the line `" + registered_line(report, host) + "` to " + report.world().registered->file();
  }
  return "add " + lines + " to " + report.file(zone.holder) + ", and register " + shown(host.name) +
         " with the same addresses" + std::string(kAtRegistrar);
}

std::string mend(const Report& report, const ReachCore& core) {
  constexpr std::size_t kMostHosts = 4;
  const ReachGraph& graph = report.graph();
  bool mended = false;
  const std::uint32_t number = where_to_begin(report, core, mended);
  const ReachZone& zone = graph.zones[number];
  std::string text;
  std::size_t count = 0;
  for (const ReachEdge& edge : graph.edges_of(zone)) {
    if (!edge.in_domain || edge.glue != 0 || ++count > kMostHosts) continue;
    const bool below_cut = zone.parent == kNobody && graph.hosts[edge.host].home != number;
    text += (text.empty() ? "" : "; ") +
            (below_cut ? replace_by_own_host(report.zone_of(zone.holder), graph.hosts[edge.host].name) +
                             std::string(kAtRegistrar)
                       : publish_text(report, zone, edge));
  }
  if (text.empty()) {
    const std::string sibling = sibling_text(report, core);
    text = own_server_text(report, number);
    if (!sibling.empty()) text = sibling + "; or, safer, " + text;
  }
  if (!mended && core.zones.size() > 1) text += "; then check again, for more than that is missing";
  return text;
}

}  // namespace bailiwick::check
