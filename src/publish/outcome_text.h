// What became of a zone, as one line of the log says it.
#pragma once

#include <string>

#include "publish/outcome.h"

namespace bailiwick::publish {

// "zone example.com: serial 1 -> 2, 12 records". `user` is who runs the server; it is named where a file may not be
// read.
std::string outcome_text(const Outcome& outcome, base::UnixTime now, const std::string& user = {});

}  // namespace bailiwick::publish
