// A host is found by its own node, else by its closest encloser: that tells the cut, the DNAME or the wildcard.
#include "check/host.h"

#include "zone/name_hash.h"

namespace bailiwick::check {
namespace {

// The host with its node and cover found, its state not yet.
Host locate(const zone::Zone& zone, wire::NameView host, zone::NodeId target) {
  if (target != zone::kNoNode) return {HostState::NoAddress, target, zone.cover(target)};
  const zone::NodeId encloser = zone.find(zone::HashedName(host)).node;
  if (zone.cover(encloser) != zone::kNoNode) return {HostState::NoAddress, zone::kNoNode, zone.cover(encloser)};
  if (zone.has_dname(encloser)) return {HostState::NoAddress, zone::kNoNode, encloser};
  return {HostState::NoAddress, zone.wildcard(encloser), zone::kNoNode};
}

}  // namespace

bool has_address(const zone::Zone& zone, zone::NodeId node) {
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
    const rr::Type type = zone.rrset(number).type();
    if (type == rr::Type::A || type == rr::Type::AAAA) return true;
    if (type > rr::Type::AAAA) break;  // ordered by type
  }
  return false;
}

Host examine_host(const zone::Zone& zone, wire::NameView host, zone::NodeId target) {
  if (target == zone::kNoNode && !wire::is_at_or_below(host, zone.origin()))
    return {HostState::Outside, zone::kNoNode, zone::kNoNode};
  Host found = locate(zone, host, target);
  const bool covered = found.cover != zone::kNoNode;
  if (covered && !zone.is_delegation(found.cover)) {
    found.state = HostState::BelowDname;
  } else if (found.node != zone::kNoNode && has_address(zone, found.node)) {
    found.state = HostState::Addressed;
  } else if (found.node != zone::kNoNode && zone.find_rrset(found.node, rr::Type::CNAME)) {
    found.state = HostState::Alias;
  } else if (covered) {
    found.state = HostState::NoGlue;
  }
  return found;
}

}  // namespace bailiwick::check
