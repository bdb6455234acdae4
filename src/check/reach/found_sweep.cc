// Names that nobody needs any more: hosts without an NS record, stubs without a host. Nothing is found through them, so
// that giving them up changes nothing else. Two stubs whose hosts are each in the other stay; they are few.
#include "check/reach/found_zones.h"

namespace bailiwick::check {

void FoundZones::sweep() {
  while (!unused_hosts_.empty()) {
    std::vector<HostId> hosts;
    hosts.swap(unused_hosts_);
    for (const HostId host : hosts) sweep_host(host);
    for (std::size_t i = 0; i < to_resolve_.size(); ++i) {
      resolve(to_resolve_[i]);
      zones_[to_resolve_[i]].support = {};  // a stub that has ended
    }
    to_resolve_.clear();
  }
  for (const ZoneId zone : unused_zones_) sweep_zone(zone);
  unused_zones_.clear();
  changed_zones_.clear();
  changed_hosts_.clear();
  for (const ZoneId zone : reported_) zones_[zone].reported = false;
  reported_.clear();
}

void FoundZones::sweep_host(HostId id) {
  FoundHost& host = hosts_[id];
  if (host.name == NameTree::kNone || !host.users.empty()) return;
  move_home(id, kNobody);
  tree_.set_host(host.name, kNobody);
  tree_.release(host.name);
  host = {};
  free_hosts_.push_back(id);
}

void FoundZones::sweep_zone(ZoneId id) {
  FoundZone& zone = zones_[id];
  const bool is_needed = zone.version != nullptr || zone.configured || !zone.hosts.empty();
  if (zone.name == NameTree::kNone || is_needed) return;
  tree_.set_zone(zone.name, kNobody);
  tree_.release(zone.name);
  zone = {};
  free_zones_.push_back(id);
}

}  // namespace bailiwick::check
