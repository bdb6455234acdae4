// The parts of the option table, for options.cc. Its order is that in which a config file is best read.
#pragma once

#include <vector>

#include "config/options.h"

namespace bailiwick::config {

// Where to listen and as whom, and where the zone files are.
void add_process_options(std::vector<Option>& table);
// `zones`, and those of each of its entries.
void add_zone_options(std::vector<Option>& table);
// The rest, in the order of the file.
void add_server_options(std::vector<Option>& table);

}  // namespace bailiwick::config
