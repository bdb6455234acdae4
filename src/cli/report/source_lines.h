// The lines of the files that findings point at, read again to be shown: one pass a file, in bounded memory. A file
// that is gone, or is no regular file (a pipe cannot be read twice), just has no lines.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/finding.h"

namespace bailiwick::cli {

class SourceLines {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{64} << 10;  // octets of a line that are kept

  explicit SourceLines(const std::vector<base::Finding>& findings);

  // The line without its end, or null.
  const std::string* find(const base::Place& place) const;

 private:
  using Lines = std::map<std::uint32_t, std::string>;
  static void read(const std::string& path, Lines& wanted);

  std::map<std::string, Lines> files_;
};

// Moves the columns of places that are some words further on (base::Place::words_on) to that word, where their line can
// be read and has it.
void find_words(std::vector<base::Finding>& findings);

}  // namespace bailiwick::cli
