#include "zone/nsec_chain.h"

#include <algorithm>

#include "zone/zone.h"

namespace bailiwick::zone {

NsecChain::NsecChain(const Zone& zone) {
  if (!zone.find_rrset(kApex, rr::Type::NSEC)) return;
  for (NodeId node = 0; node < zone.node_count(); ++node)
    if (zone.is_parent_side(node) && zone.find_rrset(node, rr::Type::NSEC)) owners_.push_back(node);
  owners_.shrink_to_fit();
}

NodeId NsecChain::at_or_before(const Zone& zone, wire::NameView name) const {
  const auto after = std::ranges::upper_bound(
      owners_, name, [](wire::NameView a, wire::NameView b) { return wire::compare_canonical(a, b) < 0; },
      [&](NodeId node) { return zone.name(node); });
  return *(after - 1);  // the apex comes before every name of the zone
}

}  // namespace bailiwick::zone
