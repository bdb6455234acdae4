// Where profiles come from: the binary, and the directory of the config.
#include "config/registries.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/assert.h"
#include "base/files.h"
#include "config/builtin_registries.h"
#include "config/codes.h"
#include "config/report.h"
#include "config/text.h"
#include "config/values.h"

namespace bailiwick::config {

namespace {

constexpr std::size_t kLargestProfile = std::size_t{1} << 16;  // octets

constexpr std::array kRuleKeys = {
    RuleKey{"ns-min", RuleValue::Number},
    RuleKey{"ns-max", RuleValue::Number},
    RuleKey{"hosts-max", RuleValue::Number},
    RuleKey{"host-addresses-min", RuleValue::Number},
    RuleKey{"host-addresses-max", RuleValue::Number},
    RuleKey{"host-v4-max", RuleValue::Number},
    RuleKey{"host-v6-max", RuleValue::Number},
    RuleKey{"host-labels-max", RuleValue::Number},
    RuleKey{"host-characters", RuleValue::Characters},
    RuleKey{"host-suffixes-refused", RuleValue::Names},
    RuleKey{"hosts-offered", RuleValue::Flag},
    RuleKey{"addresses-unique", RuleValue::Flag},
    RuleKey{"glue-outside-ignored", RuleValue::Flag},
    RuleKey{"glue-in-domain-required", RuleValue::Flag},
    RuleKey{"soa-refresh", RuleValue::Range},
    RuleKey{"soa-retry", RuleValue::Range},
    RuleKey{"soa-expire", RuleValue::Range},
    RuleKey{"soa-minimum", RuleValue::Range},
    RuleKey{"soa-mname-listed", RuleValue::Flag},
    RuleKey{"ipv4-server-required", RuleValue::Flag},
    RuleKey{"distinct-address-required", RuleValue::Flag},
    RuleKey{"glue-policy", RuleValue::GluePolicy},
};

bool takes_name(const std::vector<RegistryProfile>& profiles, const std::string& name) {
  return std::ranges::find(profiles, name, &RegistryProfile::name) != profiles.end();
}

// Adds the profile in the file.
void add_profile(const std::string& path, std::vector<RegistryProfile>& profiles, base::Findings& findings) {
  const auto text = base::read_file(path, kLargestProfile);
  const base::Place place{.file = path, .label = {}};
  if (!text || text->size() > kLargestProfile)
    return report(findings, place, kUnreadable, "the registry profile cannot be read, or is too large",
                  "let the user that runs bailiwick read it, and keep it below 64 KiB");
  auto profile = parse_registry(*text, path, findings);
  if (!profile) return;
  if (takes_name(profiles, profile->name))
    return report(findings, place, kDuplicateKey, "another file of this directory has the name " + quote(profile->name),
                  "give each profile a name of its own");
  profiles.push_back(std::move(*profile));
}

const base::Place& origin(const Loaded& loaded, const base::Place& otherwise) {
  const auto found = loaded.origins.find("registries-directory");
  return found == loaded.origins.end() ? otherwise : found->second;
}

}  // namespace

std::span<const RuleKey> rule_keys() {
  return kRuleKeys;
}

std::vector<RegistryProfile> read_registries(const std::string& directory, const base::Place& place,
                                             base::Findings& findings) {
  auto paths = base::list_files(directory, ".yaml");
  if (!paths) {
    report(findings, place, kRegistries,
           "registries-directory: cannot list " + quote(directory, kLongestPathQuote) + ": " + paths.error().message(),
           "write a directory that can be read, or \"\" for the built-in profiles alone");
    return {};
  }
  std::vector<RegistryProfile> profiles;
  std::ranges::sort(*paths);
  for (const std::string& path : *paths) add_profile(path, profiles, findings);
  return profiles;
}

std::vector<RegistryProfile> builtin_registries() {
  std::vector<RegistryProfile> profiles;
  base::Findings findings;
  for (const BuiltinRegistry& file : kBuiltinRegistries)
    if (auto profile = parse_registry(file.text, std::string(file.name), findings))
      profiles.push_back(std::move(*profile));
  BAILIWICK_ASSERT(findings.empty());  // a test reads each of them
  return profiles;
}

std::vector<RegistryProfile> all_registries(const Config& config) {
  std::vector<RegistryProfile> profiles = config.registries;
  const std::vector<RegistryProfile>& own = config.registries;
  for (RegistryProfile& profile : builtin_registries())
    if (!takes_name(own, profile.name)) profiles.push_back(std::move(profile));
  return profiles;
}

void resolve_registries(Loaded& loaded) {
  Config& config = loaded.config;
  if (!config.registries_directory.empty())
    config.registries = read_registries(config.registries_directory, origin(loaded, {}), loaded.findings);
  const auto named = [](const ZoneEntry& zone) { return !zone.registrar.empty(); };
  if (std::ranges::none_of(config.zones, named)) return;
  std::vector<std::string> registrars;
  for (const RegistryProfile& profile : all_registries(config))
    if (!profile.registrar.empty()) registrars.push_back(profile.registrar);
  std::ranges::sort(registrars);
  registrars.erase(std::ranges::unique(registrars).begin(), registrars.end());
  const std::vector<std::string_view> known(registrars.begin(), registrars.end());
  for (const ZoneEntry& zone : config.zones) {
    std::size_t index = 0;
    if (!named(zone)) continue;
    if (Stored problem = parse_choice(zone.registrar, known, index))
      report(loaded.findings, zone.place, problem->code, "zones: registrar: " + problem->message,
             problem->help + ", or add a profile for it to registries-directory");
  }
}

}  // namespace bailiwick::config
