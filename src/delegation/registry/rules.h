// R01 to R11: what the registry or the registrar of a zone would refuse, as findings. They are not in the registry of
// checks (check/registry.h) because they need to be told what those ask; who loads zones runs them after the checks.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/finding.h"
#include "check/check.h"
#include "delegation/registry/profile.h"

namespace bailiwick::delegation::registry {

struct RuleTitle {
  std::string_view code;
  std::string_view title;  // what it looks for, in a few words
};

// All codes, in order.
std::span<const RuleTitle> rule_titles();

// What is known of whom the zone is registered with. Borrowed for the call.
struct Registration {
  std::span<const Profile> profiles;  // all there are; empty: no rule holds
  std::string_view registrar;         // may be empty
};

// Warnings; where the rule's source is of low confidence, level Info, and only with `information`.
base::Findings check_rules(const check::ZoneInput& input, const Registration& registration, bool information = false);

}  // namespace bailiwick::delegation::registry
