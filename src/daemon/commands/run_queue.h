// Runs and removals, one at a time. A reload that is asked for during another waits, and all that wait are answered by
// one run, which began after the last of them was asked for: none is told of a state of the files from before its
// command.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "daemon/commands/target.h"

namespace bailiwick::daemon {

// Does what both ask for.
RunRequest merged(const RunRequest& a, const RunRequest& b);

class RunQueue {
 public:
  // Removals wait one by one, and their clients may be gone.
  static constexpr std::size_t kMostJobs = 64;

  // `target` must outlive it. Nothing begins before start().
  explicit RunQueue(CommandTarget& target) : target_(target) {}
  RunQueue(const RunQueue&) = delete;
  RunQueue& operator=(const RunQueue&) = delete;

  void start();
  // False: too much waits already, and `done` will not be called.
  bool reload(RunRequest request, OnOutcome done);
  bool remove(std::string zone, OnOutcome done);
  // Whether what is asked for now has to wait.
  bool is_busy() const { return !is_started_ || is_running_; }

 private:
  struct Job {
    RunRequest run;
    std::string removed;  // empty: it is a run
    std::vector<OnOutcome> waiting;
  };

  void next();
  void begin(const Job& job);
  void ended(const RunReport& outcome);

  CommandTarget& target_;
  std::deque<Job> jobs_;            // those that have not begun
  std::vector<OnOutcome> waiting_;  // for the one at work
  bool is_started_ = false;
  bool is_running_ = false;
  bool is_in_next_ = false;
};

}  // namespace bailiwick::daemon
