// Reads a Delegation off a zone: one look-up a name server.
#include "delegation/described.h"

#include <algorithm>

#include "base/bytes.h"
#include "rr/table.h"

namespace bailiwick::delegation {
namespace {

void add_addresses(const zone::Zone& zone, zone::NodeId node, rr::Type type, std::vector<base::Bytes>& out,
                   std::uint32_t& ttl) {
  const auto rrset = zone.find_rrset(node, type);
  if (!rrset) return;
  for (const zone::Record record : *rrset) out.push_back(record.rdata);
  ttl = std::max(ttl, rrset->ttl());
}

std::optional<SoaTimers> timers(const zone::Zone& zone) {
  const auto rrset = zone.find_rrset(zone::kApex, rr::Type::SOA);
  if (!rrset) return std::nullopt;
  const base::Bytes rdata = rrset->first_rdata();
  const auto mname = wire::NameView::from_wire(rdata);
  if (!mname) return std::nullopt;
  const std::uint8_t* numbers = rdata.data() + rdata.size() - 16;  // behind the serial
  return SoaTimers{wire::Name(*mname), base::load32(numbers), base::load32(numbers + 4), base::load32(numbers + 8),
                   base::load32(numbers + 12)};
}

}  // namespace

bool Server::has(base::Bytes address) const {
  const auto same = [&](base::Bytes one) { return std::ranges::equal(one, address); };
  return std::ranges::any_of(ipv4, same) || std::ranges::any_of(ipv6, same);
}

std::vector<base::Bytes> Server::addresses() const {
  std::vector<base::Bytes> all = ipv4;
  all.insert(all.end(), ipv6.begin(), ipv6.end());
  return all;
}

const Server* Delegation::find(wire::NameView name) const {
  const auto found = std::ranges::find_if(servers, [&](const Server& one) { return wire::equal(one.name, name); });
  return found == servers.end() ? nullptr : &*found;
}

std::size_t Delegation::in_domain_count() const {
  return static_cast<std::size_t>(std::ranges::count_if(servers, &Server::in_domain));
}

Server describe_server(const zone::Zone& zone, wire::NameView name) {
  Server server;
  server.name = wire::Name(name);
  server.in_domain = wire::is_at_or_below(name, zone.origin());
  if (!server.in_domain) return server;
  const zone::NodeId target = zone.find_exact(name);
  const check::Host host = check::examine_host(zone, name, target);
  server.state = host.state;
  if (host.state != check::HostState::Addressed) return server;
  server.own_records = target != zone::kNoNode && host.node == target;
  add_addresses(zone, host.node, rr::Type::A, server.ipv4, server.address_ttl);
  add_addresses(zone, host.node, rr::Type::AAAA, server.ipv6, server.address_ttl);
  return server;
}

Delegation describe(const zone::Zone& zone) {
  Delegation delegation;
  delegation.origin = wire::Name(zone.origin());
  delegation.soa = timers(zone);
  const std::size_t first = zone.first_rrset(zone::kApex);
  for (std::size_t number = first; number < first + zone.rrset_count(zone::kApex); ++number) {
    const zone::RRset rrset = zone.rrset(number);
    if (rrset.type() != rr::Type::NS) continue;
    delegation.ns_rrset = static_cast<std::uint32_t>(number);
    delegation.ns_ttl = rrset.ttl();
    for (const zone::Record record : rrset) {
      Server server = describe_server(zone, *rr::target_name(rr::Type::NS, record.rdata));
      server.record = delegation.servers.size();
      delegation.servers.push_back(std::move(server));
    }
  }
  return delegation;
}

}  // namespace bailiwick::delegation
