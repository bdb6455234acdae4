// Holds a delegation against the rules of its profiles: each rule that is broken, in words, and each that could be
// told, with the answer. Decides nothing about what follows from it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "delegation/described.h"
#include "delegation/registry/profile.h"

namespace bailiwick::delegation::registry {

struct Violation {
  Key key;
  const Rule* rule = nullptr;
  const Profile* profile = nullptr;
  std::string message;  // lower case, no full stop, without the source
  std::string help;
  std::optional<std::size_t> server;  // its number in the delegation; none: the NS set, or the SOA
};

// Where a rule is told twice, the stricter counts. `outside_glue` are hosts outside the zone for which its file has
// addresses all the same (they never get into the zone).
std::vector<Violation> evaluate(const Delegation& delegation, std::span<const Profile* const> profiles,
                                std::span<const wire::Name> outside_glue = {});

// "Nominet: Nameservers, as of 2026-11-21, confidence high".
std::string source_text(const Source& source);
// "an address" where `count` is 1, else "3 addresses".
std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace bailiwick::delegation::registry
