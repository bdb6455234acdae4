// D19: more name servers than anybody uses. 13 with their addresses fit the classic message, and registries take no
// more; of those without glue resolvers look up few since NXNSAttack (Afek et al. 2020).
#include <string>

#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kMostServers = 13;
constexpr std::size_t kMostWithoutGlue = 10;

base::Finding describe_many(const Context& context, zone::RRsetPlace ns, std::size_t count, bool without_glue) {
  const std::string owner = shown(context.zone.name(ns.node));
  base::Finding finding;
  finding.message = owner + " has " + std::to_string(count) + " name servers" +
                    (without_glue ? " whose addresses are not in this zone" : "");
  finding.places = {context.place(ns, 0, "the first of them")};
  finding.notes = {without_glue ? "resolvers look up the addresses of a few only, and may give up on the rest"
                                : "registries take 13 at most, and resolvers try a few only"};
  finding.help = "keep " + std::to_string(without_glue ? kMostWithoutGlue : kMostServers) + " at most; two to four do";
  return finding;
}

}  // namespace

void many_servers(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    const zone::RRset rrset = context.zone.rrset(ns.rrset);
    if (rrset.size() <= kMostWithoutGlue || !is_handed_out(context.zone, ns.node)) continue;
    std::size_t without_glue = 0;
    for (const zone::Record record : rrset)
      if (record.target == zone::kNoNode) ++without_glue;
    if (rrset.size() > kMostServers)
      sink.add(base::Level::Warning, [&] { return describe_many(context, ns, rrset.size(), false); });
    else if (without_glue > kMostWithoutGlue)
      sink.add(base::Level::Warning, [&] { return describe_many(context, ns, without_glue, true); });
  }
}

}  // namespace bailiwick::check
