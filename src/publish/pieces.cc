#include "publish/pieces.h"

#include "check/host.h"
#include "rr/table.h"

namespace bailiwick::publish {
namespace {

check::Host examine(const zone::Zone& zone, wire::NameView host) {
  return check::examine_host(zone, host, zone.find_exact(host));
}

bool is_below_cut(const zone::Zone& zone, const check::Host& host) {
  return host.cover != zone::kNoNode && zone.is_delegation(host.cover);
}

}  // namespace

bool has_cut(const zone::Zone& zone, wire::NameView name) {
  const zone::NodeId node = zone.find_exact(name);
  return node != zone::kNoNode && zone.cover(node) == node && zone.is_delegation(node);
}

bool names_server(const zone::Zone& zone, wire::NameView name, wire::NameView host) {
  const zone::NodeId node = zone.find_exact(name);
  if (node == zone::kNoNode) return false;
  const auto rrset = zone.find_rrset(node, rr::Type::NS);
  if (!rrset) return false;
  for (const zone::Record record : *rrset)
    if (wire::equal(*rr::target_name(rr::Type::NS, record.rdata), host)) return true;
  return false;
}

bool has_glue(const zone::Zone& zone, wire::NameView host) {
  const zone::NodeId node = zone.find_exact(host);
  return node != zone::kNoNode && is_below_cut(zone, examine(zone, host)) && check::has_address(zone, node);
}

bool helps_to_find(const zone::Zone& zone, wire::NameView host) {
  if (!wire::is_at_or_below(host, zone.origin())) return false;
  const check::Host found = examine(zone, host);
  return found.state == check::HostState::Addressed || is_below_cut(zone, found);
}

bool shows_address(const zone::Zone& zone, wire::NameView host) {
  return wire::is_at_or_below(host, zone.origin()) && examine(zone, host).state == check::HostState::Addressed;
}

}  // namespace bailiwick::publish
