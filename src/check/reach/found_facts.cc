// What the versions say: homes of hosts, parents, NS sets, glue (RFC 9471 §2, RFC 9499 §7), by the rules of
// universe.cc. All that may hang on a changed zone lies below its origin: it is looked at again, and compared.
#include <algorithm>
#include <optional>
#include <utility>

#include "check/host.h"
#include "check/reach/found_zones.h"
#include "check/reach/universe.h"
#include "rr/table.h"

namespace bailiwick::check {

ZoneId FoundZones::zone_at(NameTree::Node name) {
  if (const ZoneId known = tree_.zone(name); known != kNobody) return known;
  ZoneId id = static_cast<ZoneId>(zones_.size());
  if (free_zones_.empty()) {
    zones_.emplace_back();
  } else {
    id = free_zones_.back();
    free_zones_.pop_back();
  }
  zones_[id].name = name;
  tree_.set_zone(name, id);
  return id;
}

HostId FoundZones::host_at(wire::NameView name) {
  const NameTree::Node node = tree_.intern(name);
  if (const HostId known = tree_.host(node); known != kNobody) return known;
  HostId id = static_cast<HostId>(hosts_.size());
  if (free_hosts_.empty()) {
    hosts_.emplace_back();
  } else {
    id = free_hosts_.back();
    free_hosts_.pop_back();
  }
  hosts_[id].name = node;
  tree_.set_host(node, id);
  examine(id);
  return id;
}

void FoundZones::must_resolve(ZoneId zone) {
  if (std::exchange(zones_[zone].waiting, true)) return;
  to_resolve_.push_back(zone);
}

void FoundZones::must_examine(HostId host) {
  if (std::exchange(hosts_[host].waiting, true)) return;
  to_examine_.push_back(host);
}

// The zone itself, the hosts that it is or was the holder of, and the zones that it does or did delegate: down to the
// next zones with versions, and beyond those that zones below looked for their delegation in vain.
void FoundZones::gather(ZoneId changed) {
  must_resolve(changed);
  places_.push_back({zones_[changed].name, false});
  while (!places_.empty()) {
    Place place = places_.back();
    places_.pop_back();
    if (const ZoneId zone = tree_.zone(place.node); zone != kNobody && zone != changed) {
      must_resolve(zone);
      if (zones_[zone].version != nullptr) {
        if (!zones_[zone].passed) continue;
        place.of_another = true;
      }
    }
    if (const HostId host = tree_.host(place.node); host != kNobody && !place.of_another) must_examine(host);
    for (NameTree::Node child = tree_.first_child(place.node); child != NameTree::kNone;
         child = tree_.next_sibling(child))
      places_.push_back({child, place.of_another});
  }
}

void FoundZones::examine(HostId host) {
  hosts_[host].waiting = false;
  set_facts(host, look_up(host));
}

HostFacts FoundZones::look_up(HostId host) {
  HostFacts facts;
  const NameTree::Node name_node = hosts_[host].name;
  std::size_t left_out_labels = 0;
  for (NameTree::Node node = name_node; node != NameTree::kNone && facts.holder == kNobody; node = tree_.parent(node)) {
    const ZoneId zone = tree_.zone(node);
    if (zone == kNobody) continue;
    if (zones_[zone].version != nullptr) {
      facts.holder = zone;
    } else if (zones_[zone].configured && !facts.behind_left_out) {
      facts.behind_left_out = true;
      left_out_labels = tree_.label_count(node);
    }
  }
  if (facts.holder == kNobody) return facts;
  const zone::Zone& zone = *zones_[facts.holder].version;
  const wire::Name name = tree_.name(name_node);
  const Host found = examine_host(zone, name, zone.find_exact(name));
  facts.shown = found.state == HostState::Addressed;
  if (found.cover == zone::kNoNode || !zone.is_delegation(found.cover)) {
    facts.home = facts.holder;
    facts.answers = facts.shown;
    return facts;
  }
  const wire::NameView cut = zone.name(found.cover);
  facts.home = zone_at(tree_.intern(cut));
  facts.answers = true;  // where the file shows no address of it, the stub is taken to have one
  // The referral leads past what is left out above the cut.
  if (facts.behind_left_out && cut.label_count() > left_out_labels) facts.behind_left_out = false;
  return facts;
}

void FoundZones::set_facts(HostId id, const HostFacts& facts) {
  FoundHost& host = hosts_[id];
  if (host.facts == facts) return;
  if (is_marked_ && &facts_of_host_then(id) == &host.facts) {
    host.then = static_cast<std::uint32_t>(hosts_then_.size());
    hosts_then_.push_back({id, host.facts});
  }
  if (host.facts.shown != facts.shown && options_.registered == nullptr)
    for (const User& user : host.users)  // their glue, where no parent is in
      if (zones_[user.zone].facts.parent == kNobody) must_resolve(user.zone);
  move_home(id, facts.home);
  host.facts = facts;
  changed_hosts_.push_back(id);
}

void FoundZones::move_home(HostId id, ZoneId home) {
  FoundHost& host = hosts_[id];
  const ZoneId old = host.facts.home;
  if (old == home) return;
  if (old != kNobody) {
    std::vector<HostId>& there = zones_[old].hosts;
    hosts_[there.back()].at_home = host.at_home;
    there[host.at_home] = there.back();
    there.pop_back();
    if (there.empty() && zones_[old].version == nullptr) must_resolve(old);
  }
  if (home != kNobody) {
    std::vector<HostId>& there = zones_[home].hosts;
    if (there.empty() && zones_[home].version == nullptr) must_resolve(home);
    host.at_home = static_cast<std::uint32_t>(there.size());
    there.push_back(id);
  }
  host.facts.home = home;
}

void FoundZones::resolve(ZoneId zone) {
  zones_[zone].waiting = false;
  ZoneFacts facts = std::move(scratch_);
  facts.kind = ZoneFacts::Kind::None;
  facts.behind_left_out = false;
  facts.parent = kNobody;
  facts.edges.clear();
  if (zones_[zone].version != nullptr) {
    facts.kind = ZoneFacts::Kind::Served;
    find_parent(zone, facts);
  } else if (!zones_[zone].hosts.empty()) {
    find_cut(zone, facts);
  }
  if (facts.kind == ZoneFacts::Kind::Served) add_edges(zone, zones_[zone].version->origin(), facts);
  if (facts.kind == ZoneFacts::Kind::Stub) add_edges(zone, name(zone), facts);
  set_facts(zone, std::move(facts));
}

// The closest zone above that has the cut. One that encloses the zone without delegating anything there lacks it.
void FoundZones::find_parent(ZoneId id, ZoneFacts& facts) {
  std::optional<zone::HashedName> origin;
  bool is_closest = true;
  bool behind_left_out = false;
  for (NameTree::Node node = tree_.parent(zones_[id].name); node != NameTree::kNone; node = tree_.parent(node)) {
    const ZoneId above = tree_.zone(node);
    if (above == kNobody) continue;
    if (zones_[above].configured && std::exchange(is_closest, false))
      behind_left_out = zones_[above].version == nullptr;
    if (zones_[above].version == nullptr) continue;
    const zone::Zone& encloser = *zones_[above].version;
    if (!origin) origin.emplace(zones_[id].version->origin());
    const zone::Zone::Match match = encloser.find(*origin);
    const zone::NodeId cover = encloser.cover(match.node);
    if (match.exact && cover == match.node && encloser.is_delegation(match.node)) {
      facts.parent = above;
      return;
    }
    if (cover != zone::kNoNode) break;  // inside a stub
    zones_[above].passed = true;
  }
  facts.behind_left_out = behind_left_out;
}

void FoundZones::find_cut(ZoneId stub, ZoneFacts& facts) {
  for (NameTree::Node node = tree_.parent(zones_[stub].name); node != NameTree::kNone; node = tree_.parent(node)) {
    const ZoneId above = tree_.zone(node);
    if (above == kNobody || zones_[above].version == nullptr) continue;
    const zone::Zone& holder = *zones_[above].version;
    const zone::NodeId cut = holder.find_exact(name(stub));
    if (cut == zone::kNoNode || holder.cover(cut) != cut || !holder.is_delegation(cut)) return;
    facts.kind = ZoneFacts::Kind::Stub;
    facts.parent = above;
    return;
  }
}

void FoundZones::add_edges(ZoneId id, wire::NameView origin, ZoneFacts& facts) {
  const ZoneId holder = facts.parent == kNobody ? id : facts.parent;
  const std::shared_ptr<const zone::Zone> file = zones_[holder].version;
  const auto rrset = file->find_rrset(facts.parent == kNobody ? zone::kApex : file->find_exact(origin), rr::Type::NS);
  if (!rrset) return;
  for (const zone::Record record : *rrset) {
    const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
    FoundEdge edge{host_at(name), false};
    if (facts.parent == kNobody) {
      edge.glue = has_virtual_glue(id, origin, edge.host, name);
    } else if (record.target != zone::kNoNode) {
      const zone::NodeId cover = file->cover(record.target);
      edge.glue = cover != zone::kNoNode && file->is_delegation(cover) && has_address(*file, record.target);
    }
    facts.edges.push_back(edge);
  }
}

// What a parent that is not in is taken to publish: as virtual_glue in universe.cc.
bool FoundZones::has_virtual_glue(ZoneId zone, wire::NameView origin, HostId host, wire::NameView name) const {
  if (!wire::is_at_or_below(name, origin)) {
    const bool is_narrow = zones_[zone].policy == ParentPolicy::Narrow;
    if (is_narrow || origin.is_root() || !wire::is_at_or_below(name, origin.parent())) return false;
  }
  if (options_.registered == nullptr) return hosts_[host].facts.shown;
  const RegisteredHost* registered = options_.registered->find(name);
  return registered != nullptr && registered->families() != 0;
}

// `facts` comes back as a scratch pad.
void FoundZones::set_facts(ZoneId id, ZoneFacts&& facts) {
  if (zones_[id].facts == facts) {
    scratch_ = std::move(facts);
    return;
  }
  if (is_marked_ && &facts_then(id) == &zones_[id].facts) {
    zones_[id].then = static_cast<std::uint32_t>(zones_then_.size());
    zones_then_.push_back({id, zones_[id].facts});
  }
  unlink_edges(id);
  move_parent(id, facts.parent);
  FoundZone& zone = zones_[id];
  zone.facts = ZoneFacts(facts);  // a copy takes no more memory than it needs
  scratch_ = std::move(facts);
  for (std::uint32_t at = 0; at < zone.facts.edges.size(); ++at) {
    FoundEdge& edge = zone.facts.edges[at];
    std::vector<User>& users = hosts_[edge.host].users;
    edge.at_host = static_cast<std::uint32_t>(users.size());
    users.push_back({id, at});
  }
  if (zone.facts.kind == ZoneFacts::Kind::None) unused_zones_.push_back(id);
  changed_zones_.push_back(id);
  report(id);
}

void FoundZones::unlink_edges(ZoneId id) {
  for (const FoundEdge& edge : zones_[id].facts.edges) {
    std::vector<User>& users = hosts_[edge.host].users;
    const User moved = users.back();
    users[edge.at_host] = moved;
    zones_[moved.zone].facts.edges[moved.edge].at_host = edge.at_host;
    users.pop_back();
    if (users.empty()) unused_hosts_.push_back(edge.host);
  }
}

void FoundZones::move_parent(ZoneId id, ZoneId parent) {
  FoundZone& zone = zones_[id];
  const ZoneId old = zone.facts.parent;
  if (old == parent) return;
  if (old != kNobody) {
    std::vector<ZoneId>& there = zones_[old].children;
    zones_[there.back()].at_parent = zone.at_parent;
    there[zone.at_parent] = there.back();
    there.pop_back();
  }
  if (parent != kNobody) {
    zone.at_parent = static_cast<std::uint32_t>(zones_[parent].children.size());
    zones_[parent].children.push_back(id);
  }
}

}  // namespace bailiwick::check
