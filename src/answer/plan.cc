// RFC 1034 §4.3.2 as amended: wildcards by RFC 4592, DNAME by RFC 6672, the rcode of the last alias's end by RFC 6604,
// negative answers by RFC 2308. Aliases are followed within one zone, in a bounded loop.
#include "answer/plan.h"

#include <algorithm>

#include "rr/table.h"

namespace bailiwick::answer {
namespace {

using rr::Type;
using zone::NodeId;
using zone::RRset;
using zone::Zone;

Item item_of(wire::NameView owner, const RRset& rrset) {
  return {.owner = owner, .rrset = rrset, .cname_target = {}, .ttl = rrset.ttl()};
}

class Planner {
 public:
  Planner(const Zone& zone, const Asked& asked, Plan& plan) : zone_(zone), asked_(asked), plan_(plan) {}

  // Follows the name through the zone until an end.
  void run(zone::HashedName& name) {
    wire::NameView owner = asked_.qname;
    for (std::size_t hop = 0;; ++hop) {
      const std::optional<wire::NameView> target = step(name, owner);
      if (!target || hop + 1 == kMaxAliases) return;
      // A target outside the zone is the resolver's to follow.
      if (!wire::is_at_or_below(*target, zone_.origin())) return;
      owner = *target;
      name.assign(owner);
    }
  }

 private:
  // Plans what the zone has for `owner`; the target where that is an alias to be followed.
  std::optional<wire::NameView> step(const zone::HashedName& name, wire::NameView owner) {
    const Zone::Match match = zone_.find(name);
    const NodeId cover = zone_.cover(match.node);
    if (cover != zone::kNoNode && zone_.is_delegation(cover)) {
      // RFC 4035 §3.1.4.1: DS belongs to the parent side of the cut.
      const bool parent_side = asked_.qtype == Type::DS && match.exact && cover == match.node;
      if (!parent_side) {
        plan_referral(zone_, cover, asked_.dnssec_ok, plan_);
        return std::nullopt;
      }
    } else if (cover != zone::kNoNode) {
      return rename(cover, owner);
    } else if (!match.exact && zone_.has_dname(match.node)) {
      return rename(match.node, owner);
    }
    if (match.exact) return answer_from(match.node, owner);
    // RFC 4592 §3.3.1: the source of synthesis is `*` right below the closest encloser.
    const NodeId wildcard = zone_.wildcard(match.node);
    if (wildcard != zone::kNoNode) return answer_from(wildcard, owner);
    plan_.rcode = wire::Rcode::NxDomain;
    deny();
    return std::nullopt;
  }

  std::optional<wire::NameView> answer_from(NodeId node, wire::NameView owner) {
    mark_authoritative();
    if (asked_.qtype == Type::ANY) {
      answer_any(node, owner);
      return std::nullopt;
    }
    if (const auto rrset = zone_.find_rrset(node, asked_.qtype)) {
      plan_.answer.add(item_of(owner, *rrset));
      add_apex_ns();
      return std::nullopt;
    }
    if (const auto cname = zone_.find_rrset(node, Type::CNAME)) {
      if (is_planned(owner)) return std::nullopt;  // a loop: the chain so far is the answer
      plan_.answer.add(item_of(owner, *cname));
      return wire::NameView::from_wire(cname->first_rdata());
    }
    deny();
    return std::nullopt;
  }

  // RFC 8482 §4.1 over UDP: one RRset, the first that is not a signature; all of them otherwise.
  void answer_any(NodeId node, wire::NameView owner) {
    const std::size_t count = zone_.rrset_count(node);
    if (count == 0) return deny();
    if (asked_.one_rrset_for_any) {
      const RRset rrset = zone_.rrset(zone_.first_rrset(node));
      plan_.answer.add(item_of(owner, rrset));
    } else {
      plan_.any_node = node;
      plan_.any_owner = owner;
    }
    add_apex_ns();
  }

  // RFC 6672 §3.2: the DNAME, and the CNAME that it means for `owner`.
  std::optional<wire::NameView> rename(NodeId dname_node, wire::NameView owner) {
    mark_authoritative();
    if (is_planned(owner)) return std::nullopt;
    const RRset dname = *zone_.find_rrset(dname_node, Type::DNAME);
    const wire::NameView dname_owner = zone_.name(dname_node);
    if (!is_planned(dname_owner, Type::DNAME)) plan_.answer.add(item_of(dname_owner, dname));
    const auto target = wire::NameView::from_wire(dname.first_rdata());
    const std::size_t kept = owner.size() - dname_owner.size();
    if (kept + target->size() > wire::kMaxNameSize) {
      plan_.rcode = wire::Rcode::YxDomain;
      return std::nullopt;
    }
    wire::Name& renamed = plan_.synthesised.add({});
    renamed.assign({owner.data(), kept}, *target);
    plan_.answer.add({.owner = owner, .rrset = std::nullopt, .cname_target = renamed, .ttl = dname.ttl()});
    // RFC 6672 §3.2 step 3.C goes on whatever is asked, ANY too; but who asks for the CNAME has it now.
    if (asked_.qtype == Type::CNAME) return std::nullopt;
    return renamed.view();
  }

  void deny() { plan_denial(zone_, plan_); }

  void add_apex_ns() {
    if (asked_.minimal_responses) return;
    const auto ns = zone_.find_rrset(zone::kApex, Type::NS);
    for (std::size_t i = 0; i < plan_.answer.size(); ++i)
      if (plan_.answer[i].rrset && plan_.answer[i].rrset->type() == Type::NS) return;
    if (ns)
      plan_.authority.add(
          {.owner = zone_.origin(), .rrset = ns, .cname_target = {}, .ttl = ns->ttl(), .required = false});
  }

  // RFC 1034 §6.2.7: AA speaks for the first owner name in the answer section.
  void mark_authoritative() { plan_.authoritative = true; }

  // Whether the answer has an alias of that owner already.
  bool is_planned(wire::NameView owner, Type type = Type::CNAME) const {
    for (std::size_t i = 0; i < plan_.answer.size(); ++i) {
      const Item& item = plan_.answer[i];
      const Type have = item.rrset ? item.rrset->type() : Type::CNAME;
      if (have == type && wire::equal(item.owner, owner)) return true;
    }
    return false;
  }

  const Zone& zone_;
  const Asked& asked_;
  Plan& plan_;
};

// RFC 4035 §3.1.4.1: DS of a zone's own apex is the parent zone's, where we serve that too; a zone higher up that
// delegates a name in between is not the parent.
const zone::ZoneSet::Entry* parent_side(const zone::ZoneSet& zones, const zone::HashedName& name) {
  const zone::ZoneSet::Entry* parent = zones.find(name, name.label_count());
  if (parent == nullptr || parent->zone == nullptr) return parent;
  const Zone& zone = *parent->zone;
  const NodeId cover = zone.cover(zone.find(name).node);
  const bool cut_above =
      cover != zone::kNoNode && zone.is_delegation(cover) && zone.name(cover).size() < name.name().size();
  return cut_above ? nullptr : parent;
}

}  // namespace

void plan_in_zone(const Zone& zone, const Asked& asked, zone::HashedName& qname, Plan& plan) {
  plan.zone = &zone;
  Planner(zone, asked, plan).run(qname);
}

void plan_referral(const Zone& zone, NodeId cut, bool dnssec_ok, Plan& plan) {
  plan.zone = &zone;
  const RRset ns = *zone.find_rrset(cut, Type::NS);
  plan.authority.add(item_of(zone.name(cut), ns));
  if (const auto ds = zone.find_rrset(cut, Type::DS); ds && dnssec_ok)
    plan.authority.add(item_of(zone.name(cut), *ds));
  plan.referral = cut;
}

// The SOA is remembered no longer than its minimum field says.
void plan_denial(const Zone& zone, Plan& plan) {
  plan.zone = &zone;
  plan.authoritative = true;
  const auto soa = zone.find_rrset(zone::kApex, Type::SOA);
  if (!soa) return;
  const base::Bytes rdata = soa->first_rdata();
  const std::uint32_t minimum = base::load32(rdata.data() + rdata.size() - 4);
  plan.authority.add({.owner = zone.origin(), .rrset = soa, .cname_target = {}, .ttl = std::min(soa->ttl(), minimum)});
}

void make_plan(const zone::ZoneSet& zones, const zone::ZoneSet::Entry* entry, const Asked& asked,
               zone::HashedName& qname, Plan& plan) {
  if (entry != nullptr && asked.qtype == Type::DS && entry->origin.size() == asked.qname.size()) {
    if (const auto* parent = parent_side(zones, qname)) entry = parent;
  }
  if (entry == nullptr) {
    plan.rcode = wire::Rcode::Refused;
    plan.extended_error = ExtendedError::NotAuthoritative;
    return;
  }
  if (entry->zone == nullptr) {
    plan.rcode = wire::Rcode::ServFail;
    plan.extended_error = ExtendedError::NotReady;
    return;
  }
  plan_in_zone(*entry->zone, asked, qname, plan);
}

void make_plan(const zone::ZoneSet& zones, const Asked& asked, Plan& plan) {
  zone::HashedName qname(asked.qname);
  make_plan(zones, zones.find(qname), asked, qname, plan);
}

}  // namespace bailiwick::answer
