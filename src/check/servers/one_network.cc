// D13: all name servers in one network (a /24 of IPv4, a /48 of IPv6): one broken line takes all of them away (RFC 2182
// §3.1). Only where all their addresses stand in this zone, and none lies elsewhere.
#include <algorithm>
#include <string>

#include "base/address.h"
#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {
namespace {

// What the addresses of a family have in common, looked at one by one.
struct Common {
  std::size_t octets;  // of the prefix
  base::Bytes first = {};
  bool several = false;  // different addresses
  bool spread = false;   // over several networks

  void take(base::Bytes address) {
    if (first.empty()) first = address;
    if (!std::ranges::equal(first, address)) several = true;
    if (!std::ranges::equal(first.first(octets), address.first(octets))) spread = true;
  }
  std::string prefix() const {
    std::vector<std::uint8_t> network(first.begin(), first.end());
    std::fill(network.begin() + static_cast<std::ptrdiff_t>(octets), network.end(), std::uint8_t{0});
    return base::address_text(network) + '/' + std::to_string(octets * 8);
  }
};

}  // namespace

void one_network(const Context& context, Sink& sink) {
  const std::vector<Server> servers = apex_servers(context);
  Common ipv4{3};
  Common ipv6{6};
  for (const Server& server : servers) {
    if (!server.has_addresses()) return;
    if (const auto a = addresses(context, server.host, rr::Type::A))
      for (const zone::Record record : context.zone.rrset(a->rrset)) ipv4.take(record.rdata);
    if (const auto aaaa = addresses(context, server.host, rr::Type::AAAA))
      for (const zone::Record record : context.zone.rrset(aaaa->rrset)) ipv6.take(record.rdata);
  }
  // A single address is A04's or D12's.
  if (servers.size() < 2 || ipv4.spread || ipv6.spread || !(ipv4.several || ipv6.several)) return;
  sink.add(base::Level::Warning, [&] {
    std::string networks = ipv4.first.empty() ? "" : ipv4.prefix();
    if (!ipv6.first.empty()) networks += (networks.empty() ? "" : " and ") + ipv6.prefix();
    base::Finding finding;
    finding.message = "all name servers of " + shown(context.zone.origin()) + " are in the network " + networks;
    finding.places = {context.place(servers[0].ns, 0, "")};
    finding.notes = {"when the line to this network is down, nobody answers for " + shown(context.zone.origin())};
    finding.help = "put one name server into another network, at another place if you can";
    return finding;
  });
}

}  // namespace bailiwick::check
