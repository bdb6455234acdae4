// T04: a DNAME beside the NS records of a delegation (RFC 6672 §2.4): the referral wins, and the DNAME is the child's
// to have. At the apex they stand together rightly (RFC 6672 §2.3).
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {

void dname_beside_ns(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace dname : context.survey.of(rr::Type::DNAME)) {
    const zone::NodeId cut = context.zone.cover(dname.node);
    if (cut == zone::kNoNode || !context.zone.is_delegation(cut)) continue;
    sink.add(base::Level::Error, [&] {
      const std::string child = shown(context.zone.name(cut));
      base::Finding finding;
      finding.message =
          "the DNAME of " + shown(context.zone.name(dname.node)) + " has no effect: " + child + " is delegated away";
      finding.places = {context.place(dname, 0, "never used")};
      if (const auto ns = context.at(cut, rr::Type::NS))
        finding.places.push_back(context.place(*ns, 0, child + " is delegated away here"));
      finding.help = "move the DNAME into the zone file of " + child + ", or delete the NS records of " + child;
      return finding;
    });
  }
}

}  // namespace bailiwick::check
