// D03: a delegation to a host of this very zone that has no address here: nobody else could tell it (RFC 1034 §4.2.2).
// Where that host serves the zone itself, A05 says so and says more.
#include <string>

#include "check/host_name.h"
#include "check/catalogue.h"
#include "check/name_servers.h"
#include "check/records/forgotten_dot.h"
#include "check/records/meant_name.h"

namespace bailiwick::check {

void host_without_address(const Context& context, Sink& sink) {
  const auto wanted = [](const HostUse& use) { return use.host.state == HostState::NoAddress; };
  for (const HostGroup& group : odd_hosts(context, wanted)) {
    if (group.first.ns.node == zone::kApex || address_in_name(group.name, context.zone.origin())) continue;
    if (lacks_final_dot(context, rr::Type::NS, group.name)) continue;  // S14
    sink.add(base::Level::Error, [&] {
      const std::string host = shown(group.name);
      const std::string origin = shown(context.zone.origin());
      base::Finding finding;
      finding.message = "name server " + host + " of the delegation " + shown(context.zone.name(group.first.ns.node)) +
                        " has no address in " + origin;
      finding.places = {context.place(group.first.ns, group.first.record, "has no address in this file")};
      finding.notes = {host + " is a name of " + origin + ": its address can only come from here"};
      if (group.first.host.node == zone::kNoNode)
        finding.notes.push_back("a name without a final dot is completed with the zone's own");
      note_uses(group, finding);
      finding.help = name_to_write(rr::Type::NS, group.name, context.zone.origin(),
                                   "add " + address_to_type(group.name) + " to this file");
      return finding;
    });
  }
}

}  // namespace bailiwick::check
