// One zone file to a zone that is fit to be served, or to the reasons why it is not: a world of one zone
// (world_loader.h). For `bailiwick check NAME FILE` and others that look at one zone alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/finding.h"
#include "publish/candidate.h"
#include "zone/zone.h"

namespace bailiwick::publish {

struct ZoneOutcome {
  // What could be read, null where the file itself could not. Not to be published where `refused`.
  std::shared_ptr<const zone::Zone> zone;
  base::Findings findings;  // of the reader first, then of the checks; those without a subject are about this zone
  std::vector<base::Waiver> waivers;  // what its comments waive; the findings are all still there
  bool readable = false;              // the file could be opened and read
  bool refused = true;                // must not go live; always so where not readable
};

// `name` is in presentation form, relative to the root; `file` is opened as given. Blocks on the file system and takes
// as long as the zone is large. Throws nothing: running out of memory is a finding too. Without `registration` no rule
// of a registry is looked at.
ZoneOutcome load_and_check(const std::string& name, const std::string& file, check::Reject refuse,
                           const delegation::registry::Registration& registration = {},
                           const LoadOptions& options = {});

}  // namespace bailiwick::publish
