// What registries and registrars ask of name servers: profiles that are built in (config/registries/) and those of
// `registries-directory`, read into the values that the rules act on (delegation/registry/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "config/load.h"
#include "delegation/registry/profile.h"

namespace bailiwick::config {

using Profile = delegation::registry::Profile;

// Reads one profile. Each mistake is a finding with its place in `path`; none is returned only where there is one.
std::optional<Profile> parse_registry(std::string_view text, const std::string& path, base::Findings& findings);

// The *.yaml files of a directory, sorted by their names. Blocks on the file system. `place` is where the directory is
// configured.
std::vector<Profile> read_registries(const std::string& directory, const base::Place& place, base::Findings& findings);

// Those that are built in. Reads them anew with each call.
std::vector<Profile> builtin_registries();

// The config's own first, then those built in whose name the config does not take. Reads those that are built in anew:
// once for all zones, not once for each.
std::vector<Profile> all_registries(const Config& config);

// Reads the config's directory, if it has one, into config.registries, and drops registrars of zones that no profile is
// for. What is wrong is added to loaded.auxiliary; then the profiles of `in_effect`, unless that is null, that are
// missing stay. Paths must be absolute.
void resolve_registries(Loaded& loaded, const Config* in_effect);

}  // namespace bailiwick::config
