// The date, for what holds until a day and for what is kept with the time it came from. Always UTC, so that two servers
// say the same.
#pragma once

#include <string>

namespace bailiwick::base {

// "2026-11-21".
std::string today();
// "2026-11-21 23:54 UTC".
std::string now_text();

}  // namespace bailiwick::base
