// The two ways to get a config: from a file, and from text at hand. All mistakes are findings; nothing is thrown for
// what is in a file or missing from the disk.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "config/config.h"

namespace bailiwick::config {

// Several files of zones-directory are named after one zone. None of them is a new version: a server that has one in
// service goes on with it, and only a start takes `chosen`.
struct ZoneConflict {
  wire::Name origin;
  std::vector<std::string> files;  // sorted
  std::string chosen;              // the one whose name is written canonically, else the first
};

struct Loaded {
  // Usable only when usable(); otherwise it holds what could be made out, and the defaults for the rest.
  Config config;
  // Mistakes in the config itself. An error makes it unusable.
  base::Findings findings;
  // Mistakes in what the config names: files in zones-directory and the directory itself, registry profiles,
  // registrars. What is wrong counts as not given, and the config stays usable.
  base::Findings auxiliary;
  // Where each option that was given is, by its key in the option table. What is missing has its default.
  std::map<std::string, base::Place, std::less<>> origins;
  // In canonical order; config.zones has the chosen file.
  std::vector<ZoneConflict> conflicts;
  // False where the zones are those of zones-directory and it could not be listed: what config.zones lacks may be
  // there.
  bool zones_known = true;
  // The config files that were read or should have been, the main one first, and the directories of `include`.
  std::vector<std::string> sources;

  // registries-directory, or a file in it, cannot be used: the profiles of `in_effect` that are missing stay.
  bool registries_failed = false;

  bool usable() const { return findings.count(base::Level::Error) == 0 && findings.count(base::Level::Fatal) == 0; }
};

inline constexpr std::size_t kLargestConfig = std::size_t{1} << 26;  // octets: a million zones, each with a file

// Reads a config file with what it includes, and lists zones-directory when it is needed. Blocks on the file system;
// call it off the answer path.
// `in_effect` is the config of a running server: what it
// has stays where a file that the new one names is broken; null: there is none.
Loaded load_file(const std::string& path, const Config* in_effect = nullptr);

// The same for text at hand; `path` is named in the findings, and relative paths start at its directory.
Loaded load_text(std::string_view text, const std::string& path, const Config* in_effect = nullptr);

// The options alone, with paths as they are written: neither zones nor profiles are looked at. Of a config with
// mistakes it is what can be made out.
Config load_options(const std::string& path);

}  // namespace bailiwick::config
