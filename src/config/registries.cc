// Where profiles come from: the binary, and the directory of the config.
#include "config/registries.h"

#include <algorithm>
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

bool takes_name(const std::vector<Profile>& profiles, const std::string& name) {
  return std::ranges::find(profiles, name, &Profile::name) != profiles.end();
}

// Adds the profile in the file.
void add_profile(const std::string& path, std::vector<Profile>& profiles, base::Findings& findings) {
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

// The broken file had one of them, most likely.
void keep_missing(const std::vector<Profile>& before, std::vector<Profile>& profiles) {
  for (const Profile& profile : before)
    if (!takes_name(profiles, profile.name)) profiles.push_back(profile);
}

const base::Place& origin(const Loaded& loaded, const base::Place& otherwise) {
  const auto found = loaded.origins.find("registries-directory");
  return found == loaded.origins.end() ? otherwise : found->second;
}

}  // namespace

std::vector<Profile> read_registries(const std::string& directory, const base::Place& place, base::Findings& findings) {
  auto paths = base::list_files(directory, ".yaml");
  if (!paths) {
    report(findings, place, kRegistries,
           "registries-directory: cannot list " + quote(directory, kLongestPathQuote) + ": " + paths.error().message(),
           "write a directory that can be read, or \"\" for the built-in profiles alone");
    return {};
  }
  std::vector<Profile> profiles;
  std::ranges::sort(*paths);
  for (const std::string& path : *paths) add_profile(path, profiles, findings);
  return profiles;
}

std::vector<Profile> builtin_registries() {
  std::vector<Profile> profiles;
  base::Findings findings;
  for (const BuiltinRegistry& file : kBuiltinRegistries)
    if (auto profile = parse_registry(file.text, std::string(file.name), findings))
      profiles.push_back(std::move(*profile));
  BAILIWICK_ASSERT(findings.empty());  // a test reads each of them
  return profiles;
}

std::vector<Profile> all_registries(const Config& config) {
  std::vector<Profile> profiles = config.registries;
  const std::vector<Profile>& own = config.registries;
  for (Profile& profile : builtin_registries())
    if (!takes_name(own, profile.name)) profiles.push_back(std::move(profile));
  return profiles;
}

void resolve_registries(Loaded& loaded, const Config* in_effect) {
  Config& config = loaded.config;
  if (!config.registries_directory.empty()) {
    const std::size_t before = loaded.auxiliary.count(base::Level::Error);
    config.registries = read_registries(config.registries_directory, origin(loaded, {}), loaded.auxiliary);
    loaded.registries_failed = loaded.auxiliary.count(base::Level::Error) > before;
    if (loaded.registries_failed && in_effect != nullptr) keep_missing(in_effect->registries, config.registries);
  }
  const auto named = [](const ZoneEntry& zone) { return !zone.registrar.empty(); };
  if (std::ranges::none_of(config.zones, named)) return;
  std::vector<std::string> registrars;
  for (const Profile& profile : all_registries(config))
    if (!profile.registrar.empty()) registrars.push_back(profile.registrar);
  std::ranges::sort(registrars);
  registrars.erase(std::ranges::unique(registrars).begin(), registrars.end());
  const std::vector<std::string_view> known(registrars.begin(), registrars.end());
  for (ZoneEntry& zone : config.zones) {
    std::size_t index = 0;
    if (!named(zone)) continue;
    Stored problem = parse_choice(zone.registrar, known, index);
    if (!problem) continue;
    report(loaded.auxiliary, zone.place, problem->code, "zones: registrar: " + problem->message,
           problem->help + ", or add a profile for it to registries-directory");
    zone.registrar.clear();
  }
}

}  // namespace bailiwick::config
