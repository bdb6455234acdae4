// Where the zone files are: makes the paths of a config absolute, and finds the zones when none is listed.
#pragma once

#include <string>

#include "config/load.h"

namespace bailiwick::config {

// `path` as the system would find it from `directory` (itself relative to the working directory): absolute, without
// "." and "..". Symbolic links are followed only where a ".." after them would otherwise go wrong.
std::string absolute_path(const std::string& directory, const std::string& path);

// Makes zones_directory, registries_directory and every zone's file absolute, the directories relative to the directory
// of the config file. With zones_listed unset, fills `zones` from the directory. What is wrong with the
// directory or with the names of files in it is added to loaded.auxiliary. Throws nothing but std::bad_alloc.
void resolve_zones(const std::string& config_path, Loaded& loaded);

}  // namespace bailiwick::config
