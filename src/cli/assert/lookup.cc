// One step is one plan of the answering side (RFC 1034 §4.3.2), of which the first owner's records count.
#include "cli/assert/lookup.h"

#include <algorithm>

#include "answer/plan.h"

namespace bailiwick::cli {
namespace {

using Kind = Reply::Kind;

std::vector<std::uint8_t> octets(base::Bytes bytes) {
  return {bytes.begin(), bytes.end()};
}

// The RRset by its number in the zone: it lies at the name, at the wildcard that stands for it, or at the DNAME above.
std::optional<std::size_t> number_of(const zone::Zone& zone, wire::NameView name, const zone::RRset& rrset) {
  const zone::NodeId match = zone.find(zone::HashedName(name)).node;
  for (const zone::NodeId node : {match, zone.wildcard(match), zone.cover(match)}) {
    if (node == zone::kNoNode) continue;
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number)
      if (zone.rrset(number).first_rdata().data() == rrset.first_rdata().data()) return number;
  }
  return std::nullopt;
}

void set_records(const zone::RRset& rrset, wire::NameView name, Reply& reply) {
  for (const zone::Record record : rrset) reply.values.push_back(octets(record.rdata));
  const auto number = number_of(*reply.zone->zone, name, rrset);
  if (!number || reply.zone->sources == nullptr) return;
  const zone::Location location = reply.zone->sources->location(*number);
  reply.place = {
      .file = reply.zone->sources->file(location), .line = location.line, .column = location.column, .label = {}};
}

Kind kind_of(const answer::Plan& plan) {
  if (plan.referral != zone::kNoNode) return Kind::Referral;
  if (plan.rcode == wire::Rcode::NxDomain) return Kind::NoSuchName;
  if (plan.rcode == wire::Rcode::ServFail) return Kind::Unfit;
  return plan.rcode == wire::Rcode::Refused ? Kind::NotLoaded : Kind::NoData;
}

// The first owner's part of the answer section: records of the type, a CNAME, or a DNAME with the CNAME that it means.
void set_answer(const answer::Plan& plan, wire::NameView name, rr::Type type, Reply& reply) {
  const answer::Item& first = plan.answer[0];
  set_records(*first.rrset, name, reply);
  reply.ttl = first.ttl;
  reply.kind = Kind::Answer;
  if (first.rrset->type() == type && wire::equal(first.owner, name)) return;
  if (first.rrset->type() == rr::Type::CNAME) {
    reply.kind = Kind::Alias;
  } else if (plan.answer.size() > 1) {
    reply.values = {octets(plan.answer[1].cname_target.bytes())};
    reply.kind = type == rr::Type::CNAME ? Kind::Answer : Kind::Alias;
  } else {
    reply.values.clear();
    reply.kind = Kind::TooLong;
  }
}

}  // namespace

Lookup::Lookup(std::span<const publish::ZoneAtHand> zones) : zones_(zones) {
  std::vector<answer::ZoneSet::Entry> entries;
  for (const publish::ZoneAtHand& zone : zones) entries.push_back({zone.origin, zone.zone});
  all_ = answer::ZoneSet(std::move(entries));
}

Reply Lookup::ask(const answer::ZoneSet& zones, wire::NameView name, rr::Type type) const {
  answer::Plan plan;
  answer::make_plan(zones, {name, type, false, false, true}, plan);
  Reply reply;
  const auto at = std::ranges::find_if(
      zones_, [&](const auto& zone) { return plan.zone != nullptr && zone.zone.get() == plan.zone; });
  if (at != zones_.end()) reply.zone = &*at;
  if (!plan.answer.empty()) {
    set_answer(plan, name, type, reply);
    return reply;
  }
  reply.kind = kind_of(plan);
  if (!plan.authority.empty()) reply.ttl = plan.authority[0].ttl;
  return reply;
}

Path Lookup::follow(wire::NameView name, rr::Type type) const {
  Path path;
  wire::Name next(name);
  while (path.hops.size() <= kMostAliases) {
    path.hops.push_back({next, ask(all_, next, type)});
    if (path.end().kind != Kind::Alias) return path;
    next = wire::Name(*wire::NameView::from_wire(path.end().values.front()));
    if (std::ranges::any_of(path.hops, [&](const Hop& hop) { return wire::equal(hop.name, next); })) break;
  }
  path.is_circle = true;
  return path;
}

std::vector<Reply> Lookup::everywhere(wire::NameView name, rr::Type type) const {
  std::vector<Reply> replies;
  for (const publish::ZoneAtHand& zone : zones_) {
    if (zone.zone == nullptr || !wire::is_at_or_below(name, zone.origin)) continue;
    // RFC 4035 §3.1.4.1: of DS at its own name a zone says nothing, its parent does.
    if (type == rr::Type::DS && wire::equal(name, zone.origin)) continue;
    Reply reply = ask(answer::ZoneSet({{zone.origin, zone.zone}}), name, type);
    const zone::NodeId node = reply.kind == Kind::Referral ? zone.zone->find_exact(name) : zone::kNoNode;
    if (node != zone::kNoNode)
      if (const auto carried = zone.zone->find_rrset(node, type)) set_records(*carried, name, reply);
    replies.push_back(std::move(reply));
  }
  std::ranges::sort(replies, std::ranges::greater(), [](const Reply& reply) { return reply.zone->origin.size(); });
  return replies;
}

}  // namespace bailiwick::cli
