// D17: a DS record says how a child is signed, so it stands beside the NS records of a delegation (RFC 4035 §2.4).
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {

void ds_without_ns(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace ds : context.survey.of(rr::Type::DS)) {
    // At the apex it is A09's; below a cut or a DNAME it is never answered anyhow (D07, T03).
    if (ds.node == zone::kApex || context.zone.cover(ds.node) != zone::kNoNode) continue;
    sink.add(base::Level::Error, [&] {
      const std::string owner = shown(context.zone.name(ds.node));
      base::Finding finding;
      finding.message = owner + " has a DS record, and no NS record: it is no delegation";
      finding.places = {context.place(ds, 0, "")};
      finding.notes = {"validators may take the names of " + owner + " for forged"};
      finding.help = "add the NS records of " + owner + ", or delete the DS record";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
