// Consistency of a zone: runs every check of the catalogue (catalogue.cc) and says which findings keep a zone from going
// live.
#pragma once

#include <cstddef>

#include "base/finding.h"
#include "check/settings.h"
#include "zone/builder.h"
#include "zone/zone.h"

namespace bailiwick::check {

// What a check of one zone sees. Borrowed for the call.
struct ZoneInput {
  const zone::Zone& zone;
  const zone::SourceMap& sources;
  const zone::Notes& notes;
  std::size_t kept_per_code = base::Findings::kKeptPerCode;  // more are counted only
};

base::Findings check_zone(const ZoneInput& input, const Options& options = {});
bool keeps_from_going_live(const base::Findings& findings, Reject reject);

}  // namespace bailiwick::check
