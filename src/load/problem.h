// A mistake in the text of a zone file, found while scanning: what is wrong, and where in the window it stands. Turned
// into a finding, with file, line and column, by the Reader; valid until the window moves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/finding.h"

namespace bailiwick::load {

struct Problem {
  base::Level level = base::Level::Fatal;
  const char* code = "S01";
  const char* at = nullptr;
  std::size_t length = 0;
  std::string message;
  std::string help;
};

// Text of the file as a message shows it: in double quotes, printable, shortened.
std::string shown(std::string_view text);
// The same whole and without the quotes, for paths.
std::string printable(std::string_view text);

}  // namespace bailiwick::load
