// D08: NS records below another cut are never handed out: the referral is made at the upper one (RFC 1034 §4.3.2 step
// 3b).
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {

void nested_cut(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    const zone::NodeId cut = context.zone.cover(ns.node);
    if (is_handed_out(context.zone, ns.node) || !context.zone.is_delegation(cut)) continue;
    sink.add(base::Level::Warning, [&] {
      const std::string inner = shown(context.zone.name(ns.node));
      const std::string outer = shown(context.zone.name(cut));
      base::Finding finding;
      finding.message =
          "the delegation " + inner + " is without effect: it lies below " + outer + ", which is delegated away itself";
      finding.places = {context.place(ns, 0, "never handed out")};
      if (const auto upper = context.at(cut, rr::Type::NS))
        finding.places.push_back(context.place(*upper, 0, outer + " is delegated away here"));
      finding.notes = {"resolvers ask the name servers of " + outer + " for " + inner + ", not this zone"};
      finding.help = "move it into the zone file of " + outer;
      return finding;
    });
  }
}

}  // namespace bailiwick::check
