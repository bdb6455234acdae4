// Name servers as checks go through them: those of the zone itself with their addresses, and the odd ones of all NS
// records, one group a host, so that a host that a million delegations name is one finding.
#pragma once

#include <vector>

#include "check/context.h"

namespace bailiwick::check {

// Of the NS RRset at the apex.
struct Server {
  zone::RRsetPlace ns;
  std::uint32_t record;
  wire::NameView name;
  Host host;

  // Whether its addresses stand in this zone and are handed out.
  bool has_addresses() const { return host.state == HostState::Addressed; }
};

// In the order of the zone; empty where there is no NS record.
std::vector<Server> apex_servers(const Context& context);
// The records of A or AAAA of a server, or nothing.
std::optional<zone::RRsetPlace> addresses(const Context& context, const Host& host, rr::Type type);

// A host and the NS records that name it.
struct HostGroup {
  wire::NameView name;  // as the first NS record has it
  HostUse first;
  std::size_t count;
};

// Each host once, in the order of the first uses.
std::vector<HostGroup> group_by_host(std::span<const HostUse> uses);

// The odd hosts (Survey::odd_hosts) that `wanted(use)` picks, each once, in the order of their first NS records.
template <class Wanted>
std::vector<HostGroup> odd_hosts(const Context& context, Wanted wanted) {
  std::vector<HostUse> uses;
  for (const HostUse& use : context.survey.odd_hosts())
    if (wanted(use)) uses.push_back(use);
  return group_by_host(uses);
}

// "12 NS records of this zone name it", where it is more than one.
void note_uses(const HostGroup& group, base::Finding& finding);

}  // namespace bailiwick::check
