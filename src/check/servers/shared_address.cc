// D12: two names of name servers with one address are one server: where it is down, the zone is (RFC 2182 §3.1 wants
// several). Looks at the zone's own name servers; a delegation's are looked at in the child.
#include <algorithm>
#include <set>
#include <string>

#include "base/address.h"
#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {
namespace {

struct AddressUse {
  base::Bytes address;  // borrowed from the zone
  zone::RRsetPlace found;
  std::size_t record;
  std::uint32_t server;
};

std::vector<AddressUse> uses_of(const Context& context, const std::vector<Server>& servers) {
  std::vector<AddressUse> uses;
  for (std::uint32_t number = 0; number < servers.size(); ++number) {
    for (const rr::Type type : {rr::Type::A, rr::Type::AAAA}) {
      const auto found = addresses(context, servers[number].host, type);
      if (!found) continue;
      std::size_t record = 0;
      for (const zone::Record address : context.zone.rrset(found->rrset))
        uses.push_back({address.rdata, *found, record++, number});
    }
  }
  std::ranges::stable_sort(uses, [](const AddressUse& a, const AddressUse& b) {
    if (a.address.size() != b.address.size()) return a.address.size() < b.address.size();
    return std::ranges::lexicographical_compare(a.address, b.address);
  });
  return uses;
}

base::Finding describe_shared(const Context& context, const std::vector<Server>& servers,
                              std::span<const AddressUse> uses) {
  const AddressUse& first = uses[0];
  const AddressUse& second = uses[1];
  base::Finding finding;
  finding.message = "the name servers " + shown(servers[first.server].name) + " and " +
                    shown(servers[second.server].name) + " have the same address " + base::address_text(first.address);
  if (uses.size() > 2) finding.message += ", and " + std::to_string(uses.size() - 2) + " more have it too";
  const auto a = context.sources.location(first.found.rrset, first.record);
  const auto b = context.sources.location(second.found.rrset, second.record);
  finding.places = context.two_places(a, b, "this address ...", "... is this one");
  finding.notes = {"they are one server under two names: when it is down, nobody answers for " +
                   shown(context.zone.origin())};
  const std::string one = shown(servers[first.server].name);
  const std::string other = shown(servers[second.server].name);
  finding.help = one + " and " + other + " are one machine (" + base::address_text(first.address) + "): give " + other +
                 " another address, of a machine of its own";
  return finding;
}

}  // namespace

void shared_address(const Context& context, Sink& sink) {
  const std::vector<Server> servers = apex_servers(context);
  const std::vector<AddressUse> uses = uses_of(context, servers);
  std::set<std::vector<std::uint32_t>> told;  // servers that share IPv4 and IPv6 are one finding
  for (std::size_t i = 0, end = 0; i < uses.size(); i = end) {
    while (end < uses.size() && std::ranges::equal(uses[end].address, uses[i].address)) ++end;
    if (end - i < 2) continue;
    std::vector<std::uint32_t> members;
    for (std::size_t one = i; one < end; ++one) members.push_back(uses[one].server);
    // Names that one wildcard answers for share its addresses: D04 has told that.
    if (uses[i].found.node == uses[i + 1].found.node || !told.insert(members).second) continue;
    sink.add(base::Level::Warning,
             [&] { return describe_shared(context, servers, std::span(uses).subspan(i, end - i)); });
  }
}

}  // namespace bailiwick::check
