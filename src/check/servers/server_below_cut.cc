// D21: a name server of the zone lies in a child zone of its own. Its address must be registered with the parent of
// this zone as glue, and kept right in three places (RFC 9471 §2.1). Without an address here it is A05's; the root has
// no parent.
#include <string>

#include "check/own_host.h"
#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {

void server_below_cut(const Context& context, Sink& sink) {
  if (context.zone.origin().is_root()) return;
  for (const Server& server : apex_servers(context)) {
    const zone::NodeId cut = server.host.cover;
    if (!server.has_addresses() || cut == zone::kNoNode || !context.zone.is_delegation(cut)) continue;
    sink.add(base::Level::Warning, [&] {
      const std::string host = shown(server.name);
      const std::string child = shown(context.zone.name(cut));
      base::Finding finding;
      finding.message = "name server " + host + " of " + shown(context.zone.origin()) + " lies inside " + child +
                        ", which is delegated away";
      finding.places = {context.place(server.ns, server.record, "")};
      if (const auto ns = context.at(cut, rr::Type::NS))
        finding.places.push_back(context.place(*ns, 0, child + " is delegated away here"));
      finding.notes = {"its address must be the same in " + child + ", in this zone, and at the registrar of " +
                       shown(context.zone.origin()) + ", whose glue alone breaks the circle"};
      finding.help = replace_by_own_host(context.zone, server.name) + " at your registrar";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
