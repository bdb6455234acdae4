// The rules about addresses: how many a host has, and whether hosts share one. Only hosts inside the domain have
// addresses here; where another server counts too, what it has is not known, and the rule is silent.
#include <algorithm>
#include <array>

#include "base/address.h"
#include "delegation/registry/evaluate_parts.h"

namespace bailiwick::delegation::registry {
namespace {

std::string limit_message(const Server& server, std::size_t count, std::string_view kind, const Holder& holder,
                          std::uint32_t limit) {
  return wire::to_display(server.name) + " has " + std::to_string(count) + ' ' + std::string(kind) +
         (count == 1 ? "address" : "addresses") + ", but " + holder.profile->title + " wants " +
         (info(holder.rule->key).name.ends_with("-max") ? "at most " : "at least ") + std::to_string(limit);
}

void at_most(const Case& one, const Server& server, Key key, std::size_t count, std::string_view kind) {
  const Holder holder = one.rule(key);
  if (holder.rule == nullptr || count <= holder.rule->most) return;
  one.add(key, holder, limit_message(server, count, kind, holder, holder.rule->most),
          "keep " + std::to_string(holder.rule->most) + ", or spread them over several hosts", server.record);
}

void count_addresses(const Case& one, const Server& server) {
  at_most(one, server, Key::HostAddressesMax, server.address_count(), "");
  at_most(one, server, Key::HostV4Max, server.ipv4.size(), "IPv4 ");
  at_most(one, server, Key::HostV6Max, server.ipv6.size(), "IPv6 ");
  const Holder least = one.rule(Key::HostAddressesMin);
  // A host without any is A05's, which says more.
  if (least.rule == nullptr || server.address_count() == 0 || server.address_count() >= least.rule->least) return;
  one.add(Key::HostAddressesMin, least, limit_message(server, server.address_count(), "", least, least.rule->least),
          "add an A or AAAA record for " + wire::to_display(server.name), server.record);
}

void shared_addresses(const Case& one) {
  const Holder holder = one.rule(Key::AddressesUnique);
  if (holder.rule == nullptr || !holder.rule->flag()) return;
  const std::vector<Server>& servers = one.delegation.servers;
  for (std::size_t later = 1; later < servers.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const auto all = servers[later].addresses();
      const auto shared = std::ranges::find_if(all, [&](base::Bytes address) { return servers[earlier].has(address); });
      if (shared == all.end()) continue;
      one.add(Key::AddressesUnique, holder,
              wire::to_display(servers[later].name) + " and " + wire::to_display(servers[earlier].name) + " share " +
                  base::address_text(*shared) + ", but " + holder.profile->title +
                  " wants an address to belong to one host",
              "give each host an address of its own", later);
      break;
    }
  }
}

// Whether one server at least has an address that no other has.
bool has_own_address(const std::vector<Server>& servers) {
  for (const Server& server : servers)
    for (const base::Bytes address : server.addresses())
      if (std::ranges::count_if(servers, [&](const Server& other) { return other.has(address); }) == 1) return true;
  return false;
}

void reachable(const Case& one) {
  const std::vector<Server>& servers = one.delegation.servers;
  const auto known = [](const Server& server) { return server.address_count() > 0; };
  if (servers.empty() || !std::ranges::all_of(servers, known)) return;
  const auto zone = [&] { return wire::to_display(one.delegation.origin); };
  const Holder v4 = one.rule(Key::Ipv4ServerRequired);
  const auto has_v4 = [](const Server& server) { return !server.ipv4.empty(); };
  if (v4.rule != nullptr && v4.rule->flag() && std::ranges::none_of(servers, has_v4))
    one.add(Key::Ipv4ServerRequired, v4,
            "no name server of " + zone() + " has an IPv4 address, but " + v4.profile->title + " wants one that has",
            "add an A record for one of them");
  const Holder own = one.rule(Key::DistinctAddressRequired);
  if (own.rule != nullptr && own.rule->flag() && servers.size() > 1 && !has_own_address(servers))
    one.add(Key::DistinctAddressRequired, own,
            "all name servers of " + zone() + " have the same addresses, but " + own.profile->title +
                " wants one that differs",
            "run a second server at another address, and give one of the names that");
}

}  // namespace

void evaluate_addresses(const Case& one) {
  for (const Server& server : one.delegation.servers)
    if (server.in_domain) count_addresses(one, server);
  shared_addresses(one);
  reachable(one);
}

}  // namespace bailiwick::delegation::registry
