// A baseline: findings that are known and accepted, in a file beside the zones, so that only new ones count. One line a
// finding with its fingerprint (fingerprint.h), so that it reads and merges like any other text; the same line twice
// accepts two. `#` starts a comment.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/result.h"

namespace bailiwick::cli {

class Baseline {
 public:
  // A file that cannot be read, or is none of these, is an error.
  static base::Result<Baseline> read(const std::string& path);

  // Whether the finding is in it; each line serves once.
  bool accepts(const base::Finding& finding);
  // Lines that have served for nothing so far.
  std::size_t left() const;

 private:
  std::map<std::string, std::size_t, std::less<>> lines_;
};

// Replaces the file as a whole, or leaves it as it was.
base::Result<void> write_baseline(const std::string& path, const std::vector<base::Finding>& findings);

}  // namespace bailiwick::cli
