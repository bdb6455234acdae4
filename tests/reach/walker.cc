// Questions go through the door that sockets use, as over TCP; replies are read as any resolver would read them.
#include "walker.h"

#include <algorithm>
#include <vector>

#include "answer/answer.h"
#include "random_world.h"
#include "wire/message_reader.h"

namespace worlds {
namespace {

using namespace bailiwick;

wire::Name name_of(const std::string& text) {
  return *wire::Name::from_text(text);
}

std::vector<std::uint8_t> question(const std::string& name, rr::Type type) {
  std::vector<std::uint8_t> message = {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  const wire::Name qname = name_of(name);
  message.insert(message.end(), qname.data(), qname.data() + qname.size());
  message.insert(message.end(), {0, static_cast<std::uint8_t>(static_cast<unsigned>(type)), 0, 1});
  return message;
}

std::string deepest(const std::string& best, const std::string& candidate, const std::string& name, bool strict) {
  const bool encloses = below(name, candidate) && !(strict && candidate == name);
  return encloses && candidate.size() > best.size() ? candidate : best;
}

}  // namespace

Servers servers_of(const answer::ZoneSet& zones) {
  Servers servers;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const answer::ZoneSet::Served& one = zones.at(i);
    if (one.zone == nullptr) continue;
    std::vector<answer::ZoneSet::Entry> alone = {{zones.origin(i), one.zone, one.linked}};
    servers[wire::to_display(zones.origin(i))] = std::make_shared<const answer::ZoneSet>(std::move(alone));
  }
  return servers;
}

Walker::Walker(const Servers& servers, const Names& dead, bool narrow)
    : servers_(servers), dead_(dead), narrow_(narrow) {
  for (bool changed = true; changed;) {
    const std::size_t known = found_.size() + cuts_.size();
    for (const auto& [zone, server] : servers_)
      if (can_be_asked(zone)) found_.insert(zone);
    for (const std::string& cut : Names(cuts_))
      if (can_be_asked_beyond(cut)) found_.insert(cut);
    changed = found_.size() + cuts_.size() != known;
  }
}

const Walker::Reply& Walker::ask(const std::string& zone, const std::string& name, rr::Type type) {
  const std::string key = zone + ' ' + name + ' ' + std::to_string(static_cast<unsigned>(type));
  const auto [at, is_new] = replies_.try_emplace(key);
  if (!is_new) return at->second;
  std::vector<std::uint8_t> message = question(name, type);
  base::Exchange exchange{.query_size = message.size(), .protocol = base::Protocol::Tcp};
  message.resize(16384);
  exchange.buffer = message;
  metrics::Counters counters;
  answer::respond(*servers_.at(zone), {}, {&exchange, 1}, {.now = {}, .counters = counters});
  wire::MessageReader reader(base::Bytes(message).first(exchange.reply_size));
  constexpr wire::RdataPart kHost{.kind = wire::RdataPart::Kind::CompressibleName};
  const bool is_authoritative = (reader.flags() & 0x0400) != 0;
  Reply& reply = at->second;
  wire::Record record;
  while (reader.next(record)) {
    const std::string owner = wire::to_display(record.owner);
    const auto kind = static_cast<rr::Type>(record.type);
    if (kind == rr::Type::A || kind == rr::Type::AAAA) reply.addresses.insert(owner);
    if (kind != rr::Type::NS) continue;
    std::uint8_t room[wire::kMaxNameSize];
    const auto rdata = reader.expand_rdata(record, wire::RdataLayout({&kHost, 1}), room);
    reply.servers.insert(wire::to_display(*wire::NameView::from_wire(*rdata)));
    if (record.section == wire::Section::Authority && !is_authoritative) reply.cut = owner;
  }
  return reply;
}

// The closest zone that is served, and the one nobody answers for if that is closer still.
std::string Walker::closest(const std::string& name, bool strictly_above) const {
  std::string best;
  for (const auto& [zone, server] : servers_) best = deepest(best, zone, name, strictly_above);
  return best;
}
std::string Walker::closest_dead(const std::string& name, bool strictly_above) const {
  std::string best;
  for (const std::string& zone : dead_) best = deepest(best, zone, name, strictly_above);
  return best.size() > closest(name, strictly_above).size() ? best : "";
}

// Whether there is an address of the host in the file that a registry would have been told of.
bool Walker::shows_address(const std::string& host) const {
  const std::string zone = closest(host);
  if (zone.empty()) return false;
  const zone::Zone& file = *servers_.at(zone)->at(0).zone;
  const zone::NodeId node = file.find_exact(name_of(host));
  return node != zone::kNoNode && (file.find_rrset(node, rr::Type::A) || file.find_rrset(node, rr::Type::AAAA));
}

const Walker::Delegation& Walker::delegation(const std::string& zone) {
  const auto [at, is_new] = delegations_.try_emplace(zone);
  if (!is_new) return at->second;
  Delegation& result = at->second;
  for (std::string above = closest(zone, true); !above.empty(); above = closest(above, true)) {
    const Reply& reply = ask(above, zone, rr::Type::NS);
    if (reply.cut == zone) return result = {above, reply.servers, reply.addresses};
    if (!reply.cut.empty()) break;  // what lies beyond is not here
  }
  result.servers = ask(zone, zone, rr::Type::NS).servers;
  const std::size_t dot = zone.find('.');
  for (const std::string& host : result.servers) {
    const bool is_sibling = !narrow_ && (dot == std::string::npos || below(host, zone.substr(dot + 1)));
    if ((below(host, zone) || is_sibling) && shows_address(host)) result.glue.insert(host);
  }
  return result;
}

bool Walker::can_be_asked(const std::string& zone) {
  if (found_.contains(zone)) return true;
  const Delegation& here = delegation(zone);
  if (here.parent.empty() ? !closest_dead(zone, true).empty() : !found_.contains(here.parent)) return false;
  return leads_on(here);
}

bool Walker::can_be_asked_beyond(const std::string& cut) {
  const std::string parent = closest(cut, true);
  if (!found_.contains(parent)) return false;
  const Reply& reply = ask(parent, cut, rr::Type::NS);
  return leads_on({parent, reply.servers, reply.addresses});
}

bool Walker::leads_on(const Delegation& delegation) {
  return std::ranges::any_of(delegation.servers,
                             [&](const std::string& host) { return delegation.glue.contains(host) || is_known(host); });
}

// Whether somebody who can be asked says the host's address.
bool Walker::is_known(const std::string& host) {
  const std::string dead = closest_dead(host);
  const std::string zone = closest(host);
  if (zone.empty()) return dead.empty();
  const std::string cut = ask(zone, host, rr::Type::A).cut;
  if (!cut.empty()) {
    if (cut.size() <= dead.size()) return false;
    cuts_.insert(cut);
    return found_.contains(cut);
  }
  if (!dead.empty() || !found_.contains(zone)) return false;
  return ask(zone, host, rr::Type::A).addresses.contains(host) ||
         ask(zone, host, rr::Type::AAAA).addresses.contains(host);
}

}  // namespace worlds
