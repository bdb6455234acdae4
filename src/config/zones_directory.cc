// Where the zone files are: the config's paths made absolute, and the *.zone files of zones-directory where no zones
// are listed. That one of them cannot be read is for the loader to say.
#include "config/zones_directory.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/files.h"
#include "config/codes.h"
#include "config/report.h"
#include "config/text.h"
#include "config/values.h"

namespace bailiwick::config {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSuffix = ".zone";

// The line that says which directory, or the config file as a whole when that is the default.
base::Place directory_place(const std::string& config_path, const Loaded& loaded) {
  const auto origin = loaded.origins.find("zones-directory");
  return origin == loaded.origins.end() ? base::Place{.file = config_path, .label = {}} : origin->second;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// Adds the zone that the file is named after. A name that is none (a browser's second download, "example.com (1).zone")
// is a mistake of that file alone.
void add_zone_file(const std::string& path, const base::Place& place, Loaded& loaded) {
  std::string_view name = file_name(path);
  name.remove_suffix(kSuffix.size());
  ZoneEntry zone{.name = {}, .file = path, .registrar = {}, .place = place};
  if (Stored problem = parse_name(name, zone.name)) {
    report(loaded.auxiliary, {.file = path, .label = {}}, kBadZoneName, problem->message + ": this file is not loaded",
           "rename the file to DOMAIN.zone, or list the zones in the config");
    return;
  }
  loaded.config.zones.push_back(std::move(zone));
}

// In canonical order, then by file. The entries are large and scattered: mostly the first octets of the names tell.
void sort_zones(std::vector<ZoneEntry>& zones) {
  struct Key {
    wire::CanonicalKey beginning;
    ZoneEntry* zone;
  };
  std::vector<Key> keys;
  keys.reserve(zones.size());
  for (ZoneEntry& zone : zones) keys.push_back({wire::CanonicalKey(zone.name), &zone});
  std::ranges::sort(keys, [](const Key& a, const Key& b) {
    if (a.beginning != b.beginning) return a.beginning < b.beginning;
    const int order = wire::compare_canonical(a.zone->name, b.zone->name);
    return order != 0 ? order < 0 : a.zone->file < b.zone->file;
  });
  std::vector<ZoneEntry> sorted;
  sorted.reserve(zones.size());
  for (const Key& key : keys) sorted.push_back(std::move(*key.zone));
  zones = std::move(sorted);
}

// The file that a zone is in unless the config says otherwise: "example.com.zone", "root.zone" for the root; a slash in
// the name (RFC 2317) becomes "_".
std::string default_zone_file(const wire::Name& name) {
  std::string file = name.view().is_root() ? "root" : wire::to_display(name);
  std::ranges::replace(file, '/', '_');
  return file + ".zone";
}

void report_conflict(const ZoneConflict& conflict, base::Findings& findings) {
  base::Finding finding{.level = base::Level::Error,
                        .code = kDuplicateZone,
                        .subject = wire::to_display(conflict.origin),
                        .message = "",
                        .places = {},
                        .help =
                            "remove or rename all but one; until then a running server keeps the version that it "
                            "serves, and a start takes " +
                            quote(file_name(conflict.chosen)),
                        .notes = {}};
  std::string names;
  for (const std::string& file : conflict.files) {
    names += (names.empty() ? "" : ", ") + quote(file_name(file));
    if (file != conflict.chosen) finding.places.push_back({.file = file, .label = {}});
  }
  finding.message = std::to_string(conflict.files.size()) + " files are named after the zone " +
                    quote(finding.subject) + ": " + names;
  findings.add(std::move(finding));
}

// Of several files for one zone the one is chosen that is written canonically, else the first.
void sort_and_choose(Loaded& loaded) {
  std::vector<ZoneEntry>& zones = loaded.config.zones;
  sort_zones(zones);
  std::size_t kept = 0;
  for (std::size_t first = 0, end = 0; first < zones.size(); first = end) {
    std::size_t chosen = first;
    for (end = first; end < zones.size() && wire::equal(zones[end].name, zones[first].name); ++end)
      if (file_name(zones[end].file) == default_zone_file(zones[end].name)) chosen = end;
    if (end - first > 1) {
      ZoneConflict conflict{.origin = zones[first].name, .files = {}, .chosen = zones[chosen].file};
      for (std::size_t at = first; at < end; ++at) conflict.files.push_back(zones[at].file);
      report_conflict(conflict, loaded.auxiliary);
      loaded.conflicts.push_back(std::move(conflict));
    }
    if (kept != chosen) zones[kept] = std::move(zones[chosen]);
    ++kept;
  }
  zones.resize(kept);
}

// A server that was just installed has none, and is to be up all the same.
void warn_of_none(const std::string& directory, const base::Place& place, Loaded& loaded) {
  base::Finding finding{.level = base::Level::Warning,
                        .code = kZonesDirectory,
                        .subject = {},
                        .message = "zones-directory: no zone yet: there is no *.zone file in " +
                                   quote(directory, kLongestPathQuote) + ", and every question is answered REFUSED",
                        .places = {place},
                        .help =
                            "put the zone example.com there as example.com.zone, and run `systemctl reload "
                            "bailiwick`, or list the zones under `zones`",
                        .notes = {}};
  const auto others = base::list_files(directory, "");
  if (others && !others->empty())
    finding.help +=
        "; " + quote(file_name(std::ranges::min(*others))) + " is there, but its name does not end in .zone";
  loaded.auxiliary.add(std::move(finding));
}

void find_zones(const std::string& config_path, Loaded& loaded) {
  const std::string& directory = loaded.config.zones_directory;
  const base::Place place = directory_place(config_path, loaded);
  const auto paths = base::list_files(directory, kSuffix);
  if (!paths) {
    loaded.zones_known = false;
    return report(
        loaded.auxiliary, place, kZonesDirectory,
        "zones-directory: cannot list " + quote(directory, kLongestPathQuote) + ": " + paths.error().message(),
        "let the user that runs bailiwick read it");
  }
  loaded.config.zones.reserve(paths->size());
  for (const std::string& path : *paths) add_zone_file(path, place, loaded);
  if (paths->empty()) warn_of_none(directory, place, loaded);
  sort_and_choose(loaded);
}

// True when it is there; else adds a finding.
bool check_directory(const std::string& config_path, Loaded& loaded) {
  const std::string& directory = loaded.config.zones_directory;
  std::error_code error;
  const fs::file_status status = fs::status(directory, error);
  if (fs::is_directory(status)) return true;
  const bool missing = status.type() == fs::file_type::not_found;
  const bool unreadable = !missing && error;
  const std::string what = missing      ? "does not exist"
                           : unreadable ? "cannot be read: " + error.message()
                                        : "is no directory";
  loaded.zones_known = loaded.config.zones_listed;
  report(loaded.auxiliary, directory_place(config_path, loaded), kZonesDirectory,
         "zones-directory: " + quote(directory, kLongestPathQuote) + " " + what,
         missing ? "create it, or write the right one; a relative path starts at the config file's directory"
                 : "write a directory that can be read");
  return false;
}

}  // namespace

std::string absolute_path(const std::string& directory, const std::string& path) {
  std::error_code error;
  fs::path joined = fs::absolute(fs::path(directory) / path, error);
  if (error) return (fs::path(directory) / path).string();
  const bool goes_up = std::ranges::find(joined, fs::path("..")) != joined.end();
  if (goes_up) {
    fs::path real = fs::weakly_canonical(joined, error);
    if (!error) joined = std::move(real);
  }
  joined = joined.lexically_normal();
  // "zones/" and "zones" are one directory, and messages should spell it one way.
  if (!joined.has_filename() && joined.has_relative_path()) joined = joined.parent_path();
  return joined.string();
}

void resolve_zones(const std::string& config_path, Loaded& loaded) {
  Config& config = loaded.config;
  const std::string base = fs::path(config_path).parent_path().string();
  config.zones_directory = absolute_path(base, config.zones_directory);
  for (std::string* path :
       {&config.registries_directory, &config.registered_hosts, &config.state_directory, &config.cookies_secret_file,
        &config.control_socket})
    if (!path->empty()) *path = absolute_path(base, *path);
  bool needed = !config.zones_listed;
  for (ZoneEntry& zone : config.zones) {
    if (zone.file.empty()) zone.file = default_zone_file(zone.name);
    needed = needed || fs::path(zone.file).is_relative();
    zone.file = absolute_path(config.zones_directory, zone.file);
  }
  if (needed && check_directory(config_path, loaded) && !config.zones_listed) find_zones(config_path, loaded);
}

}  // namespace bailiwick::config
