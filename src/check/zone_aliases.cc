// A step is what answering does with a name (RFC 1034 §4.3.2): a cut or DNAME above it comes first, then the node, then
// a wildcard.
#include <algorithm>

#include "check/context.h"
#include "zone/name_hash.h"

namespace bailiwick::check {

ZoneAliases::ZoneAliases(const zone::Zone& zone, const Survey& survey) : zone_(zone) {
  for (const rr::Type type : {rr::Type::CNAME, rr::Type::DNAME}) {
    for (const zone::RRsetPlace found : survey.of(type)) {
      if (zone.cover(found.node) != zone::kNoNode) continue;  // never answered
      const base::Bytes rdata = zone.rrset(found.rrset).first_rdata();
      aliases_.push_back({zone.name(found.node), target_of(type, rdata), type == rr::Type::DNAME});
      found_.push_back(found);
    }
    if (type == rr::Type::CNAME) cnames_ = aliases_.size();
  }
}

std::uint32_t ZoneAliases::number(zone::NodeId node, bool dname) const {
  const auto middle = found_.begin() + static_cast<std::ptrdiff_t>(cnames_);
  const auto at =
      std::ranges::lower_bound(dname ? middle : found_.begin(), dname ? found_.end() : middle, node, {}, &zone::RRsetPlace::node);
  return static_cast<std::uint32_t>(at - found_.begin());
}

AliasStep ZoneAliases::step(wire::NameView qname) const {
  using Kind = AliasStep::Kind;
  if (!wire::is_at_or_below(qname, zone_.origin())) return {Kind::Unknown};
  const zone::Zone::Match match = zone_.find(zone::HashedName(qname));
  zone::NodeId node = match.node;
  const zone::NodeId cover = zone_.cover(node);
  if (cover != zone::kNoNode && zone_.is_delegation(cover)) return {Kind::Unknown};
  if (cover != zone::kNoNode) return {Kind::Dname, number(cover, true)};
  if (!match.exact) {
    if (zone_.has_dname(node)) return {Kind::Dname, number(node, true)};
    node = zone_.wildcard(node);
    if (node == zone::kNoNode) return {Kind::NoSuchName};
    if (zone_.is_delegation(node)) return {Kind::Unknown};
  }
  if (zone_.find_rrset(node, rr::Type::CNAME)) return {Kind::Cname, number(node, false)};
  return {Kind::Exists};
}

std::vector<std::uint32_t> ZoneAliases::dnames_below(wire::NameView name, std::size_t most) const {
  std::vector<std::uint32_t> below;
  // In canonical order whatever is below a name follows it at once.
  const auto dnames = std::span(aliases_).subspan(cnames_);
  const auto first = std::ranges::upper_bound(
      dnames, name, [](wire::NameView a, wire::NameView b) { return wire::compare_canonical(a, b) < 0; },
      &Alias::owner);
  for (auto at = first; at != dnames.end() && below.size() < most; ++at) {
    if (!wire::is_at_or_below(at->owner, name)) break;
    below.push_back(static_cast<std::uint32_t>(cnames_ + static_cast<std::size_t>(at - dnames.begin())));
  }
  return below;
}

}  // namespace bailiwick::check
