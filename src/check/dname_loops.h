// Rings of DNAMEs, in which a name is rewritten for ever: with a length that stays (a loop) or that grows until no name
// can be so long (RFC 6672 §2.3).
#pragma once

#include "check/aliases.h"

namespace bailiwick::check {

// Adds to the faults' loops and growth.
void find_dname_loops(std::span<const Alias> aliases, const AliasSource& source, AliasFaults& faults);

}  // namespace bailiwick::check
