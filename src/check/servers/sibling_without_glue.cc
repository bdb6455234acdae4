// D02: a name server below another delegation of this zone, without glue here. Resolvers find it by asking that other
// child; glue would spare them that (RFC 9471 §2.2: siblings should have it). Whether it is needed only shows over all
// zones.
#include <string>

#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {

void sibling_without_glue(const Context& context, Sink& sink) {
  if (!sink.wants(base::Level::Info)) return;
  const auto wanted = [](const HostUse& use) {
    return use.host.state == HostState::NoGlue && (use.ns.node == zone::kApex || use.host.cover != use.ns.node);
  };
  for (const HostGroup& group : odd_hosts(context, wanted)) {
    if (group.first.ns.node == zone::kApex) continue;  // A05
    sink.add(base::Level::Info, [&] {
      const std::string sibling = shown(context.zone.name(group.first.host.cover));
      base::Finding finding;
      finding.message = "name server " + shown(group.name) + " of the delegation " +
                        shown(context.zone.name(group.first.ns.node)) + " lies inside " + sibling +
                        ", and has no glue here";
      finding.places = {context.place(group.first.ns, group.first.record, "has no address in this file")};
      if (const auto ns = context.at(group.first.host.cover, rr::Type::NS))
        finding.places.push_back(context.place(*ns, 0, sibling + " is delegated away here"));
      finding.notes = {"resolvers must first reach " + sibling + " to learn the address"};
      note_uses(group, finding);
      finding.help = "add " + address_to_type(group.name) + " to this file: the same as in the zone " + sibling;
      return finding;
    });
  }
}

}  // namespace bailiwick::check
