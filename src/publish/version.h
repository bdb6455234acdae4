// One version of one zone as it is served, with all that belongs to it. Immutable and shared: by the set that workers
// answer from, by transfers, by what keeps copies of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "answer/linked_answers.h"
#include "base/clock.h"
#include "base/file_stamp.h"
#include "zone/zone.h"

namespace bailiwick::publish {

struct ZoneVersion {
  std::shared_ptr<const zone::Zone> zone;
  std::shared_ptr<const answer::LinkedAnswers> linked;
  // What it was made from, the zone's own file first and without its path; none where it does not come from a file.
  std::vector<base::FileStamp> files;
  std::int64_t read_at_ns = 0;  // when these were read
  // The codes of its own findings that reject other zones: it was published before they did. A next version may keep
  // them.
  std::vector<std::string> rejecting;
  base::UnixTime signed_until = 0;  // when the first of its signatures ends; 0: it has none
  base::UnixTime due = 0;           // when a date in it passes that findings depend on; 0: never
  base::UnixTime since = 0;         // when it was published
};

}  // namespace bailiwick::publish
