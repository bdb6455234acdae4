// What a zone is compared with: the file that --was names, or else what the server keeps in state-directory of what it
// published last.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "zone/zone.h"

namespace bailiwick::cli {

struct Past {
  std::shared_ptr<const zone::Zone> zone;  // null: nothing differs, or nothing is known
  std::string what;                        // for people: what it is, or why there is none; empty: it was not asked for
  std::string live_since;                  // the zone that is compared is published since then; empty: not yet
};

// The main flow is before the reload: the file has changed, the server still publishes the old. After it, the version
// that was published before, so that the steps can still be read.
base::Result<Past> find_past(const std::string& state_directory, const zone::Zone& zone);

}  // namespace bailiwick::cli
