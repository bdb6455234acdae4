// S12: a label `*` makes a wildcard only where it is the first (RFC 4592 §2.1.1); inside a name it stands for itself.
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {
void inner_asterisk(const Context& context, Sink& sink) {
  for (zone::NodeId node : context.survey.below_wildcards()) {
    const zone::NodeId wildcard = context.zone.parent(node);
    // An empty non-terminal has something below it, and that follows it in canonical order.
    while (context.zone.rrset_count(node) == 0 && node + 1 < context.zone.node_count()) ++node;
    sink.add(base::Level::Warning, [&] {
      const zone::RRsetPlace first{node, static_cast<std::uint32_t>(context.zone.first_rrset(node))};
      base::Finding finding;
      finding.message =
          "the asterisk inside " + shown(context.zone.name(node)) + " is no wildcard: it matches nothing but itself";
      finding.places = {context.place(first, 0, "never matches")};
      finding.notes = {"a wildcard is a name whose first label is `*`"};
      finding.help = "write a record for each name that is meant, or use `" +
                     wire::to_text(context.zone.name(wildcard)) + "`, which covers every name below it";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
