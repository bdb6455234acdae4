// D09: addresses at or below a cut that no NS record of this zone asks for: left over from a name server that is gone
// (SSAC SAC048 calls them orphans), or meant for the child, where nobody finds them. One finding a cut. Where other
// data lie there as well, D07 counts them in.
#include <string>

#include "check/servers/covered.h"
#include "check/catalogue.h"

namespace bailiwick::check {
namespace {

base::Finding describe_orphan(const Context& context, const CutData& cut) {
  const zone::RRsetPlace first = *cut.first_unused;
  const std::string child = shown(context.zone.name(cut.node));
  base::Finding finding;
  finding.message = "the address of " + shown(context.zone.name(first.node)) +
                    " is of no use here: it lies inside the delegation " + child + ", and no NS record names it";
  finding.places = {context.place(first, 0, "no NS record of this zone asks for it")};
  if (const auto ns = context.at(cut.node, rr::Type::NS))
    finding.places.push_back(context.place(*ns, 0, child + " is delegated away here"));
  finding.notes = {"it is never answered: whoever asks is referred to the name servers of " + child};
  if (cut.unused_addresses > 1)
    finding.notes.push_back("the same holds for " + counted(cut.unused_addresses - 1, "further RRset") +
                            " at or below " + child);
  finding.help = "delete it here; if people are to find it, put it into the zone file of " + child;
  return finding;
}

}  // namespace

void orphan_glue(const Context& context, Sink& sink) {
  for_each_cut(context, [&](const CutData& cut) {
    if (cut.first_unused && !cut.first_data)
      sink.add(base::Level::Warning, [&] { return describe_orphan(context, cut); });
  });
}

}  // namespace bailiwick::check
