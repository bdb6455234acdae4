// Findings as JSON lines (RFC 8259, UTF-8): an object for each, those that are waived too, and at the end one that sums
// up. Members are only ever added. Columns count octets from 1; `end` is the column behind the last one; a line, column
// or end that is not known is left out.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "cli/report/report.h"

namespace bailiwick::cli {

// `shown` are the findings of the report that are listed, in this order.
std::string json_lines(const Report& report, const std::vector<base::Finding>& shown);

}  // namespace bailiwick::cli
