// S14: a forgotten final dot shows by the zone's own name, which then comes twice (RFC 1035 §5.1). At an apex NS record
// it is A05's to tell.
#include "check/records/forgotten_dot.h"

#include <string>

#include "check/catalogue.h"
#include "check/records/meant_name.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

bool is_reverse(wire::NameView origin) {
  return wire::is_at_or_below(origin, *wire::Name::from_text("in-addr.arpa.")) ||
         wire::is_at_or_below(origin, *wire::Name::from_text("ip6.arpa."));
}

// Whether the zone's own name comes twice. A zone of a single label is left out: com.com is a name like others.
bool has_second_origin(wire::NameView name, wire::NameView origin) {
  if (name.size() < 2 * origin.size() - 1 || origin.label_count() < 2 || !wire::is_at_or_below(name, origin))
    return false;
  return wire::is_at_or_below(before_origin(name, origin), origin);
}

base::Finding describe_repeated_origin(const Context& context, zone::RRsetPlace found, std::size_t at,
                                       wire::NameView target) {
  const std::string type = rr::type_name(context.zone.rrset(found.rrset).type());
  const std::string meant = wire::to_text(before_origin(target, context.zone.origin()));
  base::Finding finding;
  finding.message = "the " + type + " record of " + shown(context.zone.name(found.node)) + " names " + shown(target) +
                    ": a final dot is missing";
  finding.places = {context.place(found, at, "completed with " + wire::to_text(context.zone.origin()))};
  finding.notes = {"a name without a final dot is completed with the zone's own"};
  finding.help = "write `" + meant + '`';
  return finding;
}

void look_at_all_targets(const Context& context, rr::Type type, Sink& sink) {
  for (const zone::RRsetPlace found : context.survey.of(type)) {
    if (type == rr::Type::NS && found.node == zone::kApex) continue;
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(found.rrset)) {
      const std::size_t at = number++;
      const wire::NameView target = target_of(type, record.rdata);
      if (!lacks_final_dot(context, type, target)) continue;
      // A delegation whose server is lost is no smaller mistake for being a slip of the hand.
      const base::Level level = type == rr::Type::NS ? base::Level::Error : base::Level::Warning;
      sink.add(level, [&] { return describe_repeated_origin(context, found, at, target); });
    }
  }
}

// The first node at or below `node` that has records.
zone::NodeId first_with_records(const zone::Zone& zone, zone::NodeId node) {
  while (node + 1 < zone.node_count() && zone.rrset_count(node) == 0) ++node;
  return node;
}

// All owners with a forgotten dot lie below one name, so they are one finding.
void look_at_owners(const Context& context, Sink& sink) {
  const wire::NameView origin = context.zone.origin();
  const auto doubled = wire::Name::join(origin, origin);
  if (!doubled || origin.label_count() < 2) return;
  const zone::NodeId top = context.zone.find_exact(*doubled);
  if (top == zone::kNoNode) return;
  const zone::NodeId node = first_with_records(context.zone, top);
  const wire::NameView owner = context.zone.name(node);
  sink.add(base::Level::Warning, [&] {
    const std::string meant = wire::to_text(before_origin(owner, origin));
    base::Finding finding;
    finding.message = "a record is written for " + shown(owner) + ": a final dot is missing behind its name";
    const auto first = static_cast<std::uint32_t>(context.zone.first_rrset(node));
    finding.places = {context.place({node, first}, 0, "belongs to " + wire::to_text(owner))};
    finding.notes = {"a name without a final dot is completed with the zone's own; every name at or below " +
                     shown(*doubled) + " looks like that"};
    finding.help = "write `" + meant + "` with a final dot, or leave the zone's own name out";
    return finding;
  });
}

}  // namespace

bool lacks_final_dot(const Context& context, rr::Type type, wire::NameView target) {
  const wire::NameView origin = context.zone.origin();
  const bool twice = has_second_origin(target, origin);
  const bool reverse = type == rr::Type::PTR && wire::is_at_or_below(target, origin) && is_reverse(origin);
  return (twice || reverse) && context.zone.find_exact(target) == zone::kNoNode;
}

void forgotten_dot(const Context& context, Sink& sink) {
  for (const rr::Type type : {rr::Type::NS, rr::Type::CNAME, rr::Type::PTR, rr::Type::MX, rr::Type::SRV,
                              rr::Type::DNAME, rr::Type::SVCB, rr::Type::HTTPS})
    look_at_all_targets(context, type, sink);
  look_at_owners(context, sink);
}

}  // namespace bailiwick::check
