// The places of findings as programs want them: with the column where the underlined word ends, which takes the line
// itself, and in characters as well as in octets.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "cli/report/source_lines.h"

namespace bailiwick::cli {

struct Span {
  std::uint32_t line = 0;  // 0: the file as a whole
  std::uint32_t column = 0;
  std::uint32_t end = 0;  // behind the last; 0 where the column is 0
};

class Spans {
 public:
  explicit Spans(const std::vector<base::Finding>& findings) : lines_(findings) {}

  // Columns count octets from 1.
  Span octets(const base::Place& place) const;
  // Columns count Unicode characters from 1.
  Span characters(const base::Place& place) const;

 private:
  SourceLines lines_;
};

// A path as seen from the working directory, where it is below it; else as it is. Not looked up on disk.
std::string relative_path(const std::string& path);

}  // namespace bailiwick::cli
