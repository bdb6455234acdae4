// Which findings the operator has waived in the zone files (base/waiver.h). What is fatal, or keeps a zone from going
// live, cannot be waived: the finding then says so. A waiver that has no effect is a finding itself (W01).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/waiver.h"
#include "check/check.h"

namespace bailiwick::publish {

struct Waived {
  base::Finding finding;
  std::string by;  // the place of the waiver, "example.com.zone:12:5"
};

struct Judged {
  base::Findings open;         // what is left
  base::Findings complaints;   // what is wrong with the waivers
  std::vector<Waived> waived;  // of those findings that were kept
  std::size_t unseen = 0;      // waived of those that were only counted
};

// `today` is as in "2026-11-21"; a waiver holds up to and with its last day. `waivers` may be of several zones.
Judged apply_waivers(const base::Findings& findings, std::span<const base::Waiver> waivers, const std::string& today,
                     check::Reject refuse);

// Whether a finding may be accepted at all, be it by a waiver or a baseline.
bool can_be_waived(const base::Finding& finding, check::Reject refuse);

}  // namespace bailiwick::publish
