// Consistency of a zone: runs every check of the registry (registry.cc) and says which findings keep a zone from going
// live.
#pragma once

#include "base/finding.h"
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

// What keeps a zone from going live: fatal findings only; these and the circle (A03, A05); every finding of level
// error.
enum class Refuse : std::uint8_t { Fatal, Circular, Error };

base::Findings check_zone(const ZoneInput& input);
bool keeps_from_going_live(const base::Findings& findings, Refuse refuse);

}  // namespace bailiwick::check
