// The workers and what they serve: started once, reloaded while they answer, ended together.
#pragma once

#include <functional>
#include <list>
#include <string>
#include <vector>

#include "config/config.h"
#include "daemon/cookie_secrets.h"
#include "daemon/last_published.h"
#include "daemon/listeners.h"
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
  // Reads config and zones again and puts into service what is good; what is not stays as it was. Tells the log. From
  // any thread but a worker's, one at a time.
  void reload();
  // Keeps what is published in state-directory; takes as long as the disk does. As reload(), and not beside it.
  void keep_published();
  // "serving 3 zones on 127.0.0.1@5300", and what became of those whose files are refused. Not during reload().
  std::string status() const;
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
  void free_retired();

  std::string config_path_;
  config::Config config_;
  std::vector<base::Endpoint> listening_;
  metrics::Standing standing_;
  ZoneRuns runs_;
  CookieSecrets cookies_;
  publish::Publisher publisher_;
  PublishedKeeper keeper_;
  transport::ConnectionTable connections_;
  std::list<Worker> workers_;
};

}  // namespace bailiwick::daemon
