// Long rings are shown by their beginning.
#include "check/targets/alias_findings.h"

#include <algorithm>

namespace bailiwick::check {
namespace {

constexpr std::size_t kShownHops = 12;

}  // namespace

std::string way_of(const Context& context, std::span<const std::uint32_t> aliases) {
  std::string way;
  for (std::size_t i = 0; i < std::min(aliases.size(), kShownHops); ++i)
    way += (i == 0 ? "" : " -> ") + shown(context.aliases.aliases()[aliases[i]].owner);
  if (aliases.size() > kShownHops) way += " -> ...";
  return way;
}

std::vector<base::Place> places_of(const Context& context, std::span<const std::uint32_t> aliases) {
  std::vector<base::Place> places;
  for (std::size_t i = 0; i < std::min(aliases.size(), kShownHops); ++i) {
    const Alias& alias = context.aliases.aliases()[aliases[i]];
    places.push_back(context.place(context.aliases.found(aliases[i]), 0, "leads to " + shown(alias.target)));
  }
  return places;
}

}  // namespace bailiwick::check
