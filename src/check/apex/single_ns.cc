// A04: a zone needs two name servers at least (RFC 1034 §4.1, RFC 2182 §5): with one, every failure takes all down.
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {

void single_ns(const Context& context, Sink& sink) {
  const auto ns = context.at(zone::kApex, rr::Type::NS);
  if (!ns || context.zone.rrset(ns->rrset).size() > 1) return;
  if (context.is_unreadable(context.zone.origin(), rr::Type::NS)) return;
  sink.add(base::Level::Warning, [&] {
    const wire::NameView origin = context.zone.origin();
    base::Finding finding;
    finding.message = shown(origin) + " has only one name server";
    finding.places = {context.place(*ns, 0, "the only one")};
    finding.notes = {"while it is down nobody finds " + shown(origin) + ", and many registries refuse such a zone"};
    finding.help = "add " + second_server_to_type(origin) + ", with the address of a second machine";
    return finding;
  });
}

}  // namespace bailiwick::check
