// The shared words of the checks, and the one pass over the zone that spares them walking it each.
#include "check/context.h"

#include <tuple>

namespace bailiwick::check {

Survey::Survey(const zone::Zone& zone) {
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
      const rr::Type type = zone.rrset(number).type();
      if (type > rr::Type::SOA) break;  // ordered by type, and what is gathered here comes first
      const Found found{node, static_cast<std::uint32_t>(number)};
      if (type == rr::Type::NS) ns_.push_back(found);
      if (type == rr::Type::CNAME) cname_.push_back(found);
      if (type == rr::Type::SOA) soa_.push_back(found);
    }
  }
}

std::optional<Found> Context::at(zone::NodeId node, rr::Type type) const {
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number)
    if (zone.rrset(number).type() == type) return Found{node, static_cast<std::uint32_t>(number)};
  return std::nullopt;
}

base::Place Context::place(zone::Location location, std::string label) const {
  return {.file = sources.file(location),
          .line = location.line,
          .column = location.column,
          .length = 0,
          .label = std::move(label)};
}

std::vector<base::Place> Context::two_places(zone::Location a, zone::Location b, std::string later,
                                             std::string earlier) const {
  if (std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column)) std::swap(a, b);
  return {place(a, std::move(later)), place(b, std::move(earlier))};
}

std::vector<base::Place> Context::whole_file() const {
  if (zone.rrset_count() == 0) return {};
  return {{.file = sources.file(sources.location(0)), .label = {}}};
}

std::string child_text(std::string_view label, wire::NameView name) {
  return std::string(label) + '.' + (name.is_root() ? std::string() : wire::to_text(name));
}

std::string address_to_type(wire::NameView host) {
  return '`' + wire::to_text(host) + " IN A <address>` (and `AAAA <IPv6 address>` if it has one)";
}

}  // namespace bailiwick::check
