// C14: mail, services and aliases that end in a loaded zone which cannot be reached. One pass over the records, and
// only where there is such a zone.
#include <algorithm>
#include <map>

#include "check/reach/report.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

struct Lost {
  std::size_t count = 0;
  base::Place first;
  std::string owner;
  rr::Type type;
};

bool is_lost(const ReachZone& zone) {
  return zone.is_loaded() && zone.state(Clients::Both) == Reach::Unreached;
}

std::optional<wire::NameView> alias_or_server_target(rr::Type type, base::Bytes rdata) {
  return type == rr::Type::CNAME ? wire::NameView::from_wire(rdata) : rr::target_name(type, rdata);
}

// By the zone that the target lies in.
std::map<std::uint32_t, Lost> lost_targets(const Report& report, const Origins& origins, std::uint32_t input) {
  std::map<std::uint32_t, Lost> lost;
  const zone::Zone& zone = report.zone_of(input);
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    if (zone.cover(node) != zone::kNoNode) continue;
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
      const zone::RRset rrset = zone.rrset(number);
      if (rrset.type() != rr::Type::MX && rrset.type() != rr::Type::SRV && rrset.type() != rr::Type::CNAME) continue;
      std::size_t at = 0;
      for (const zone::Record record : rrset) {
        const std::size_t record_number = at++;
        const auto target = alias_or_server_target(rrset.type(), record.rdata);
        if (!target) continue;
        const std::uint32_t home = origins.closest(zone::HashedName(*target));
        if (home == kNobody || home == input || !is_lost(report.graph().zones[home])) continue;
        Lost& found = lost[home];
        if (found.count++ > 0) continue;
        found.first = report.place(input, static_cast<std::uint32_t>(number), record_number, "");
        found.owner = shown(zone.name(node));
        found.type = rrset.type();
      }
    }
  }
  return lost;
}

}  // namespace

void explain_targets(Report& report, const Origins& origins) {
  const auto& zones = report.graph().zones;
  if (!std::ranges::any_of(zones, is_lost)) return;
  for (std::uint32_t input = 0; input < report.world().zones.size(); ++input) {
    if (is_lost(zones[input])) continue;
    for (const auto& [home, lost] : lost_targets(report, origins, input))
      report.add(base::Level::Warning, "C14", input, [&] {
        base::Finding finding;
        finding.message = "the " + rr::type_name(lost.type) + " record of " + lost.owner + " points into " +
                          report.name(home) + ", which cannot be reached";
        finding.places = {lost.first};
        if (lost.count > 1) finding.notes = {std::to_string(lost.count) + " records of this zone point there"};
        finding.help = "mend " + report.name(home) + ", or point elsewhere";
        return finding;
      });
  }
}

}  // namespace bailiwick::check
