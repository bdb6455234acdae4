// D06: a DNAME rewrites every name below it (RFC 6672 §2.3), so a name server there has no address of its own, and
// resolvers need not follow the rewriting to find one (RFC 2181 §10.3). At the apex A05 says so.
#include <string>

#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {

void host_below_dname(const Context& context, Sink& sink) {
  const auto wanted = [](const HostUse& use) { return use.host.state == HostState::BelowDname; };
  for (const HostGroup& group : odd_hosts(context, wanted)) {
    if (group.first.ns.node == zone::kApex) continue;
    sink.add(base::Level::Error, [&] {
      const std::string above = shown(context.zone.name(group.first.host.cover));
      base::Finding finding;
      finding.message = "name server " + shown(group.name) + " of the delegation " +
                        shown(context.zone.name(group.first.ns.node)) + " lies below the DNAME of " + above +
                        ", and so can have no address";
      finding.places = {context.place(group.first.ns, group.first.record, "named as a name server here")};
      if (const auto dname = context.at(group.first.host.cover, rr::Type::DNAME))
        finding.places.push_back(context.place(*dname, 0, "every name below " + above + " is rewritten by this"));
      finding.notes = {"resolvers need not follow an alias to find a name server (RFC 2181 section 10.3)"};
      note_uses(group, finding);
      finding.help = "name a host in the NS record that does not lie below " + above;
      return finding;
    });
  }
}

}  // namespace bailiwick::check
