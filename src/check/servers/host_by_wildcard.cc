// D04: a name server whose address comes from a wildcard (RFC 4592): it is answered, but any misspelt name server has
// an address as well, and at the registrar the very name must be registered. At or below a cut a wildcard gives no
// glue; there the host is one without address (A05, D01, D02).
#include <string>

#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {

void host_by_wildcard(const Context& context, Sink& sink) {
  const auto wanted = [&](const HostUse& use) { return use.host.state == HostState::Addressed; };
  for (const HostGroup& group : odd_hosts(context, wanted)) {
    sink.add(base::Level::Warning, [&] {
      const zone::NodeId wildcard = group.first.host.node;
      auto address = context.at(wildcard, rr::Type::A);
      if (!address) address = context.at(wildcard, rr::Type::AAAA);
      base::Finding finding;
      finding.message = "name server " + shown(group.name) + " has an address by the wildcard " +
                        shown(context.zone.name(wildcard)) + " only";
      finding.places = {context.place(group.first.ns, group.first.record, "named as a name server here"),
                        context.place(*address, 0, "the wildcard")};
      finding.notes = {"a misspelt name server would have this address too, and nobody would notice"};
      note_uses(group, finding);
      finding.help = "add " + address_to_type(group.name);
      return finding;
    });
  }
}

}  // namespace bailiwick::check
