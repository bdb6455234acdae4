// T07: chains of more than 8 aliases, beyond which the first resolvers give up (limits of 8 to 16 are seen).
#include <string>

#include "check/catalogue.h"
#include "check/targets/alias_findings.h"

namespace bailiwick::check {

void long_chain(const Context& context, Sink& sink) {
  for (const AliasFaults::Chain& chain : context.alias_faults.chains) {
    sink.add(base::Level::Warning, [&] {
      const std::string first = shown(context.aliases.aliases()[chain.aliases[0]].owner);
      base::Finding finding;
      finding.message = first + " is followed through " + std::to_string(chain.aliases.size()) +
                        " aliases, and some resolvers give up after " + std::to_string(AliasFaults::kLongestChain);
      finding.places = places_of(context, chain.aliases);
      finding.notes = {way_of(context, chain.aliases)};
      if (chain.heads > 1)
        finding.notes.push_back("the same holds for " + counted(chain.heads - 1, "further alias chain"));
      finding.help = "let `" + wire::to_text(context.aliases.aliases()[chain.aliases[0]].owner) +
                     "` name the last of these directly: `" +
                     wire::to_text(context.aliases.aliases()[chain.aliases.back()].target) + '`';
      return finding;
    });
  }
}

}  // namespace bailiwick::check
