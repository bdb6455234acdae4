// The least fixpoint (checks.md §2.4) by deletion and rederivation: what stood on something that went is taken back, as
// far as that reaches, and what can be found by what is left is found again. A zone keeps a support that still holds,
// so supports never go round in a circle.
#include <cstddef>

#include "check/reach/found_zones.h"

namespace bailiwick::check {
void FoundZones::start_dead_run() {
  has_dead_run_ = true;
  for (FoundZone& zone : zones_) zone.support[index_of(LeftOut::Dead)] = zone.support[index_of(LeftOut::Working)];
}

void FoundZones::run(LeftOut left_out) {
  ++run_;
  lost_.clear();
  open_.clear();
  find_lost(left_out);
  find_again(left_out);
  for (const ZoneId zone : lost_)
    if (!zones_[zone].support[index_of(left_out)].found) note_turn(zone, left_out, true);
}

void FoundZones::find_lost(LeftOut left_out) {
  const std::size_t run = index_of(left_out);
  for (const ZoneId zone : changed_zones_) check_support(zone, left_out);
  for (const HostId host : changed_hosts_)
    for (const User& user : hosts_[host].users)
      if (zones_[user.zone].support[run].host == host) check_support(user.zone, left_out);
  for (std::size_t i = 0; i < lost_.size(); ++i) {
    const ZoneId gone = lost_[i];
    for (const ZoneId child : zones_[gone].children)
      if (zones_[child].support[run].parent == gone) lose(child, left_out);
    for (const HostId host : zones_[gone].hosts)
      for (const User& user : hosts_[host].users) {
        ++touched_;
        const Support& support = zones_[user.zone].support[run];
        if (support.host == host && support.home == gone) lose(user.zone, left_out);
      }
  }
}

void FoundZones::find_again(LeftOut left_out) {
  const std::size_t run = index_of(left_out);
  const auto add = [&](ZoneId zone) {
    if (!zones_[zone].support[run].found) open_.push_back(zone);
  };
  for (const ZoneId zone : lost_) add(zone);
  for (const ZoneId zone : changed_zones_) add(zone);
  for (const HostId host : changed_hosts_)
    for (const User& user : hosts_[host].users) add(user.zone);
  while (!open_.empty()) {
    const ZoneId zone = open_.back();
    open_.pop_back();
    if (zones_[zone].support[run].found || !derive(zone, left_out)) continue;
    if (zones_[zone].lost_in != run_) note_turn(zone, left_out, false);
    for (const ZoneId child : zones_[zone].children) add(child);
    for (const HostId host : zones_[zone].hosts)
      if (hosts_[host].facts.answers)
        for (const User& user : hosts_[host].users) add(user.zone);
  }
}

// `home` is the zone that must be found to get the host's address, or kNobody.
bool FoundZones::is_usable(const FoundEdge& edge, LeftOut left_out, ZoneId& home) {
  ++touched_;
  home = kNobody;
  if (edge.glue) return true;
  const HostFacts& host = hosts_[edge.host].facts;
  if (host.behind_left_out && left_out == LeftOut::Dead) return false;
  if (host.holder == kNobody) return options_.externals;
  home = host.home;
  return host.answers && zones_[home].support[index_of(left_out)].found;
}

bool FoundZones::still_holds(ZoneId id, LeftOut left_out) {
  FoundZone& zone = zones_[id];
  Support& support = zone.support[index_of(left_out)];
  if (zone.facts.kind == ZoneFacts::Kind::None || support.parent != zone.facts.parent) return false;
  if (zone.facts.behind_left_out && left_out == LeftOut::Dead) return false;
  if (zone.name == NameTree::kRoot) return true;
  ZoneId home = kNobody;
  for (const FoundEdge& edge : zone.facts.edges)
    if (edge.host == support.host && is_usable(edge, left_out, home) && home == support.home) return true;
  for (const FoundEdge& edge : zone.facts.edges)
    if (is_usable(edge, left_out, home) && home == kNobody) {  // leans on no other zone: no circle can come of it
      support.host = edge.host;
      support.home = kNobody;
      return true;
    }
  return false;
}

void FoundZones::check_support(ZoneId zone, LeftOut left_out) {
  if (zones_[zone].support[index_of(left_out)].found && !still_holds(zone, left_out)) lose(zone, left_out);
}

void FoundZones::lose(ZoneId zone, LeftOut left_out) {
  Support& support = zones_[zone].support[index_of(left_out)];
  if (!support.found) return;
  support = {};
  zones_[zone].lost_in = run_;
  lost_.push_back(zone);
}

bool FoundZones::derive(ZoneId id, LeftOut left_out) {
  FoundZone& zone = zones_[id];
  const std::size_t run = index_of(left_out);
  const ZoneId parent = zone.facts.parent;
  if (zone.facts.kind == ZoneFacts::Kind::None) return false;
  if (zone.facts.behind_left_out && left_out == LeftOut::Dead) return false;
  if (parent != kNobody && !zones_[parent].support[run].found) return false;
  if (zone.name == NameTree::kRoot) {
    zone.support[run] = {.found = true};
    return true;
  }
  for (const FoundEdge& edge : zone.facts.edges) {
    ZoneId home = kNobody;
    if (!is_usable(edge, left_out, home)) continue;
    zone.support[run] = {.found = true, .host = edge.host, .home = home, .parent = parent};
    return true;
  }
  return false;
}

// It was found and is not any more, or the other way round.
void FoundZones::note_turn(ZoneId id, LeftOut left_out, bool was_found) {
  FoundZone& zone = zones_[id];
  if (is_marked_ && zone.found_mark != mark_) {
    zone.found_mark = mark_;
    zone.found_then.fill(was_found);
    if (has_dead_run_) {
      const std::size_t other = 1 - index_of(left_out);
      zone.found_then[other] = zone.support[other].found;
    }
  }
  report(id);
}

void FoundZones::report(ZoneId zone) {
  if (zones_[zone].reported) return;
  zones_[zone].reported = true;
  reported_.push_back(zone);
}

}  // namespace bailiwick::check
