// A YAML file's octets to a tree: they must be text, and this one document.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "config/yaml.h"

namespace bailiwick::config {

// Nothing is returned exactly when a finding was added. A byte order mark is passed over. `path` is what findings call
// the file.
std::optional<Node> parse_document(std::string_view text, const std::string& path, base::Findings& findings);

}  // namespace bailiwick::config
