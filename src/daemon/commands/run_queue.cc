// The queue holds no run but the last that could not take up one more: a removal must come after what was asked before
// it.
#include "daemon/commands/run_queue.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

#include "base/log.h"

namespace bailiwick::daemon {
namespace {

std::vector<std::string> both(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> all;
  std::ranges::set_union(a, b, std::back_inserter(all));
  return all;
}

}  // namespace

RunRequest merged(const RunRequest& a, const RunRequest& b) {
  return {.everything = a.everything || b.everything,
          .zones = both(a.zones, b.zones),
          .allow_removals = a.allow_removals || b.allow_removals,
          .allow_removals_of = both(a.allow_removals_of, b.allow_removals_of)};
}

void RunQueue::start() {
  is_started_ = true;
  next();
}

bool RunQueue::reload(RunRequest request, OnOutcome done) {
  if (!jobs_.empty() && jobs_.back().removed.empty()) {
    jobs_.back().run = merged(jobs_.back().run, request);
  } else {
    if (jobs_.size() >= kMostJobs) return false;
    jobs_.push_back({.run = std::move(request), .removed = {}, .waiting = {}});
  }
  jobs_.back().waiting.push_back(std::move(done));
  next();
  return true;
}

bool RunQueue::remove(std::string zone, OnOutcome done) {
  if (jobs_.size() >= kMostJobs) return false;
  jobs_.push_back({.run = {}, .removed = std::move(zone), .waiting = {}});
  jobs_.back().waiting.push_back(std::move(done));
  next();
  return true;
}

// A target may call back at once: a loop, not a recursion.
void RunQueue::next() {
  if (is_in_next_) return;
  is_in_next_ = true;
  while (is_started_ && !is_running_ && !jobs_.empty()) {
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    is_running_ = true;
    waiting_ = std::move(job.waiting);
    begin(job);
  }
  is_in_next_ = false;
}

void RunQueue::begin(const Job& job) {
  const OnOutcome done = [this](const RunReport& outcome) { ended(outcome); };
  try {
    if (job.removed.empty())
      target_.run(job.run, done);
    else
      target_.remove(job.removed, done);
  } catch (const std::exception& error) {
    if (is_running_) ended({.result = RunReport::Result::Failed, .failure = error.what()});
  }
}

void RunQueue::ended(const RunReport& outcome) {
  is_running_ = false;
  const std::vector<OnOutcome> waiting = std::exchange(waiting_, {});
  for (const OnOutcome& done : waiting) {
    try {
      done(outcome);
    } catch (const std::exception& error) {  // no memory for its reply: the others get theirs
      base::log::error(std::string("control: a reply is lost: ") + error.what());
    }
  }
  next();
}

}  // namespace bailiwick::daemon
