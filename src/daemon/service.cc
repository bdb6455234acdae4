#include "daemon/service.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "daemon/privileges.h"

namespace bailiwick::daemon {
namespace {

// Workers let go of the old zones within a batch; this only bounds the wait for one that is stuck.
constexpr int kRetireAttempts = 2000;
constexpr auto kRetirePause = std::chrono::milliseconds(1);

// The options that differ and that only a restart can change.
std::vector<std::string> changes_for_restart(const config::Config& before, const config::Config& after) {
  std::vector<std::string> options;
  if (before.workers != after.workers) options.emplace_back("workers");
  if (before.user != after.user) options.emplace_back("user");
  return options;
}

}  // namespace

unsigned worker_count(const config::Config& config) {
  return config.workers != 0 ? config.workers : std::max(1U, std::thread::hardware_concurrency());
}

std::size_t open_files_wanted(const config::Config& config) {
  constexpr std::size_t kFilesOfWorker = 4;  // of its event loop
  constexpr std::size_t kSpareFiles = 128;   // log, /proc, zone files, metrics
  const std::size_t workers = worker_count(config);
  return config.tcp.connections + workers * (2 * config.listen.size() + kFilesOfWorker) + kSpareFiles;
}

Service::Service(std::string config_path, config::Config config, ZoneRuns runs, const publish::RunOutcome& first)
    : config_path_(std::move(config_path)),
      config_(std::move(config)),
      runs_(std::move(runs)),
      publisher_(served(config_)),
      connections_(config_.tcp.connections, config_.tcp.connections_per_client) {
  note(first);
  take_snapshot();
}

void Service::start(std::vector<OpenedAddress> addresses, const std::function<void()>& ended) {
  const std::size_t count = addresses.empty() ? 0 : addresses.front().sockets.size();
  for (std::size_t i = 0; i < count; ++i) workers_.emplace_back(publisher_, connections_, config_.tcp.idle_timeout_ms);
  std::vector<base::Endpoint> open;
  for (OpenedAddress& address : addresses) {
    open.push_back(address.endpoint);
    auto sockets = address.sockets.begin();
    for (Worker& worker : workers_) worker.open(listen_text({address.endpoint}), std::move(*sockets++));
  }
  listening_ = Listening("listen", pairs_for(count));
  listening_.started(config_.listen, std::move(open));
  for (Worker& worker : workers_) worker.start(ended);
  take_snapshot();
}

base::Result<std::string> Service::roll_cookie() {
  if (!config_.cookies_enabled) return base::fail("DNS cookies are off (cookies.enabled)");
  if (!config_.cookies_secret_file.empty())
    return "the secret is in " + config_.cookies_secret_file +
           ", which other servers may share: on each of them, write the new secret as the first line and keep the old "
           "one as the second, run `bailiwick reload`, and delete the old line after an hour";
  if (auto rolled = cookies_.roll(config_); !rolled) return std::unexpected(rolled.error());
  publisher_.publish(served(config_));
  return "a new secret is in use; cookies made with the previous one stay valid for an hour";
}

publish::Served Service::served(const config::Config& config) {
  publish::Served next{.zones = runs_.zones().set(), .settings = config.answer};
  next.settings.cookies = cookies_.take(config, base::now().unix_s);
  return next;
}

// What the config says beside the zones.
void Service::apply(const config::Config& next) {
  base::log::configure(next.log_level, next.log_format);
  for (const std::string& option : changes_for_restart(config_, next))
    base::log::warning("`" + option + "` has changed in the config: that takes a restart");
  connections_.set_limits(next.tcp.connections, next.tcp.connections_per_client);
  if (config_.tcp.idle_timeout_ms != next.tcp.idle_timeout_ms)
    for (Worker& worker : workers_) worker.set_tcp_idle_timeout_ms(next.tcp.idle_timeout_ms);
  apply_listen(next.listen);
  add_metrics_change(metrics_listening_.apply(next.metrics_listen));
  // What only a restart changes stays as it is, so that every reload until then says so again.
  const unsigned workers = config_.workers;
  const std::string user = config_.user;
  config_ = next;
  config_.workers = workers;
  config_.user = user;
}

void Service::apply_listen(const std::vector<base::Endpoint>& wanted) {
  use(listening_.apply(wanted));
}

void Service::retry_listen() {
  if (listening_.is_complete() && metrics_listening_.is_complete()) return;
  use(listening_.retry());
  add_metrics_change(metrics_listening_.retry());
  take_snapshot();
}

void Service::use(Listening::Change change) {
  for (OpenedAddress& address : change.open) {
    auto sockets = address.sockets.begin();
    for (Worker& worker : workers_) worker.open(listen_text({address.endpoint}), std::move(*sockets++));
  }
  for (const base::Endpoint& endpoint : change.close)
    for (Worker& worker : workers_) worker.close(listen_text({endpoint}));
  if (!change.open.empty() || !change.close.empty())
    base::log::info("now listening on " + listen_text(listening_.open()));
}

void Service::started_metrics(std::vector<base::Endpoint> open) {
  metrics_listening_.started(config_.metrics_listen, std::move(open));
}

void Service::add_metrics_change(Listening::Change change) {
  std::ranges::move(change.open, std::back_inserter(metrics_change_.open));
  std::ranges::move(change.close, std::back_inserter(metrics_change_.close));
}

Listening::Change Service::take_metrics_change() {
  return std::exchange(metrics_change_, {});
}

void Service::free_retired() {
  for (Worker& worker : workers_) worker.refresh();
  for (int i = 0; i < kRetireAttempts && publisher_.free_retired() > 0; ++i) std::this_thread::sleep_for(kRetirePause);
  // Two generations of the zones were in memory; hand the older one's pages back.
  malloc_trim(0);
}

void Service::keep_published() {
  auto kept = runs_.keep(config_.state_directory);
  if (auto of_sheet = keeper_.keep(config_.state_directory, *publisher_.current().zones); kept)
    kept = std::move(of_sheet);
  if (kept) return;
  const bool cookies_too = config_.cookies_enabled && config_.cookies_secret_file.empty();
  base::log::warning("state-directory: " + kept.error().message +
                     ": after a restart a zone whose file is broken is not served, neither `bailiwick check` nor "
                     "`bailiwick sheet` can say what changes" +
                     (cookies_too ? ", and the secret of DNS cookies is lost at the end" : "") +
                     " (run `install -d -o " + current_user() + ' ' + config_.state_directory +
                     "`, or set state-directory to \"\")");
}

void Service::finish() {
  for (Worker& worker : workers_) worker.finish();
}

void Service::abort() {
  for (Worker& worker : workers_) worker.abort();
}

void Service::join() {
  for (Worker& worker : workers_) worker.join();
}

void Service::ping(std::uint64_t ping) {
  for (Worker& worker : workers_) worker.ping(ping);
}

bool Service::all_answered(std::uint64_t ping) const {
  return std::ranges::all_of(workers_, [&](const Worker& worker) { return worker.answered() >= ping; });
}

metrics::Sums Service::sums() const {
  metrics::Sums sums{};
  for (const Worker& worker : workers_)
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += worker.counters().get(static_cast<metrics::Counter>(i));
  return sums;
}

std::string Service::counters_text() const {
  std::string text;
  const metrics::Sums sums = this->sums();
  for (std::size_t i = 0; i < sums.size(); ++i)
    if (sums[i] > 0)
      text += (text.empty() ? "" : " ") + std::string(counter_name(static_cast<metrics::Counter>(i))) + '=' +
              std::to_string(sums[i]);
  return text.empty() ? "no queries" : text;
}

}  // namespace bailiwick::daemon
