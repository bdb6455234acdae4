// Writes a DOT graph as a file of the kind that its name ends in: .dot as it is, .svg and .png by Graphviz's `dot`.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace bailiwick::cli {

// True if the path ends in .dot, .svg or .png.
bool is_picture_path(std::string_view path);
// Errors name the file or say how to get Graphviz. Nothing is left half written.
base::Result<void> write_picture(const std::string& path, const std::string& dot);

}  // namespace bailiwick::cli
