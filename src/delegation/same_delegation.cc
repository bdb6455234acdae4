#include "delegation/same_delegation.h"

#include <algorithm>
#include <vector>

#include "base/address.h"
#include "delegation/described.h"
#include "wire/name.h"

namespace bailiwick::delegation {

std::string delegation_text(const zone::Zone& zone, bool with_ttl) {
  const Delegation delegation = describe(zone);
  const auto ttl_text = [&](std::uint32_t ttl) { return ' ' + std::to_string(with_ttl ? ttl : 0) + " IN "; };
  const std::string origin = wire::to_text(zone.origin());
  std::vector<std::string> lines;
  for (const Server& server : delegation.servers) {
    const std::string name = wire::to_text(server.name.lowered());
    lines.push_back(origin + ttl_text(delegation.ns_ttl) + "NS " + name + '\n');
    if (!server.in_domain) continue;
    for (const base::Bytes address : server.addresses())
      lines.push_back(name + ttl_text(server.address_ttl) + (address.size() == 4 ? "A " : "AAAA ") +
                      base::address_text(address) + '\n');
  }
  std::ranges::sort(lines);
  lines.erase(std::ranges::unique(lines).begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line;
  return text;
}

bool same_delegation(const zone::Zone& a, const zone::Zone& b) {
  return delegation_text(a, false) == delegation_text(b, false);
}

}  // namespace bailiwick::delegation
