// Denial by NSEC3 (RFC 5155 §7.2): the closest encloser by the record that matches it, what lies below by the records
// that cover it. With opt-out, the closest encloser that has a record.
#pragma once

#include "answer/denial.h"

namespace bailiwick::answer {

// For a zone whose NSEC3 chain is not empty. Hashes two names at most.
void add_nsec3_denial(const zone::Zone& zone, const Absence& absence, Plan& plan);

}  // namespace bailiwick::answer
