// The questions, and the order of the work: versions first, then what is said about hosts, then about zones, then who
// is found.
#include "check/reach/found_zones.h"

#include "base/assert.h"
#include "check/host.h"

namespace bailiwick::check {
namespace {

bool same_rrset(const zone::Zone& one, zone::NodeId node, const zone::Zone& other, zone::NodeId other_node,
                rr::Type type) {
  const auto a = one.find_rrset(node, type);
  const auto b = other.find_rrset(other_node, type);
  if (!a || !b) return !a && !b;
  if (a->size() != b->size()) return false;
  auto at = b->begin();
  for (const zone::Record record : *a) {
    const base::Bytes rdata = (*at).rdata;
    if (!std::equal(record.rdata.begin(), record.rdata.end(), rdata.begin(), rdata.end())) return false;
    ++at;
  }
  return true;
}

// What both say about the name of a host.
bool say_the_same(const zone::Zone& one, const zone::Zone& other, wire::NameView name) {
  const Host a = examine_host(one, name, one.find_exact(name));
  const Host b = examine_host(other, name, other.find_exact(name));
  if (a.state != b.state || (a.cover == zone::kNoNode) != (b.cover == zone::kNoNode)) return false;
  if (a.cover != zone::kNoNode && !wire::equal(one.name(a.cover), other.name(b.cover))) return false;
  if (a.node == zone::kNoNode || b.node == zone::kNoNode) return a.node == b.node;
  return same_rrset(one, a.node, other, b.node, rr::Type::A) && same_rrset(one, a.node, other, b.node, rr::Type::AAAA);
}

}  // namespace

std::span<const ZoneId> FoundZones::apply(std::span<const Change> changes) {
  for (const ZoneId zone : reported_) zones_[zone].reported = false;
  reported_.clear();
  changed_zones_.clear();
  changed_hosts_.clear();
  std::vector<ZoneId> changed;
  for (const Change& change : changes) {
    BAILIWICK_ASSERT(change.zone == nullptr || change.configured);
    const ZoneId id = zone_at(tree_.intern(change.origin));
    FoundZone& zone = zones_[id];
    if (!change.configured) unused_zones_.push_back(id);
    if (zone.version == change.zone && zone.configured == change.configured && zone.policy == change.parent) continue;
    const auto is_left_out = [&] { return zone.configured && zone.version == nullptr; };
    if (is_left_out()) --left_out_;
    zone.version = change.zone;
    zone.configured = change.configured;
    zone.policy = change.parent;
    if (is_left_out()) ++left_out_;
    changed.push_back(id);
  }
  if (left_out_ > 0 && !has_dead_run_) start_dead_run();
  for (const ZoneId zone : changed) gather(zone);
  for (std::size_t i = 0; i < to_examine_.size(); ++i) examine(to_examine_[i]);
  to_examine_.clear();
  for (std::size_t i = 0; i < to_resolve_.size(); ++i) resolve(to_resolve_[i]);
  to_resolve_.clear();
  run(LeftOut::Working);
  if (has_dead_run_) run(LeftOut::Dead);
  return reported_;
}

ZoneId FoundZones::find(wire::NameView origin) const {
  const NameTree::Node node = tree_.find(origin);
  return node == NameTree::kNone ? kNobody : tree_.zone(node);
}

bool FoundZones::is_found(ZoneId zone, LeftOut left_out) const {
  return zones_[zone].support[has_dead_run_ ? index_of(left_out) : 0].found;
}

bool FoundZones::was_found(ZoneId id, LeftOut left_out) const {
  const FoundZone& zone = zones_[id];
  return zone.found_mark == mark_ ? zone.found_then[index_of(left_out)] : is_found(id, left_out);
}

const ZoneFacts& FoundZones::facts_then(ZoneId id) const {
  const std::uint32_t then = zones_[id].then;
  return then < zones_then_.size() && zones_then_[then].zone == id ? zones_then_[then].facts : zones_[id].facts;
}

const HostFacts& FoundZones::facts_of_host_then(HostId id) const {
  const std::uint32_t then = hosts_[id].then;
  return then < hosts_then_.size() && hosts_then_[then].host == id ? hosts_then_[then].facts : hosts_[id].facts;
}

void FoundZones::mark() {
  is_marked_ = false;
  zones_then_ = {};  // may have been all zones
  hosts_then_ = {};
  sweep();
  if (left_out_ == 0) has_dead_run_ = false;
  ++mark_;
  is_marked_ = true;
}

ZoneId FoundZones::configured_around(HostId host) const {
  for (NameTree::Node node = hosts_[host].name; node != NameTree::kNone; node = tree_.parent(node))
    if (const ZoneId zone = tree_.zone(node); zone != kNobody && zones_[zone].configured) return zone;
  return kNobody;
}

ZoneId FoundZones::configured_around(wire::NameView name) const {
  for (;; name = name.parent()) {
    if (const ZoneId zone = find(name); zone != kNobody && zones_[zone].configured) return zone;
    if (name.is_root()) return kNobody;
  }
}

ZoneId FoundZones::configured_above(ZoneId id) const {
  for (NameTree::Node node = tree_.parent(zones_[id].name); node != NameTree::kNone; node = tree_.parent(node))
    if (const ZoneId zone = tree_.zone(node); zone != kNobody && zones_[zone].configured) return zone;
  return kNobody;
}

bool FoundZones::answers_alike(const zone::Zone& one, const zone::Zone& other) const {
  const NameTree::Node origin = tree_.find(one.origin());
  if (origin == NameTree::kNone) return true;
  std::vector<NameTree::Node> open = {origin};
  while (!open.empty()) {
    const NameTree::Node node = open.back();
    open.pop_back();
    const ZoneId zone = tree_.zone(node);
    if (node != origin && zone != kNobody && zones_[zone].version != nullptr) continue;  // it answers for itself
    const HostId host = tree_.host(node);
    if (host != kNobody && !hosts_[host].users.empty() && !say_the_same(one, other, tree_.name(node))) return false;
    for (NameTree::Node child = tree_.first_child(node); child != NameTree::kNone; child = tree_.next_sibling(child))
      open.push_back(child);
  }
  return true;
}

std::size_t FoundZones::memory() const {
  std::size_t octets = tree_.memory() + zones_.capacity() * sizeof(FoundZone) + hosts_.capacity() * sizeof(FoundHost);
  for (const FoundZone& zone : zones_)
    octets += zone.facts.edges.capacity() * sizeof(FoundEdge) + zone.hosts.capacity() * sizeof(HostId) +
              zone.children.capacity() * sizeof(ZoneId);
  for (const FoundHost& host : hosts_) octets += host.users.capacity() * sizeof(User);
  return octets;
}

}  // namespace bailiwick::check
