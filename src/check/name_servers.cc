// Grouping sorts by the names' hashes, which is cheap at any size, and compares names only where hashes are equal.
#include "check/name_servers.h"

#include <algorithm>
#include <tuple>

#include "rr/table.h"
#include "zone/name_hash.h"

namespace bailiwick::check {
namespace {

struct Hashed {
  std::uint64_t hash;
  std::uint32_t use;
};

}  // namespace

std::vector<Server> apex_servers(const Context& context) {
  std::vector<Server> servers;
  const auto ns = context.at(zone::kApex, rr::Type::NS);
  if (!ns) return servers;
  const zone::RRset records = context.zone.rrset(ns->rrset);
  servers.reserve(records.size());
  for (const zone::Record record : records) {
    const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
    const auto number = static_cast<std::uint32_t>(servers.size());
    servers.push_back({*ns, number, name, examine_host(context.zone, name, record.target)});
  }
  return servers;
}

std::optional<zone::RRsetPlace> addresses(const Context& context, const Host& host, rr::Type type) {
  if (host.state != HostState::Addressed) return std::nullopt;
  return context.at(host.node, type);
}

std::vector<HostGroup> group_by_host(std::span<const HostUse> uses) {
  std::vector<Hashed> order;
  for (std::uint32_t use = 0; use < uses.size(); ++use) order.push_back({zone::HashedName(uses[use].name).hash(), use});
  std::ranges::sort(order, {}, [](const Hashed& h) { return std::tie(h.hash, h.use); });

  std::vector<HostGroup> groups;
  std::size_t run = 0;  // where the groups of the present hash begin: nearly always one
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i > 0 && order[i].hash != order[i - 1].hash) run = groups.size();
    const wire::NameView name = uses[order[i].use].name;
    const auto same = std::find_if(groups.begin() + static_cast<std::ptrdiff_t>(run), groups.end(),
                                   [&](const HostGroup& group) { return wire::equal(group.name, name); });
    if (same != groups.end()) {
      ++same->count;
    } else {
      groups.push_back({name, uses[order[i].use], 1});
    }
  }
  const auto place = [](const HostGroup& group) { return std::tie(group.first.ns.rrset, group.first.record); };
  std::ranges::sort(groups, [&](const HostGroup& a, const HostGroup& b) { return place(a) < place(b); });
  return groups;
}

void note_uses(const HostGroup& group, base::Finding& finding) {
  if (group.count > 1) finding.notes.push_back(std::to_string(group.count) + " NS records of this zone name it");
}

}  // namespace bailiwick::check
