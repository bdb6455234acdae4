// Which resolver this run is about; CTest starts one run for each.
#pragma once

#include <string>

namespace bailiwick::resolvers {

const std::string& judge();

}  // namespace bailiwick::resolvers
