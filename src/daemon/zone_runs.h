// Runs over the zones as a config asks for them: what the rooms below want to know is taken from the config here, and
// what they borrow is kept as long as they need it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/config.h"
#include "delegation/registry/profile.h"
#include "publish/keeper.h"
#include "publish/zones.h"

namespace bailiwick::daemon {

class ZoneRuns {
 public:
  struct Asked {
    bool is_start = false;  // with `strict`, a zone that is rejected keeps the server from starting
    bool allow_removals = false;
    std::vector<std::string> allow_removals_of = {};
    // Called before each zone is read, by one thread at a time; may be empty.
    std::function<void(const publish::ZoneFile&)> begin = {};
    // Called once the zones are what is to be served, before it is told to the log; may be empty.
    std::function<void()> committed = {};
  };

  // All zones of the config. Tells the log; takes as long as what has changed is large. Throws std::bad_alloc only.
  publish::RunOutcome run(const config::Config& config, const Asked& asked);
  // These zones alone, by the config of the last run.
  publish::RunOutcome run_some(const std::vector<std::string>& names, const std::function<void()>& committed = {});

  const publish::Zones& zones() const { return zones_; }
  // False where the config names a file of them that cannot be used: what was read before is used, if anything was.
  bool are_registered_hosts_applied() const { return registered_applied_; }

  // What is served is kept in that directory, and what is not served any more no longer. Takes as long as the disk does;
  // after the first run, which has found what was kept there before, and beside no other.
  base::Result<void> keep(const std::string& state_directory);
  // Versions that are served and not on disk yet. Any thread, after the first run.
  std::size_t not_kept() const { return keeper_ ? keeper_->not_kept() : 0; }

 private:
  std::shared_ptr<const check::RegisteredHosts> registered(const config::Config& config);

  publish::Zones zones_;
  std::unique_ptr<publish::Keeper> keeper_;              // from the first run on
  std::vector<delegation::registry::Profile> profiles_;  // borrowed by the zones of the last run
  std::shared_ptr<const check::RegisteredHosts> registered_;
  bool registered_applied_ = true;
  std::string registered_text_;  // that it was made of
  check::Reject reject_ = check::Reject::Unreachable;
};

}  // namespace bailiwick::daemon
