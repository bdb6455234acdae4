// D18: NS records that name no host: the root, localhost, or a name of a single label, which a top-level domain would
// be. A sole NS record "." declares that nobody serves the name, which is meant.
#include <string>

#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

base::Finding describe_senseless(const Context& context, zone::RRsetPlace ns, std::size_t at, wire::NameView host) {
  const std::string owner = shown(context.zone.name(ns.node));
  base::Finding finding;
  finding.places = {context.place(ns, at, "")};
  if (host.is_root()) {
    finding.message = "an NS record of " + owner + " names the root";
    finding.notes = {"the root has no address, so this name server answers nobody"};
    finding.help = "name a host there, or delete the record";
    return finding;
  }
  finding.message = "name server " + shown(host) + " of " + owner + " is a name of a single label";
  finding.notes = {"it is read as a top-level domain, where no host is"};
  finding.help = "write the whole name, `" + shown(host) + ".<domain>.`, or leave the final dot out: `" +
                 child_text(shown(host), context.zone.origin()) + "` is meant then";
  return finding;
}

}  // namespace

void senseless_host(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    if (!is_handed_out(context.zone, ns.node)) continue;
    const zone::RRset rrset = context.zone.rrset(ns.rrset);
    std::size_t number = 0;
    for (const zone::Record record : rrset) {
      const std::size_t at = number++;
      const wire::NameView host = *rr::target_name(rr::Type::NS, record.rdata);
      if (!host.is_root() && !host.parent().is_root()) continue;
      if (!host.is_root() && wire::is_at_or_below(host, context.zone.origin())) continue;  // of this zone: A05, D03
      if (host.is_root() && rrset.size() == 1) {
        sink.add(base::Level::Info, [&] {
          base::Finding finding;
          finding.message = shown(context.zone.name(ns.node)) + " is declared to have no name server";
          finding.places = {context.place(ns, at, "")};
          finding.help = "nothing, if that is meant; else name a host there";
          return finding;
        });
      } else {
        sink.add(base::Level::Error, [&] { return describe_senseless(context, ns, at, host); });
      }
    }
  }
}

}  // namespace bailiwick::check
