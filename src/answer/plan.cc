// RFC 1034 §4.3.2 as amended: wildcards by RFC 4592, DNAME by RFC 6672, the rcode of the last alias's end by RFC 6604,
// negative answers by RFC 2308, signatures and proofs by RFC 4035 §3.1. Aliases are followed within one zone, in a
// bounded loop.
#include "answer/plan.h"

#include <algorithm>

#include "answer/denial.h"
#include "rr/table.h"

namespace bailiwick::answer {
namespace {

using rr::Type;
using zone::NodeId;
using zone::RRset;
using zone::Zone;

Item item_of(wire::NameView owner, const RRset& rrset) {
  return {.owner = owner, .rrset = rrset, .signatures = {}, .cname_target = {}, .ttl = rrset.ttl()};
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
        refer(cover, name);
        return std::nullopt;
      }
    } else if (cover != zone::kNoNode) {
      return rename(cover, owner);
    } else if (!match.exact && zone_.has_dname(match.node)) {
      return rename(match.node, owner);
    }
    // RFC 4592 §3.3.1: the source of synthesis is `*` right below the closest encloser.
    const NodeId source = match.exact ? match.node : zone_.wildcard(match.node);
    if (source != zone::kNoNode) return answer_from(source, name, match, owner);
    plan_.rcode = wire::Rcode::NxDomain;
    deny(Absence::Kind::Name, name, match);
    return std::nullopt;
  }

  std::optional<wire::NameView> answer_from(NodeId node, const zone::HashedName& name, const Zone::Match& match,
                                            wire::NameView owner) {
    plan_.authoritative = true;
    if (!holds(node)) {
      deny(match.exact ? Absence::Kind::Type : Absence::Kind::WildcardType, name, match);
      return std::nullopt;
    }
    if (!match.exact && plan_.signatures) prove(Absence::Kind::CloserName, name, match.node, match.labels);
    if (asked_.qtype == Type::ANY) {
      answer_any(node, owner);
    } else if (asked_.qtype == Type::RRSIG && zone_.find_rrset(node, Type::RRSIG)) {
      answer_all(node, owner, true);
    } else if (const auto rrset = zone_.find_rrset(node, asked_.qtype)) {
      const bool is_there = asked_.qtype == Type::DNAME && is_planned(owner, Type::DNAME);  // it has led here
      if (!is_there) plan_.answer.add(signed_item(owner, node, *rrset));
    } else {
      if (is_planned(owner)) return std::nullopt;  // a loop: the chain so far is the answer
      const RRset cname = *zone_.find_rrset(node, Type::CNAME);
      plan_.answer.add(signed_item(owner, node, cname));
      return wire::NameView::from_wire(cname.first_rdata());
    }
    add_apex_ns();
    return std::nullopt;
  }

  // Whether there is an answer at the node, or an alias.
  bool holds(NodeId node) const {
    if (asked_.qtype == Type::ANY) return zone_.rrset_count(node) > 0;
    return zone_.find_rrset(node, asked_.qtype) || zone_.find_rrset(node, Type::CNAME);
  }

  // RFC 8482 §4.1 over UDP: one RRset, the first that is not there for signing alone; all of them otherwise.
  void answer_any(NodeId node, wire::NameView owner) {
    if (!asked_.one_rrset_for_any) return answer_all(node, owner, false);
    const std::size_t end = zone_.first_rrset(node) + zone_.rrset_count(node);
    std::size_t best = zone_.first_rrset(node);
    for (std::size_t i = end; i-- > zone_.first_rrset(node);) {
      const Type type = zone_.rrset(i).type();
      if (type != Type::RRSIG && type != Type::NSEC) best = i;
    }
    plan_.answer.add(signed_item(owner, node, zone_.rrset(best)));
  }

  void answer_all(NodeId node, wire::NameView owner, bool signatures_only) {
    plan_.any_node = node;
    plan_.any_owner = owner;
    plan_.any_signatures_only = signatures_only;
  }

  // RFC 6672 §3.2: the DNAME, and the CNAME that it means for `owner`.
  std::optional<wire::NameView> rename(NodeId dname_node, wire::NameView owner) {
    plan_.authoritative = true;
    if (is_planned(owner)) return std::nullopt;
    const RRset dname = *zone_.find_rrset(dname_node, Type::DNAME);
    const wire::NameView dname_owner = zone_.name(dname_node);
    if (!is_planned(dname_owner, Type::DNAME)) plan_.answer.add(signed_item(dname_owner, dname_node, dname));
    const auto target = wire::NameView::from_wire(dname.first_rdata());
    const std::size_t kept = owner.size() - dname_owner.size();
    if (kept + target->size() > wire::kMaxNameSize) {
      plan_.rcode = wire::Rcode::YxDomain;
      return std::nullopt;
    }
    wire::Name& renamed = plan_.synthesised.add({});
    renamed.assign({owner.data(), kept}, *target);
    // RFC 6672 §5.3.1: the DNAME's signature speaks for the CNAME.
    plan_.answer.add(
        {.owner = owner, .rrset = std::nullopt, .signatures = {}, .cname_target = renamed, .ttl = dname.ttl()});
    // RFC 6672 §3.2 step 3.C goes on whatever is asked, ANY too; but who asks for the CNAME has it now.
    if (asked_.qtype == Type::CNAME) return std::nullopt;
    return renamed.view();
  }

  // RFC 4035 §3.1.4: with its DS set, or with the proof that there is none. The NS set is not ours, and not signed.
  void refer(NodeId cut, const zone::HashedName& name) {
    plan_referral(zone_, cut, plan_);
    if (!asked_.dnssec_ok) return;
    if (const auto ds = zone_.find_rrset(cut, Type::DS))
      plan_.authority.add(signed_item(zone_.name(cut), cut, *ds));
    else if (plan_.signatures)
      prove(Absence::Kind::Type, name, cut, zone_.name(cut).label_count());
  }

  void deny(Absence::Kind kind, const zone::HashedName& name, const Zone::Match& match) {
    plan_negative(zone_, plan_);
    if (plan_.signatures) prove(kind, name, match.node, match.labels);
  }

  void prove(Absence::Kind kind, const zone::HashedName& name, NodeId node, std::size_t labels) {
    add_denial(zone_, {.kind = kind, .name = name, .node = node, .labels = labels}, plan_);
  }

  Item signed_item(wire::NameView owner, NodeId node, const RRset& rrset) const {
    Item item = item_of(owner, rrset);
    if (plan_.signatures) item.signatures = zone_.find_signatures(node, rrset.type());
    return item;
  }

  void add_apex_ns() {
    if (asked_.minimal_responses) return;
    const auto ns = zone_.find_rrset(zone::kApex, Type::NS);
    for (std::size_t i = 0; i < plan_.answer.size(); ++i)
      if (plan_.answer[i].rrset && plan_.answer[i].rrset->type() == Type::NS) return;
    if (!ns) return;
    Item item = signed_item(zone_.origin(), zone::kApex, *ns);
    item.required = false;
    plan_.authority.add(item);
  }

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
const ZoneSet::Served* parent_side(const ZoneSet& zones, const zone::HashedName& name) {
  const ZoneSet::Served* parent = zones.find(name, name.label_count());
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
  plan.signatures = asked.dnssec_ok && zone.is_signed();
  Planner(zone, asked, plan).run(qname);
}

void plan_referral(const Zone& zone, NodeId cut, Plan& plan) {
  plan.zone = &zone;
  const RRset ns = *zone.find_rrset(cut, Type::NS);
  plan.authority.add(item_of(zone.name(cut), ns));
  plan.referral = cut;
}

// The SOA is remembered no longer than its minimum field says, and so is its signature (RFC 4034 §3).
void plan_negative(const Zone& zone, Plan& plan) {
  plan.zone = &zone;
  plan.authoritative = true;
  const auto soa = zone.find_rrset(zone::kApex, Type::SOA);
  if (!soa) return;
  Item item = item_of(zone.origin(), *soa);
  item.ttl = negative_ttl(zone);
  if (plan.signatures) item.signatures = zone.find_signatures(zone::kApex, Type::SOA);
  plan.authority.add(item);
}

std::uint32_t negative_ttl(const Zone& zone) {
  const auto soa = zone.find_rrset(zone::kApex, Type::SOA);
  if (!soa) return 0;
  const base::Bytes rdata = soa->first_rdata();
  return std::min(soa->ttl(), base::load32(rdata.data() + rdata.size() - 4));
}

void make_plan(const ZoneSet& zones, const ZoneSet::Served* entry, const Asked& asked, zone::HashedName& qname,
               Plan& plan) {
  if (entry != nullptr && asked.qtype == Type::DS && entry->origin->size() == asked.qname.size()) {
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

void make_plan(const ZoneSet& zones, const Asked& asked, Plan& plan) {
  zone::HashedName qname(asked.qname);
  make_plan(zones, zones.find(qname), asked, qname, plan);
}

}  // namespace bailiwick::answer
