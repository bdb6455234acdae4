// What the operator sets for the reading of zone files.
#pragma once

#include <cstdint>

namespace bailiwick::load {

struct Settings {
  std::uint32_t max_ttl = 0;  // seconds; a larger one in a file is an error. 0: any will do
  bool operator==(const Settings&) const = default;
};

}  // namespace bailiwick::load
