// From the tree of a config text to the Config, by the option table alone. Reading goes on after each finding, so that
// all of them are reported at once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/include.h"
#include "config/load.h"
#include "config/yaml.h"

namespace bailiwick::config {

// What is known while the files of one config are read. An option in two of them is a mistake, but for lists of
// records, which add up.
struct Reading {
  Loaded& out;
  std::vector<std::string_view> failed;  // the keys that were given a value which could not be used
  std::vector<Include> includes;         // of the file that was read last, for the caller to follow and take out
  // Of what must differ in the whole config: the addresses of all options, and the records of each list at the top.
  std::map<std::string_view, std::unordered_map<std::string, base::Place>> seen;
};

// Adds to out.config (paths still as written), out.origins and out.findings.
void read_tree(const Node& root, const std::string& file, Reading& reading);

}  // namespace bailiwick::config
