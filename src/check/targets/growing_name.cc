// T08: names that DNAMEs rewrite into ever longer ones, or into one of more than 255 octets: answered with YXDOMAIN
// (RFC 6672 §2.2, §3.2).
#include <string>

#include "check/catalogue.h"
#include "check/targets/alias_findings.h"

namespace bailiwick::check {
namespace {

void add_growth(const Context& context, const std::vector<std::uint32_t>& ring, Sink& sink) {
  sink.add(base::Level::Error, [&] {
    const Alias& first = context.aliases.aliases()[ring[0]];
    base::Finding finding;
    finding.message = ring.size() == 1
                          ? "the DNAME of " + shown(first.owner) + " rewrites names to below itself, ever longer"
                          : "the DNAME of " + shown(first.owner) + " and " + std::to_string(ring.size() - 1) +
                                " more rewrite names round and round, ever longer";
    finding.places = places_of(context, ring);
    finding.notes = {"no name below " + shown(first.owner) + " has an answer: it soon is over 255 octets"};
    finding.help = "let the DNAME point outside `" + wire::to_text(first.owner) + '`';
    return finding;
  });
}

}  // namespace

void growing_name(const Context& context, Sink& sink) {
  for (const std::vector<std::uint32_t>& ring : context.alias_faults.growth) add_growth(context, ring, sink);
  for (const std::uint32_t alias : context.alias_faults.too_long) {
    sink.add(base::Level::Error, [&] {
      const Alias& cname = context.aliases.aliases()[alias];
      base::Finding finding;
      finding.message =
          "the alias " + shown(cname.owner) + " leads to a name that a DNAME makes longer than 255 octets";
      finding.places = {context.place(context.aliases.found(alias), 0, "")};
      finding.help = "let it name its target directly";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
