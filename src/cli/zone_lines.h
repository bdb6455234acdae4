// Zones of a reply as lines for a person.
#pragma once

#include <cstdint>
#include <string>

#include "control/protocol.h"

namespace bailiwick::cli {

// "1 zone", "99,996 zones"; thousands with commas, as in prose.
std::string counted(std::uint64_t count, const char* one, const char* many);
std::string with_commas(std::uint64_t count);

// "previous version in service", …: a state in words.
std::string state_words(control::ZoneState state);

// "a.zone:12: D03: ns9.example.com has no address".
std::string reason_line(const control::Reason& reason);

// One zone after a run or in a status: a line, and below it, indented, the reason and what to do; each with a line
// feed.
std::string zone_lines(const control::ZoneResult& zone);

}  // namespace bailiwick::cli
