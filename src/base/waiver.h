// Waivers: what the operator has written beside a record to say that a finding about it is known and accepted. Plain
// data; reading them is the loader's, and judging what they apply to is the checks' business.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"

namespace bailiwick::base {

struct Waiver {
  Place place;                     // where it is written
  std::string zone;                // the zone that is read, e.g. "example.com"
  std::vector<std::string> codes;  // as written
  std::string until;               // the last day that it holds, "2027-01-01"; empty: without end
  std::uint32_t first_line = 0;    // of the record that it is about, in place.file; 0: the whole zone
  std::uint32_t last_line = 0;
  std::string problem;  // why it cannot be understood; it then waives nothing
};

}  // namespace bailiwick::base
