// A09: types that belong at the apex alone (DNSKEY, RFC 4035 §2.1; NSEC3PARAM, RFC 5155 §4), and DS, which belongs on
// the parent's side of a cut and so never at the apex (RFC 4035 §2.4). A CNAME at the apex is T01's.
#include <string>

#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

void add_off_apex(const Context& context, zone::RRsetPlace found, Sink& sink) {
  sink.add(base::Level::Error, [&] {
    const std::string type = rr::type_name(context.zone.rrset(found.rrset).type());
    const std::string owner = shown(context.zone.name(found.node));
    base::Finding finding;
    finding.message = owner + " has a " + type + " record, which belongs at the name of a zone only";
    finding.places = {context.place(found, 0, "")};
    finding.notes = {"validators look for it at " + shown(context.zone.origin()) + ", and ignore it here"};
    finding.help = "delete it, or move it into the zone file of " + owner;
    return finding;
  });
}

}  // namespace

void misplaced_type(const Context& context, Sink& sink) {
  if (const auto ds = context.at(zone::kApex, rr::Type::DS)) {
    sink.add(base::Level::Error, [&] {
      const std::string origin = shown(context.zone.origin());
      base::Finding finding;
      finding.message = origin + " has a DS record in its own zone, where no validator looks for it";
      finding.places = {context.place(*ds, 0, "")};
      finding.notes = {"the DS record of a zone stands in its parent zone"};
      finding.help = "delete it here, and enter it at your registrar";
      return finding;
    });
  }
  for (const rr::Type type : {rr::Type::DNSKEY, rr::Type::NSEC3PARAM})
    for (const zone::RRsetPlace found : context.survey.of(type))
      if (found.node != zone::kApex && context.zone.cover(found.node) == zone::kNoNode)
        add_off_apex(context, found, sink);
}

}  // namespace bailiwick::check
