#include "answer/denial.h"

#include <algorithm>

#include "answer/denial_nsec.h"
#include "answer/denial_nsec3.h"

namespace bailiwick::answer {

void add_denial(const zone::Zone& zone, const Absence& absence, Plan& plan) {
  if (!zone.nsec3_chain().empty())
    add_nsec3_denial(zone, absence, plan);
  else if (!zone.nsec_chain().empty())
    add_nsec_denial(zone, absence, plan);
}

void add_proof(const zone::Zone& zone, zone::NodeId node, rr::Type type, Plan& plan) {
  const wire::NameView owner = zone.name(node);
  for (std::size_t i = 0; i < plan.authority.size(); ++i) {
    const Item& item = plan.authority[i];
    if (item.owner.data() == owner.data() && item.rrset->type() == type) return;
  }
  const zone::RRset rrset = *zone.find_rrset(node, type);
  plan.authority.add({.owner = owner,
                      .rrset = rrset,
                      .signatures = zone.find_signatures(node, type),
                      .cname_target = {},
                      .ttl = std::min(rrset.ttl(), negative_ttl(zone))});
}

wire::Name wildcard_below(wire::NameView name) {
  static constexpr std::uint8_t kAsterisk[2] = {1, '*'};
  wire::Name wildcard;
  wildcard.assign(kAsterisk, name);
  return wildcard;
}

}  // namespace bailiwick::answer
