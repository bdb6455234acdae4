// What the findings about chains and rings of aliases share: every record on the way is a place.
#pragma once

#include <string>

#include "check/context.h"

namespace bailiwick::check {

// "a -> b -> c", of the owners, at most `kShownHops`.
std::string way_of(const Context& context, std::span<const std::uint32_t> aliases);
std::vector<base::Place> places_of(const Context& context, std::span<const std::uint32_t> aliases);

}  // namespace bailiwick::check
