// Left to right: the registry above, the zones, their hosts; a host without glue points to the zone that must be asked
// for its address, which is how a circle comes to be seen: a short one unrolls, and its last step leads back. Colours
// are told apart by more than their hue: circles are thick, what is missing is dashed.
#include "cli/graph/delegation_graph.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/address.h"
#include "rr/type.h"

namespace bailiwick::cli {
namespace {

using check::ReachEdge;
using check::ReachGraph;
using check::ReachHost;
using check::ReachZone;

constexpr std::string_view kBad = "#c0392b";
constexpr std::string_view kDoubtful = "#b9770e";
constexpr std::string_view kGood = "#1e8449";
constexpr std::string_view kFaint = "#7f8c8d";
constexpr std::string_view kThick = "penwidth=4";
constexpr std::string_view kDashed = "style=dashed";
constexpr std::size_t kMostUnrolled = 6;

// A quoted DOT string; `\n` in it stays a line break.
std::string dot_string(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

class Picture {
 public:
  Picture(const ReachGraph& graph, std::span<const zone::Zone* const> zones)
      : graph_(graph),
        zones_(zones),
        drawn_(graph.zones.size()),
        host_drawn_(graph.hosts.size()),
        single_(graph.hosts.size()) {
    choose();
  }

  std::string text() {
    out_ =
        "digraph delegations {\n  rankdir=LR; fontname=\"Helvetica\"; nodesep=0.25; ranksep=0.9;\n"
        "  node [fontname=\"Helvetica\", fontsize=11]; edge [fontname=\"Helvetica\", fontsize=9];\n";
    for (std::uint32_t zone = 0; zone < graph_.zones.size(); ++zone)
      if (drawn_[zone]) draw_zone(zone);
    draw_parents();
    draw_circles();
    draw_folded();
    draw_legend();
    return out_ + "}\n";
  }

 private:
  // How much there is to see at a zone; the most first.
  int interest(std::uint32_t number) const {
    const ReachZone& zone = graph_.zones[number];
    if (zone.core != check::kNobody) return 4;
    if (zone.state(check::Clients::Both) == check::Reach::Unreached) return 3;
    if (!graph_.single[number].empty()) return 2;
    return zone.is_loaded() ? 1 : 0;
  }

  void choose() {
    std::vector<std::uint32_t> order(graph_.zones.size());
    std::iota(order.begin(), order.end(), 0U);
    if (order.size() > kMostZonesInPicture) {
      std::ranges::stable_sort(order, [this](auto a, auto b) { return interest(a) > interest(b); });
      folded_ = order.size() - kMostZonesInPicture;
      order.resize(kMostZonesInPicture);
    }
    for (std::uint32_t zone : order) {
      drawn_[zone] = true;
      for (std::uint32_t host : graph_.single[zone]) single_[host] = true;
    }
  }

  static std::string zone_id(std::uint32_t zone) { return "z" + std::to_string(zone); }
  static std::string host_id(std::uint32_t host) { return "h" + std::to_string(host); }

  void draw_zone(std::uint32_t number) {
    const ReachZone& zone = graph_.zones[number];
    std::string label = wire::to_display(zone.origin);
    std::string_view colour = kGood;
    switch (zone.state(check::Clients::Both)) {
      case check::Reach::Solid:
        break;
      case check::Reach::External:
        label += "\nneeds servers elsewhere";
        break;
      case check::Reach::Sibling:
        label += "\nneeds glue that a parent\nmay leave out";
        colour = kDoubtful;
        break;
      case check::Reach::Unreached:
        label += "\ncannot be found";
        colour = kBad;
        break;
    }
    if (!zone.is_loaded()) label += "\n(not loaded)";
    out_ += "  " + zone_id(number) + " [shape=box, style=\"rounded,filled\", fillcolor=white, penwidth=2, color=\"" +
            std::string(colour) + "\", label=" + dot_string(label) + "];\n";
    for (std::uint32_t i = 0; i < zone.edge_count; ++i) draw_server(zone, graph_.edges[zone.first_edge + i]);
  }

  // The NS record: solid with glue, dashed where the host's own zone must be asked first.
  void draw_server(const ReachZone& zone, const ReachEdge& edge) {
    draw_host(edge.host);
    const ReachHost& host = graph_.hosts[edge.host];
    const bool hop = is_hop(zone, edge);
    out_ += "  " + zone_id(edge.zone) + " -> " + host_id(edge.host);
    if (edge.glue != 0)
      out_ += edge.in_domain ? " [label=\"NS, glue\"];\n" : " [label=\"NS, glue of a sibling\"];\n";
    else if (edge.in_domain)
      out_ += " [label=\"NS, glue missing\", " + drawn_as(kBad, hop ? kThick : kDashed) + "];\n";
    else
      out_ += " [label=\"NS\", " + drawn_as(hop ? kBad : "black", hop ? kThick : kDashed) + "];\n";
    if (hop || host.home == check::kNobody || !drawn_[host.home]) return;
    // To the zone that is asked for the address: where there is none with the delegation, or where that may be left
    // out.
    if (edge.glue == 0)
      draw_asks(edge.host, host.home, "address from", drawn_as(edge.in_domain ? kBad : kFaint, kDashed), false);
    else if (!edge.in_domain && zone.state(check::Clients::Both) == check::Reach::Sibling)
      draw_asks(edge.host, host.home, "else: address from", drawn_as(kDoubtful, kDashed), false);
  }

  static std::string drawn_as(std::string_view colour, std::string_view stroke) {
    return std::string(stroke) + ", color=\"" + std::string(colour) + "\", fontcolor=\"" + std::string(colour) + '"';
  }

  // `onward`: the zone is drawn to the right of the host.
  void draw_asks(std::uint32_t host, std::uint32_t home, std::string_view label, const std::string& look, bool onward) {
    out_ += "  " + host_id(host) + " -> " + zone_id(home) + " [label=\"" + std::string(label) + "\", " + look +
            (onward ? "" : ", constraint=false") + "];\n";
  }

  bool is_hop(const ReachZone& zone, const ReachEdge& edge) const {
    if (zone.core == check::kNobody) return false;
    const auto number = static_cast<std::uint32_t>(&edge - graph_.edges.data());
    return std::ranges::find(graph_.cores[zone.core].edges, number) != graph_.cores[zone.core].edges.end();
  }

  void draw_host(std::uint32_t number) {
    if (host_drawn_[number]) return;
    host_drawn_[number] = true;
    const ReachHost& host = graph_.hosts[number];
    std::string label = wire::to_display(host.name);
    const std::string addresses = addresses_of(host);
    std::string_view colour = "black";
    if (!addresses.empty()) {
      label += addresses;
    } else if (host.kind == check::HostKind::Alias) {
      label += "\nis an alias";
      colour = kBad;
    } else if (host.kind == check::HostKind::External || host.kind == check::HostKind::InStub) {
      label += "\naddress not known here";
      colour = kFaint;
    } else {
      label += "\nno address";
      colour = kBad;
    }
    const bool single = single_[number];
    if (single) label += "\nsingle point of failure";
    out_ += "  " + host_id(number) + " [shape=" + (single ? "octagon" : "ellipse") + ", color=\"" +
            std::string(single && colour == "black" ? kDoubtful : colour) + "\"" + (single ? ", penwidth=2" : "") +
            ", label=" + dot_string(label) + "];\n";
  }

  std::string addresses_of(const ReachHost& host) const {
    std::string text;
    if (host.holder == check::kNobody || host.node == zone::kNoNode) return text;
    const zone::Zone& holder = *zones_[host.holder];
    for (rr::Type type : {rr::Type::A, rr::Type::AAAA}) {
      const auto rrset = holder.find_rrset(host.node, type);
      if (!rrset) continue;
      for (const zone::Record record : *rrset) text += '\n' + base::address_text(record.rdata);
    }
    return text;
  }

  void draw_parents() {
    bool registry = false;
    for (std::uint32_t number = 0; number < graph_.zones.size(); ++number) {
      const ReachZone& zone = graph_.zones[number];
      if (!drawn_[number]) continue;
      if (zone.parent == check::kNobody && !registry) {
        out_ += "  registry [shape=box3d, color=\"" + std::string(kFaint) + "\", label=\"the registries above\"];\n";
        registry = true;
      }
      if (zone.parent != check::kNobody && !drawn_[zone.parent]) continue;
      out_ += "  " + (zone.parent == check::kNobody ? std::string("registry") : zone_id(zone.parent)) + " -> " +
              zone_id(number) + " [label=\"delegates\", color=\"" + std::string(kFaint) + "\", fontcolor=\"" +
              std::string(kFaint) + "\"];\n";
    }
  }

  // The shortest way round each circle, thick. The NS records on it are drawn with their zones.
  void draw_circles() {
    for (const check::ReachCore& core : graph_.cores) {
      for (std::size_t i = 0; i < core.hops.size(); ++i) {
        const std::uint32_t next = core.hops[(i + 1) % core.hops.size()];
        if (!drawn_[core.hops[i]] || !drawn_[next]) continue;
        if (i < core.edges.size() && core.edges[i] != check::kNobody)
          draw_asks(graph_.edges[core.edges[i]].host, next, "address from", drawn_as(kBad, kThick),
                    core.hops.size() <= kMostUnrolled && i + 1 < core.hops.size());
        else
          out_ += "  " + zone_id(core.hops[i]) + " -> " + zone_id(next) + " [label=\"needs its parent\", " +
                  drawn_as(kBad, kThick) + ", constraint=false];\n";
      }
    }
  }

  void draw_folded() {
    if (folded_ == 0) return;
    out_ += "  folded [shape=box, style=dashed, color=\"" + std::string(kFaint) +
            "\", label=" + dot_string("and " + std::to_string(folded_) + " more zones\nwith less to see") + "];\n";
  }

  void draw_legend() {
    const auto line = [](std::string_view colour, std::string_view text) {
      return "<font color=\"" + std::string(colour) + "\">" + std::string(text) + "</font><br align=\"left\"/>";
    };
    out_ +=
        "  labelloc=b; labeljust=l; fontsize=10;\n  label=<" +
        line(kBad, "thick red: a circle; to find one of its zones the next must be found first, all the way round") +
        line("black", "dashed: no glue; the address must be asked for") +
        line(kDoubtful, "octagon: if this host fails, a zone is gone") + ">;\n";
  }

  const ReachGraph& graph_;
  std::span<const zone::Zone* const> zones_;
  std::vector<bool> drawn_;
  std::vector<bool> host_drawn_;
  std::vector<bool> single_;  // hosts whose loss alone makes a zone unreachable
  std::size_t folded_ = 0;
  std::string out_;
};

}  // namespace

std::string picture_text(const check::ReachGraph& graph, std::span<const zone::Zone* const> zones) {
  return Picture(graph, zones).text();
}

}  // namespace bailiwick::cli
