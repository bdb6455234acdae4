// T03: nothing may stand below a DNAME in its zone (RFC 6672 §2.4): whoever asks for it is sent elsewhere. One finding
// a DNAME.
#include <string>

#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

base::Finding describe(const Context& context, zone::RRsetPlace first, zone::NodeId owner, std::size_t count) {
  const std::string above = shown(context.zone.name(owner));
  base::Finding finding;
  finding.message = "the " + rr::type_name(context.zone.rrset(first.rrset).type()) + " record of " +
                    shown(context.zone.name(first.node)) + " is never answered: it lies below the DNAME of " + above;
  finding.places = {context.place(first, 0, "never answered")};
  if (const auto dname = context.at(owner, rr::Type::DNAME))
    finding.places.push_back(context.place(*dname, 0, "every name below " + above + " is rewritten by this"));
  if (count > 1) finding.notes = {"the same holds for " + counted(count - 1, "further RRset") + " below " + above};
  finding.help = "move it to where the DNAME points, or replace the DNAME by CNAME records of single names";
  return finding;
}

}  // namespace

void below_dname(const Context& context, Sink& sink) {
  const std::span<const zone::RRsetPlace> covered = context.survey.covered();
  for (std::size_t i = 0, end = 0; i < covered.size(); i = end) {
    const zone::NodeId owner = context.zone.cover(covered[i].node);
    for (end = i; end < covered.size() && context.zone.cover(covered[end].node) == owner;) ++end;
    if (context.zone.is_delegation(owner)) continue;
    std::optional<zone::RRsetPlace> first;
    std::size_t count = 0;
    for (const zone::RRsetPlace found : covered.subspan(i, end - i)) {
      if (context.survey.is_name_server(found.node)) continue;  // A05, D06
      if (count++ == 0) first = found;
    }
    if (first) sink.add(base::Level::Error, [&] { return describe(context, *first, owner, count); });
  }
}

}  // namespace bailiwick::check
