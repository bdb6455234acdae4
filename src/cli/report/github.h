// Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request:
//   ::error file=example.com.zone,line=4,col=12,endColumn=15,title=A05::name server ...
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"

namespace bailiwick::cli {

// One line a finding, in the order given.
std::string github_annotations(const std::vector<base::Finding>& findings);

}  // namespace bailiwick::cli
