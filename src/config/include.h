// `include`: which files a pattern names.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"

namespace bailiwick::config {

// A file, or files by a pattern with * and ? in the last part of the path, as it is written at `place`.
struct Include {
  std::string pattern;
  base::Place place;
};

// The paths of the files, in the order of their names; a relative pattern starts at `directory`. Hidden files are found
// only by a pattern that starts with a dot. What is wrong with the pattern or the directory is a finding; a directory
// that is missing is a warning where the pattern has a wildcard, since nothing has to be in it. Each directory that was
// listed is added to `directories`.
std::vector<std::string> files_of(const Include& include, const std::string& directory, base::Findings& findings,
                                  std::vector<std::string>& directories);

}  // namespace bailiwick::config
