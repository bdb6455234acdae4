// T02: a name has one DNAME at most (RFC 6672 §2.4): with two nobody could say where its names go.
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {

void several_dnames(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace dname : context.survey.of(rr::Type::DNAME)) {
    const std::size_t count = context.zone.rrset(dname.rrset).size();
    if (count < 2) continue;
    sink.add(base::Level::Fatal, [&] {
      base::Finding finding;
      finding.message = shown(context.zone.name(dname.node)) + " has " + std::to_string(count) + " DNAME records";
      finding.places = context.two_places(context.sources.location(dname.rrset, 1),
                                          context.sources.location(dname.rrset, 0), "this one ...", "... and this one");
      finding.help = "keep one of them: the names below it are rewritten to one place";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
