// All zones that are configured: the version of each that is served, and the candidate that waits. The only one who
// decides what is served: candidates are made, judged with all that is served (judge.h), and committed together. A
// start is a run whose predecessor is empty or comes from disk.
// For one thread at a time; what it publishes is const.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "answer/zone_set.h"
#include "check/reach/found_zones.h"
#include "publish/candidate.h"
#include "publish/judge.h"
#include "publish/outcome.h"
#include "publish/version.h"

namespace bailiwick::publish {

class KeptVersions;

struct RunOptions {
  LoadOptions load;
  check::Reject reject = check::Reject::Unreachable;
  bool reachability = true;          // a version by which a zone could not be found any more is rejected
  std::uint64_t registries_key = 0;  // another one for other rules of registries
  std::shared_ptr<const check::RegisteredHosts> registered;  // null: taken to be what the zones say
  // Zones that are not among the files any more: their entries were deleted, which is a decision; else their files are
  // gone, which is none.
  bool removals_decided = false;
  bool allow_removals = false;       // whatever the reason, and however many
  std::vector<std::string> removals_allowed_of = {};  // or of these alone
  // What was in service when the server ended; looked at by the first run alone. May be null.
  const KeptVersions* kept = nullptr;
  // Called before each zone is read, by one thread at a time; may be empty.
  std::function<void(const ZoneFile&)> begin = {};
  // Called once set() is what is to be served, before the rest of the run finds words for it; may be empty.
  std::function<void()> committed = {};
};

class Zones {
 public:
  // What keeps a candidate from being served.
  struct Why {
    base::Finding finding;  // the first of its own that rejects it, or what would be lost
    std::string fix_first;  // the rejected zone that holds it up; empty: none but itself
  };
  struct State {
    ZoneFile file;
    std::shared_ptr<const ZoneVersion> live;  // null: there is nothing to serve
    std::unique_ptr<Candidate> pending;       // rejected, judged again with each run until its file changes
    std::unique_ptr<Why> why;                 // null: nothing is wrong
    base::UnixTime since = 0;                 // in this state
    bool is_held = false;                     // its file is gone, or its entry was deleted together with many others
    bool is_addition = false;                 // it was added while others were served, and has not been served since
    bool is_kept = false;                     // `live` is on disk (keeper.h)
    bool is_of_unit = false;                  // and it is to be so together with others, or not at all
  };

  Zones();
  Zones(Zones&&) noexcept;
  ~Zones();

  // These are the zones that are configured, their names differ; each one whose file, or what it is read with, has
  // changed is read and judged, and with them what is pending.
  RunOutcome run(std::vector<ZoneFile> files, const RunOptions& options);
  // The same for the zones named alone, by the options of the last run. Their files are read whatever they look like.
  RunOutcome run_some(const std::vector<std::string>& names, const std::function<void()>& committed = {});
  // What workers should serve.
  const std::shared_ptr<const answer::ZoneSet>& set() const { return set_; }
  // By number in the set.
  const std::vector<State>& states() const { return states_; }
  const State* find(const std::string& name) const;

  // For keeper.h: the numbers of zones whose versions are not on disk yet, and zones that are not served any more,
  // whose copies are to go. What is said to be done is so until the next run.
  std::vector<std::uint32_t> not_kept() const;
  void set_kept(std::uint32_t number);
  // Everything is to be kept again: in another directory.
  void set_nothing_kept();
  const std::vector<wire::Name>& to_forget() const { return to_forget_; }
  void forget_done() { to_forget_.clear(); }

 private:
  struct Run;  // zones_run.h

  std::vector<State> states_;
  std::shared_ptr<const answer::ZoneSet> set_;
  std::unique_ptr<check::FoundZones> found_;  // stands at what is served; null: made anew by the next run
  std::vector<wire::Name> to_forget_;
  RunOptions options_;
  std::uint64_t options_key_ = 0;
  bool is_first_ = true;
};

}  // namespace bailiwick::publish
