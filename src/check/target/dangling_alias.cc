// T05: an alias that leads to a name of this zone that does not exist: whoever follows it gets "no such name".
#include <string>

#include "check/registry.h"
#include "check/text/forgotten_dot.h"

namespace bailiwick::check {

void dangling_alias(const Context& context, Sink& sink) {
  for (const std::uint32_t alias : context.alias_faults.dangling) {
    const Found found = context.aliases.found(alias);
    const Alias& record = context.aliases.aliases()[alias];
    if (lacks_final_dot(context, context.zone.rrset(found.rrset).type(), record.target)) continue;  // S14
    sink.add(base::Level::Warning, [&] {
      const std::string target = shown(record.target);
      base::Finding finding;
      finding.message = shown(record.owner) + " is an alias of " + target + ", which does not exist";
      if (record.dname)
        finding.message =
            "the names below " + shown(record.owner) + " are rewritten to below " + target + ", which does not exist";
      finding.places = {context.place(found, 0, "")};
      if (!record.dname && !wire::is_at_or_below(record.target, context.zone.origin()))
        finding.notes.push_back("a DNAME rewrites " + target + " into this zone");
      finding.notes.push_back("a name without a final dot is completed with the zone's own");
      finding.help = "add the records of `" + wire::to_text(record.target) + "`, or correct the alias";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
