// The workers and what they serve: started once, reloaded while they answer, ended together.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "config/config.h"
#include "daemon/commands/target.h"
#include "daemon/cookie_secrets.h"
#include "daemon/last_published.h"
#include "daemon/listening.h"
#include "daemon/worker.h"
#include "daemon/zone_runs.h"
#include "metrics/exposition.h"
#include "publish/served.h"
#include "transport/connection_table.h"

namespace bailiwick::daemon {

unsigned worker_count(const config::Config& config);
// Files that may be open at a time.
std::size_t open_files_wanted(const config::Config& config);

class Service {
 public:
  // `runs` has had its first run, with that outcome.
  Service(std::string config_path, config::Config config, ZoneRuns runs, const publish::RunOutcome& first);

  // Starts the workers, one for each pair of sockets of an address; `ended` is called on each worker's thread last of
  // all.
  void start(std::vector<OpenedAddress> addresses, const std::function<void()>& ended);
  // Reads config and zones again, or the zones named alone, and puts into service what is good; what is not stays as it
  // was. Tells the log. From any thread but a worker's, one at a time.
  RunReport run(const RunRequest& request);
  // The same for everything.
  void reload() { run({.everything = true}); }
  // What the last run left behind, for any thread at any time.
  struct Snapshot {
    metrics::Standing standing;
    std::vector<control::ZoneResult> bad;  // zones that are not served as their sources have them, the worst first
    std::vector<std::string> listening, not_bound;
    std::vector<std::string> problems;  // options that could not be applied
    bool has_config_errors = false;     // the config as it was read last cannot be used
    std::string config_path;
    base::log::Severity log_level = base::log::Severity::Info;
    base::log::Format log_format = base::log::Format::Text;
    base::UnixTime last_reload = 0;  // 0: none since the start
  };
  std::shared_ptr<const Snapshot> snapshot() const;
  std::shared_ptr<const answer::ZoneSet> zones() const { return publisher_.current().zones; }
  // A new secret for DNS cookies. Not beside run(), but beside what comes behind it.
  base::Result<std::string> roll_cookie();
  // Hands memory back that no worker needs any more; waits for them, for some milliseconds mostly. As run(), and after
  // it.
  void free_retired();
  // Keeps what is published in state-directory; takes as long as the disk does. As reload(), and not beside it.
  void keep_published();
  // Versions that are served and not in state-directory yet. Any thread.
  std::size_t not_kept() const { return runs_.not_kept(); }
  // "serving 3 zones on 127.0.0.1@5300", and what became of those whose files are refused. Not during reload().
  std::string status() const;
  // Opens what is missing of `listen` and `metrics.listen`, once it can be. As reload(), and not beside it.
  void retry_listen();
  // The options whose value in the config could not be applied, each by its name: what they had before is at work. Not
  // during reload().
  std::vector<std::string> problems() const;
  // Of the config as it was loaded at the start, whose part beside the zones was good in general.
  void note_auxiliary(const config::Loaded& loaded);
  // The metrics are at these addresses, and what has become of them since it was last asked. Not during reload().
  void started_metrics(std::vector<base::Endpoint> open);
  Listening::Change take_metrics_change();
  const std::vector<base::Endpoint>& metrics_listening() const { return metrics_listening_.open(); }

  // What the last load left behind, and the config that is in effect. Not during reload().
  const metrics::Standing& standing() const { return standing_; }
  const config::Config& config() const { return config_; }

  // Workers end after what has been received is answered; at once if `abort`. Beside reload().
  void finish();
  void abort();
  void join();
  // Asks every worker for a sign of life, and whether all have given that one. Beside reload().
  void ping(std::uint64_t ping);
  bool all_answered(std::uint64_t ping) const;
  // Over all workers. Beside reload().
  metrics::Sums sums() const;
  // "udp_queries=12 tcp_queries=3 …", those that are not zero.
  std::string counters_text() const;

 private:
  void note(const publish::RunOutcome& outcome);
  void apply(const config::Config& next);
  publish::Served served(const config::Config& config);
  void apply_listen(const std::vector<base::Endpoint>& wanted);
  void use(Listening::Change change);
  void add_metrics_change(Listening::Change change);
  void tell_reloaded(const publish::RunOutcome& outcome, const std::vector<std::string>& options);
  void take_snapshot();
  RunReport reload_all(const RunRequest& request);

  std::string config_path_;
  config::Config config_;
  Listening listening_{"listen", {}};  // its opener comes with the workers
  Listening metrics_listening_{"metrics.listen", one_alone()};
  Listening::Change metrics_change_;
  std::vector<std::string> auxiliary_problems_;
  metrics::Standing standing_;
  ZoneRuns runs_;
  CookieSecrets cookies_;
  publish::Publisher publisher_;
  PublishedKeeper keeper_;
  transport::ConnectionTable connections_;
  std::list<Worker> workers_;
  base::UnixTime last_reload_ = 0;
  bool has_config_errors_ = false;
  mutable std::mutex snapshot_mutex_;
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<Snapshot>();
};

}  // namespace bailiwick::daemon
