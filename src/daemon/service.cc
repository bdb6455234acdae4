#include "daemon/service.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "config/codes.h"
#include "config/load.h"
#include "daemon/commands/zone_replies.h"
#include "daemon/privileges.h"

namespace bailiwick::daemon {
namespace {

// Workers let go of the old zones within a batch; this only bounds the wait for one that is stuck.
constexpr int kRetireAttempts = 2000;
constexpr auto kRetirePause = std::chrono::milliseconds(1);

std::string zones_text(std::size_t count) {
  return (count == 0 ? "no" : std::to_string(count)) + (count == 1 ? " zone" : " zones");
}

// Of those zones whose files say something else than what is served.
std::vector<std::string> not_as_proposed(const publish::RunOutcome& outcome) {
  std::vector<std::string> names;
  for (const publish::Outcome& zone : outcome.zones)
    if (zone.became == publish::Became::KeptOld || zone.became == publish::Became::LeftOut ||
        zone.became == publish::Became::Held)
      names.push_back(zone.zone);
  return names;
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) text += (i > 0 ? ", " : "") + names[i];
  return names.size() > kMost ? text + " and " + std::to_string(names.size() - kMost) + " more" : text;
}

// The options that differ and that only a restart can change.
std::vector<std::string> changes_for_restart(const config::Config& before, const config::Config& after) {
  std::vector<std::string> options;
  if (before.workers != after.workers) options.emplace_back("workers");
  if (before.user != after.user) options.emplace_back("user");
  return options;
}

control::Reason not_applied(const std::string& option) {
  return {.code = {},
          .message = option + ": cannot be applied, the previous value stays in use",
          .file = {},
          .help = "see the log, correct the cause and reload"};
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

RunReport Service::run(const RunRequest& request) {
  const auto began = std::chrono::steady_clock::now();
  RunReport report;
  if (request.everything) {
    report = reload_all(request);
  } else {
    const publish::RunOutcome outcome = runs_.run_some(request.zones, [this] {
      if (runs_.zones().set() != publisher_.current().zones) publisher_.publish(served(config_));
    });
    note(outcome);
    report = run_report(outcome, request.zones, runs_.zones());
  }
  const auto took = std::chrono::steady_clock::now() - began;
  report.ms = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
  take_snapshot();
  return report;
}

RunReport Service::reload_all(const RunRequest& request) {
  base::log::info("reloading config and zones");
  last_reload_ = base::unix_now();
  ++standing_.reloads_failed;  // taken back at the end, if it comes to that
  const config::Loaded loaded = config::load_file(config_path_, &config_);
  // Of a directory that was emptied, each zone says that its file is gone.
  const bool all_gone = loaded.usable() && loaded.config.zones.empty() && publisher_.current().zones->size() > 0;
  for (const base::Findings* findings : {&loaded.findings, &loaded.auxiliary})
    for (const base::Finding& finding : findings->kept())
      if (!all_gone || finding.code != config::kZonesDirectory || finding.level >= base::Level::Error)
        base::log::finding(finding);
  RunReport report;
  for (const base::Findings* findings : {&loaded.findings, &loaded.auxiliary})
    for (const base::Finding& finding : findings->kept())
      if (finding.level >= base::Level::Error) report.config.push_back(reason_of(finding));
  if (!loaded.usable()) {
    base::log::error("the config has errors: keeps the running config (fix: correct it and reload again)");
    report.result = RunReport::Result::ConfigErrors;
    return report;
  }
  const publish::RunOutcome outcome =
      runs_.run(loaded.config, {.allow_removals = request.allow_removals,
                                .allow_removals_of = request.allow_removals_of,
                                .committed = [&] { publisher_.publish(served(loaded.config)); }});
  note(outcome);
  note_auxiliary(loaded);
  apply(loaded.config);
  --standing_.reloads_failed;
  const std::vector<std::string> options = problems();
  tell_reloaded(outcome, options);
  for (const std::string& option : options)  // of the others there is a finding
    if (std::ranges::find(auxiliary_problems_, option) == auxiliary_problems_.end())
      report.config.push_back(not_applied(option));
  RunReport zones = run_report(outcome, request.zones, runs_.zones());
  zones.config = std::move(report.config);
  return zones;
}

void Service::tell_reloaded(const publish::RunOutcome& outcome, const std::vector<std::string>& options) {
  const bool is_complete = outcome.is_complete() && options.empty();
  ++(is_complete ? standing_.reloads_good : standing_.reloads_zones_rejected);
  if (is_complete) return base::log::info("reloaded: " + status());
  std::string rest;
  if (!outcome.is_complete()) rest += "; rejected or held: " + list_of(not_as_proposed(outcome));
  if (!options.empty()) rest += "; not applied: " + list_of(options);
  base::log::warning("reloaded: " + status() + rest);
}

void Service::take_snapshot() {
  auto next = std::make_shared<Snapshot>();
  next->standing = standing_;
  for (const publish::Zones::State& state : runs_.zones().states()) {
    if (!state.why && !state.is_held && state.live) continue;
    next->bad.push_back(zone_result(state));
  }
  std::ranges::sort(next->bad, [](const control::ZoneResult& a, const control::ZoneResult& b) {
    return a.state != b.state ? a.state < b.state : a.zone < b.zone;
  });
  for (const base::Endpoint& endpoint : listening_.open()) next->listening.push_back(listen_text({endpoint}));
  for (const base::Endpoint& endpoint : missing_from(listening_.open(), config_.listen))
    next->not_bound.push_back(listen_text({endpoint}));
  next->problems = problems();
  next->config_path = config_path_;
  next->log_level = config_.log_level;
  next->log_format = config_.log_format;
  next->last_reload = last_reload_;
  const std::lock_guard lock(snapshot_mutex_);
  snapshot_ = std::move(next);
}

std::shared_ptr<const Service::Snapshot> Service::snapshot() const {
  const std::lock_guard lock(snapshot_mutex_);
  return snapshot_;
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

void Service::note(const publish::RunOutcome& outcome) {
  standing_.zones_up_to_date = outcome.counts.served - outcome.counts.kept_old;
  standing_.zones_kept = outcome.counts.kept_old;
  standing_.zones_left_out = outcome.counts.left_out;
  standing_.signed_zones.clear();
  for (const publish::Zones::State& state : runs_.zones().states())
    if (state.live && state.live->signed_until != 0)
      standing_.signed_zones.push_back({wire::to_text(state.live->zone->origin()), state.live->signed_until});
  standing_.zones_signed = standing_.signed_zones.size();
  std::ranges::sort(standing_.signed_zones, {}, &metrics::SignedZone::until);
  standing_.signed_zones.resize(std::min(standing_.zones_signed, metrics::kMostSignedZones));
  if (outcome.is_complete()) standing_.last_good_load = base::unix_now();
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

std::vector<std::string> Service::problems() const {
  std::vector<std::string> options = auxiliary_problems_;
  for (const Listening* each : {&listening_, &metrics_listening_})
    if (!each->is_complete()) options.push_back(each->option());
  if (!cookies_.is_applied()) options.emplace_back("cookies.secret-file");
  if (!runs_.are_registered_hosts_applied()) options.emplace_back("registered-hosts");
  return options;
}

void Service::note_auxiliary(const config::Loaded& loaded) {
  auxiliary_problems_.clear();
  if (loaded.auxiliary.count(config::kZonesDirectory, base::Level::Error) > 0)
    auxiliary_problems_.emplace_back("zones-directory");
  if (loaded.registries_failed) auxiliary_problems_.emplace_back("registries-directory");
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

std::string Service::status() const {
  const std::size_t kept = standing_.zones_kept;
  const std::size_t served = standing_.zones_up_to_date + kept;
  const std::size_t left_out = standing_.zones_left_out;
  std::string text = "serving " + zones_text(served) + " on " + listen_text(listening_.open());
  if (kept > 0)
    text += ": " + std::to_string(served - kept) + " up to date, " + std::to_string(kept) +
            (kept == 1 ? " in its previous version because the new one was rejected"
                       : " in their previous versions because the new ones were rejected");
  if (left_out > 0)
    text += "; " + zones_text(left_out) + " not loaded, answering SERVFAIL, because " +
            (left_out == 1 ? "its file was rejected" : "their files were rejected");
  return text;
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
