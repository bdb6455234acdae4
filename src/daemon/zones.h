// All zones of the config to the set that is served next: each one fresh from its file, or as it was where the file is
// refused, or a place without a zone (SERVFAIL) where there is nothing older. Tells the log what became of each.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "answer/zone_set.h"
#include "config/config.h"
#include "metrics/exposition.h"

namespace bailiwick::daemon {

struct LoadedZones {
  std::shared_ptr<const answer::ZoneSet> zones;
  // Zones whose files are refused: served as they were before, and those of which there is nothing to serve (SERVFAIL).
  std::size_t kept = 0;
  std::size_t left_out = 0;
  std::vector<std::string> refused_names = {};
  // Of those that are served: how many are signed, and where the signatures end first (as many as metrics tell).
  std::size_t signed_count = 0;
  std::vector<metrics::SignedZone> signed_zones = {};

  std::size_t refused() const { return kept + left_out; }
};

// `before` is what is served now, null at first start. Takes as long as the zones are large; throws std::bad_alloc
// only.
LoadedZones load_zones(const config::Config& config, const answer::ZoneSet* before);

}  // namespace bailiwick::daemon
