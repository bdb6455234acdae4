// What became of zones in one run: the one value that log lines, metrics, replies to commands and exit statuses are
// made from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/finding.h"
#include "base/waiver.h"

namespace bailiwick::publish {

enum class Became : std::uint8_t {
  Published,  // a new version is served
  Unchanged,  // what is served is what was proposed
  KeptOld,    // rejected: the version from before is served
  LeftOut,    // rejected, and there is no other version: SERVFAIL
  Held,       // its file is gone; served until somebody decides
  Removed,    // not served any more
};
// For scripts: "published", "unchanged", "previous_version", "not_loaded", "held", "removed".
std::string_view became_name(Became became);

struct Outcome {
  std::string zone;  // as wire::to_display() has it
  std::string file;
  Became became = Became::Unchanged;
  std::optional<std::uint32_t> serial_before;  // what was served until now; none: nothing was
  std::optional<std::uint32_t> serial_after;   // what is served now
  std::size_t records = 0;                     // of what is served now
  std::size_t added = 0;                       // Published: records, compared with the version before
  std::size_t removed = 0;
  base::UnixTime signed_until = 0;      // of what is served now; 0: not signed
  base::UnixTime since = 0;             // since when it is in that state
  base::UnixTime served_since = 0;      // since when its version is served; 0: none is
  std::optional<base::Finding> reason;  // KeptOld, LeftOut: the first finding that rejects it, or what would be lost
  std::string fix_first;                // the rejected zone that holds it up; empty: none but itself
};

// What was found in one zone that was looked at, for the log.
struct FoundInZone {
  std::string zone;
  base::Findings findings;
  std::vector<base::Waiver> waivers;
};

struct Counts {
  std::size_t served = 0;    // zones with a version, of whatever state
  std::size_t kept_old = 0;  // of these
  std::size_t held = 0;      // of these
  std::size_t left_out = 0;

  std::size_t rejected() const { return kept_old + left_out; }
};

struct RunOutcome {
  std::vector<Outcome> zones;               // all but those that are as they were and as they should be
  std::vector<FoundInZone> found;           // of each zone that was looked at
  base::Findings between;                   // found between zones, as far as it concerns those that were looked at
  std::vector<std::string> losses;          // what removals take from zones that are served, a sentence each
  std::vector<std::string> store_problems;  // with what is kept on disk, a sentence each
  Counts counts;                            // of all zones, afterwards
  std::size_t read = 0;                     // candidates that were made anew
  bool is_complete() const { return counts.rejected() == 0 && counts.held == 0; }
};

}  // namespace bailiwick::publish
