// Denial by NSEC (RFC 4035 §3.1.3): one record is at the name or covers it, a second one denies the wildcard.
#pragma once

#include "answer/denial.h"

namespace bailiwick::answer {

// For a zone whose NSEC chain is not empty.
void add_nsec_denial(const zone::Zone& zone, const Absence& absence, Plan& plan);

}  // namespace bailiwick::answer
