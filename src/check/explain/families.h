// The lists of entries, one a file.
#pragma once

#include <array>
#include <span>

#include "check/explain.h"

namespace bailiwick::check {

std::span<const Explanation> explain_syntax_of_files(), explain_syntax_of_records(), explain_apex(),
    explain_delegations(), explain_addresses(), explain_targets(), explain_cycles(), explain_reach(), explain_parents(),
    explain_registries(), explain_config(), explain_signing();

inline std::array<std::span<const Explanation>, 12> explain_families() {
  return {explain_syntax_of_files(), explain_syntax_of_records(), explain_apex(),   explain_delegations(),
          explain_addresses(),       explain_targets(),           explain_cycles(), explain_reach(),
          explain_parents(),         explain_registries(),        explain_config(), explain_signing()};
}

}  // namespace bailiwick::check
