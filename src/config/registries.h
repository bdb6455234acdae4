// What registries and registrars ask of name servers, as plain values: profiles that are built in (config/registries/)
// and those of `registries-directory`. Here they are read and held against their form; what a rule means is for the
// checks. No DNS beyond the form of a name is known here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "config/config.h"

namespace bailiwick::config {

// What the value of a rule may be.
enum class RuleValue : std::uint8_t {
  Number,      // 0..1000
  Flag,        // true or false
  Range,       // LEAST..MOST
  Names,       // domain names
  Characters,  // characters and ranges of them: "A-Za-z0-9.-"
  GluePolicy,  // narrow, wide or unknown
};

struct RuleKey {
  std::string_view key;  // as in the file: "ns-max"
  RuleValue value;
};

// All rules that a profile may have.
std::span<const RuleKey> rule_keys();

// Reads one profile. Each mistake is a finding with its place in `path`; none is returned only where there is one.
std::optional<RegistryProfile> parse_registry(std::string_view text, const std::string& path, base::Findings& findings);

// The *.yaml files of a directory, sorted by their names. Blocks on the file system. `place` is where the directory is
// configured.
std::vector<RegistryProfile> read_registries(const std::string& directory, const base::Place& place,
                                             base::Findings& findings);

// Those that are built in. Reads them anew with each call.
std::vector<RegistryProfile> builtin_registries();

// The config's own first, then those built in whose name the config does not take.
std::vector<RegistryProfile> all_registries(const Config& config);

// Reads the config's directory, if it has one, into config.registries, and finds registrars of zones that no profile
// has. Paths must be absolute.
void resolve_registries(Loaded& loaded);

}  // namespace bailiwick::config
