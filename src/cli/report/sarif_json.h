// Findings as one SARIF 2.1.0 log (OASIS Standard), for code scanning: a rule for each code with what --explain says,
// secondary places as related locations, waived findings as suppressed. Within the limits of GitHub, which keeps 5,000
// results of a run and 1,000 locations of a result.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "cli/report/report.h"

namespace bailiwick::cli {

inline constexpr std::size_t kMostSarifResults = 5000;
inline constexpr std::size_t kMostSarifLocations = 1000;

// `shown` are the findings of the report that are listed, the worst first.
std::string sarif(const Report& report, const std::vector<base::Finding>& shown);

}  // namespace bailiwick::cli
