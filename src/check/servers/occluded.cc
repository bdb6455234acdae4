// D07: data at or below a cut that are neither glue nor what the cut itself answers with: the parent gives a referral
// instead (RFC 1034 §4.3.2 step 3b, RFC 2136 §7.18). One finding a cut. NS records there are D08's, addresses alone
// D09's, what lies below a DNAME T03's.
#include <string>

#include "check/servers/covered.h"
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

base::Finding describe_occluded(const Context& context, const CutData& cut) {
  const zone::RRsetPlace first = *cut.first_data;
  const std::string child = shown(context.zone.name(cut.node));
  base::Finding finding;
  finding.message = "the " + rr::type_name(context.zone.rrset(first.rrset).type()) + " record of " +
                    shown(context.zone.name(first.node)) + " is never answered: " + child + " is delegated away";
  finding.places = {context.place(first, 0, "occluded by the delegation")};
  if (const auto ns = context.at(cut.node, rr::Type::NS))
    finding.places.push_back(context.place(*ns, 0, child + " is delegated away here"));
  finding.notes = {"whoever asks is referred to the name servers of " + child + ", and gets what they say"};
  const std::size_t further = cut.data + cut.unused_addresses - 1;
  if (further > 0)
    finding.notes.push_back("the same holds for " + counted(further, "further RRset") + " at or below " + child);
  finding.help = "move it into the zone file of " + child + ", or delete the NS records of " + child +
                 " if it is not meant to be a zone of its own";
  return finding;
}

}  // namespace

void occluded(const Context& context, Sink& sink) {
  for_each_cut(context, [&](const CutData& cut) {
    if (cut.first_data) sink.add(base::Level::Warning, [&] { return describe_occluded(context, cut); });
  });
}

}  // namespace bailiwick::check
