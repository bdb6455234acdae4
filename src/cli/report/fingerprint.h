// What makes two findings the same from one run to the next: the code, the zone and the names that the message speaks
// of, but neither lines, which move, nor the words around the names, which get better.
#pragma once

#include <string>

#include "base/finding.h"

namespace bailiwick::cli {

// "D09 example.com www.shop.example.com": one line of printable ASCII, its parts separated by one blank.
std::string fingerprint(const base::Finding& finding);

// 16 hexadecimal digits of it, for formats that want a hash (FNV-1a; not for secrets).
std::string fingerprint_hash(const base::Finding& finding);

}  // namespace bailiwick::cli
