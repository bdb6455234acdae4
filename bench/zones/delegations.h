// What the zones of delegations have in common, signed or not: labels, the records of a delegation, the questions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "zones/workloads.h"

namespace bailiwick::bench {

// In canonical order, no two equal, none with a hyphen.
std::vector<std::string> make_labels(std::size_t count, Random& random);
// The lines from `$ORIGIN test.` to the addresses of the zone's own servers, ns1.nic and ns2.nic; the third is the SOA.
void write_apex(std::ofstream& zone);
// Name servers and glue below `test.`.
void write_delegation(const std::string& label, Random& random, std::ofstream& zone);
// Questions about these delegations and about names that are not there; 0: as many as `count` is worth.
void write_questions(const std::vector<std::string>& labels, std::size_t questions, Random& random, Output& out);

}  // namespace bailiwick::bench
