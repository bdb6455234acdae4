// D01: a delegation to a host at or below its own cut needs the host's address beside it, as glue: the child, which has
// the address too, cannot be asked before it is found (RFC 1034 §4.2.1; RFC 9471 §2.1 calls it in-domain).
#include <string>

#include "check/host.h"
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

// Such a host is A05's, which says more.
bool serves_the_apex(const Context& context, wire::NameView host) {
  const auto ns = context.zone.find_rrset(zone::kApex, rr::Type::NS);
  if (!ns) return false;
  for (const zone::Record record : *ns)
    if (wire::equal(*rr::target_name(rr::Type::NS, record.rdata), host)) return true;
  return false;
}

base::Finding describe_missing(const Context& context, zone::RRsetPlace ns, std::size_t record, wire::NameView host) {
  const std::string child = shown(context.zone.name(ns.node));
  base::Finding finding;
  finding.message = "name server " + shown(host) + " of the delegation " + child + " lies inside it, but has no glue";
  finding.places = {context.place(ns, record, "has no address in this file")};
  finding.notes = {"the address of " + shown(host) + " is asked of the name servers of " + child +
                   ", and it is one of them itself: nobody can find it"};
  finding.help = "add " + address_to_type(host) + " to this file: the same as in the zone " + child;
  return finding;
}

}  // namespace

void missing_glue(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    if (ns.node == zone::kApex || !is_handed_out(context.zone, ns.node)) continue;
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(ns.rrset)) {
      const std::size_t at = number++;
      if (record.target != zone::kNoNode && has_address(context.zone, record.target)) continue;
      const wire::NameView host = *rr::target_name(rr::Type::NS, record.rdata);
      if (!wire::is_at_or_below(host, context.zone.name(ns.node))) continue;
      if (record.target != zone::kNoNode && context.zone.find_rrset(record.target, rr::Type::CNAME)) continue;  // D05
      if (serves_the_apex(context, host) || context.is_unreadable_address(host)) continue;
      sink.add(base::Level::Error, [&] { return describe_missing(context, ns, at, host); });
    }
  }
}

}  // namespace bailiwick::check
