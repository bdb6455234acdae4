// Findings as an operator reads them: the worst first, each with the line of the file that it is about, what to do, and
// how many more there are. Bounded: at most kMostShown findings are kept and shown, all are counted.
#pragma once

#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "base/finding.h"

namespace bailiwick::cli {

enum class Form : std::uint8_t {
  Text,   // several lines each, with the source line
  Short,  // one line each: file:line:column: level[code]: message (help)
};

struct Style {
  Form form = Form::Text;
  bool colour = false;
};

// True for a terminal, unless NO_COLOR is set or TERM is dumb.
bool wants_colour(std::FILE* stream);

class Report {
 public:
  static constexpr std::size_t kMostShown = 50;

  // Findings that lack a subject are about `zone`; those without a place are about `file`. Both may be empty.
  void add(const base::Findings& findings, const std::string& zone, const std::string& file);

  bool empty() const { return count() == 0; }
  std::size_t count() const;
  std::size_t count(base::Level level) const { return by_level_[static_cast<std::size_t>(level)]; }
  // Of level error or fatal.
  std::size_t errors() const { return count(base::Level::Error) + count(base::Level::Fatal); }

  // The findings, and how many more there are. Reads the files that they name.
  std::string text(Style style) const;
  // "1 fatal error, 2 errors, 1 warning"; "no findings".
  std::string summary() const;

 private:
  void keep_the_worst();
  std::string rest(const std::vector<base::Finding>& shown) const;

  std::vector<base::Finding> kept_;
  std::map<std::string, std::size_t> by_code_;
  std::array<std::size_t, 4> by_level_{};
};

}  // namespace bailiwick::cli
