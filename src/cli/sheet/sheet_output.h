// The sheet of a delegation as text and as JSON.
#pragma once

#include <string>

#include "delegation/sheet.h"

namespace bailiwick::cli {

// Lines of at most 100 columns where no line to be copied is longer.
std::string sheet_text(const delegation::Sheet& sheet);
std::string sheet_json(const delegation::Sheet& sheet);

}  // namespace bailiwick::cli
