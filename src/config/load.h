// The two ways to get a config: from a file, and from text at hand. All mistakes are findings; nothing is thrown for
// what is in a file or missing from the disk.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "config/config.h"

namespace bailiwick::config {

struct Loaded {
  // Usable only when usable(); otherwise it holds what could be made out, and the defaults for the rest.
  Config config;
  base::Findings findings;
  // Where each option that was given stands, by its key in the option table. What is missing has its default.
  std::map<std::string, base::Place, std::less<>> origins;

  bool usable() const { return findings.count(base::Level::Error) == 0 && findings.count(base::Level::Fatal) == 0; }
};

inline constexpr std::size_t kLargestConfig = std::size_t{1} << 26;  // octets: a million zones, each with a file

// Reads a config file, and lists zones-directory when it is needed. Blocks on the file system; call it off the answer
// path.
Loaded load_file(const std::string& path);

// The same for text at hand; `path` is named in the findings, and relative paths start at its directory.
Loaded load_text(std::string_view text, const std::string& path);

}  // namespace bailiwick::config
