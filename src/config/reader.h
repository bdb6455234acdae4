// From the tree of a config text to the Config, by the option table alone. Reading goes on after each finding, so that
// all of them are reported at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/load.h"
#include "config/yaml.h"

namespace bailiwick::config {

// Fills out.config (paths still as written), out.origins and out.findings. Returns the keys that were given a value
// which could not be used.
std::vector<std::string_view> read_tree(const Node& root, const std::string& file, Loaded& out);

}  // namespace bailiwick::config
