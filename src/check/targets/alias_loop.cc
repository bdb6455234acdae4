// T06: aliases that lead back to where they began: resolvers give up, and nobody gets an answer (RFC 1034 §3.6.2).
#include <string>

#include "check/catalogue.h"
#include "check/targets/alias_findings.h"

namespace bailiwick::check {

void alias_loop(const Context& context, Sink& sink) {
  for (const std::vector<std::uint32_t>& loop : context.alias_faults.loops) {
    sink.add(base::Level::Error, [&] {
      const std::string first = shown(context.aliases.aliases()[loop[0]].owner);
      base::Finding finding;
      finding.message = context.aliases.aliases()[loop[0]].dname
                            ? "the DNAME of " + first + " rewrites names to names below itself again"
                            : first + " is an alias of itself";
      if (loop.size() > 1)
        finding.message += ", through " + std::to_string(loop.size() - 1) + (loop.size() == 2 ? " other" : " others");
      finding.places = places_of(context, loop);
      finding.notes = {"resolvers go round " + way_of(context, loop) + " -> " + first + " and give up"};
      finding.help = "replace one of these records by what the name is to have, e.g. A and AAAA records";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
