#include "daemon/server.h"

#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "base/log.h"
#include "base/version.h"
#include "config/load.h"
#include "daemon/listeners.h"
#include "daemon/main_loop.h"
#include "daemon/privileges.h"
#include "daemon/service.h"
#include "daemon/systemd_notify.h"
#include "daemon/zone_runs.h"

namespace bailiwick::daemon {
namespace {

constexpr int kOk = 0;
constexpr int kCannotStart = 1;
constexpr int kBadConfig = 2;
constexpr int kInternal = 3;

// Until the workers run: SIGHUP waits for them, SIGTERM and SIGINT end the process (also as process 1 of a container,
// where their default is to do nothing), and a log that nobody reads is no reason to die.
void prepare_signals() {
  struct sigaction action {};
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, nullptr);
  action.sa_handler = [](int) { _exit(kOk); };
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  sigset_t hangup;
  sigemptyset(&hangup);
  sigaddset(&hangup, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &hangup, nullptr);
}

int cannot_start(const std::string& why) {
  base::log::error("cannot start: " + why);
  return kCannotStart;
}

constexpr auto kTimeForOneZone = std::chrono::minutes(10);

// Tells the service manager which zone is being loaded, ten times a second at most: of many small ones, few are told.
class Progress {
 public:
  void begin(const publish::ZoneFile& file) {
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    notify::starting("Loading zone " + file.name, kTimeForOneZone);
  }

 private:
  std::chrono::steady_clock::time_point next_;
};

// The config was read before the drop, and a reload reads it as that user; better said now than then. Zone files are
// read after it.
void warn_of_unreadable(const config::Loaded& loaded, const User& user) {
  const auto warn = [&](const std::string& path) {
    // A directory must be listed and entered.
    const bool is_directory = access((path + "/.").c_str(), F_OK) == 0 || errno == EACCES;
    if (access(path.c_str(), is_directory ? R_OK | X_OK : R_OK) != 0 && errno == EACCES)
      base::log::warning(path + " cannot be read by user '" + user.name + "': a reload will fail there");
  };
  for (const std::string& source : loaded.sources) warn(source);
  const config::Config& config = loaded.config;
  if (!config.zones_listed) warn(config.zones_directory);
  for (const std::string* path : {&config.registries_directory, &config.registered_hosts, &config.cookies_secret_file})
    if (!path->empty()) warn(*path);
}

void tell_of_small_buffer(const Opened& opened) {
  if (opened.addresses.empty()) return;
  const std::size_t octets = transport::receive_buffer(opened.addresses.front().sockets.front().udp.get());
  if (octets < transport::kUdpBufferSize)
    base::log::info("the kernel lets " + std::to_string(octets >> 10) + " KiB of queries wait in a UDP socket, not " +
                    std::to_string(transport::kUdpBufferSize >> 10) +
                    ": more are lost where a burst meets a busy machine; `sysctl -w net.core.rmem_max=" +
                    std::to_string(transport::kUdpBufferSize) + "` allows it");
}

void log_start(const Opened& opened, const std::string& option, bool starts) {
  std::vector<base::Endpoint> open;
  for (const OpenedAddress& address : opened.addresses) open.push_back(address.endpoint);
  log_opened(opened, option, starts ? retry_text(open) : "");
}

int start_and_serve(const std::string& config_path) {
  config::Loaded loaded = config::load_file(config_path);
  base::log::configure(loaded.config.log_level, loaded.config.log_format);
  for (const base::Findings* findings : {&loaded.findings, &loaded.auxiliary})
    for (const base::Finding& finding : findings->kept()) base::log::finding(finding);
  if (!loaded.usable()) {
    base::log::error("cannot start: the config has errors; `bailiwick check` shows them all");
    return kBadConfig;
  }
  const config::Config& config = loaded.config;
  const auto user = find_user(config.user);
  if (!user) return cannot_start(user.error().message);
  base::log::info(std::string("bailiwick ") + base::kVersion + " starting with " + config_path);

  const std::size_t files = raise_open_files(open_files_wanted(config));
  if (files < open_files_wanted(config))
    base::log::warning("only " + std::to_string(files) + " files may be open, `tcp: connections` asks for " +
                       std::to_string(open_files_wanted(config)) + ": raise LimitNOFILE or lower that option");
  Opened opened = open_addresses(config.listen, worker_count(config));
  log_start(opened, "listen", opened.works());
  if (!opened.works()) return cannot_start("no address of `listen` can be listened on");
  tell_of_small_buffer(opened);
  Opened metrics = open_metrics(config.metrics_listen);
  const bool no_metrics = metrics.addresses.empty() && !config.metrics_listen.empty();
  log_start(metrics, "metrics.listen", !no_metrics);
  if (no_metrics) return cannot_start("no address of `metrics.listen` can be listened on");

  // What is read from here on is read by who reloads it later.
  if (*user) {
    if (auto dropped = become(**user); !dropped) return cannot_start(dropped.error().message);
    warn_of_unreadable(loaded, **user);
  } else if (geteuid() == 0) {
    base::log::warning("running as root, because `user` is empty: fit for a first try only");
  }

  ZoneRuns runs;
  Progress progress;
  std::optional<publish::RunOutcome> outcome(
      runs.run(config, {.is_start = true, .begin = [&](const publish::ZoneFile& file) { progress.begin(file); }}));
  if (config.strict && outcome->counts.left_out > 0)
    return cannot_start(std::to_string(outcome->counts.left_out) +
                        (outcome->counts.left_out == 1 ? " zone was" : " zones were") +
                        " rejected, and `strict` is set");

  Service service(config_path, std::move(loaded.config), std::move(runs), *outcome);
  service.note_auxiliary(loaded);
  outcome.reset();
  malloc_trim(0);  // what loading took beside the zones
  serve_until_signal(service, std::move(opened.addresses), std::move(metrics.addresses));
  return kOk;
}

}  // namespace

int run(const std::string& config_path) {
  try {
    prepare_signals();
    return start_and_serve(config_path);
  } catch (const std::exception& e) {
    base::log::error(std::string("internal error: ") + e.what());
    return kInternal;
  }
}

}  // namespace bailiwick::daemon
