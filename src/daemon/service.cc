#include "daemon/service.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "config/codes.h"
#include "config/values.h"
#include "daemon/privileges.h"
#include "daemon/settings.h"

namespace bailiwick::daemon {
namespace {

// Workers let go of the old zones within a batch; this only bounds the wait for one that is stuck.
constexpr int kRetireAttempts = 2000;
constexpr auto kRetirePause = std::chrono::milliseconds(1);

std::string zones_text(std::size_t count) {
  return (count == 0 ? "no" : std::to_string(count)) + (count == 1 ? " zone" : " zones");
}

std::size_t served_count(const answer::ZoneSet& zones) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < zones.size(); ++i) count += zones.at(i).zone != nullptr ? 1 : 0;
  return count;
}

std::string files_refused(std::size_t count) {
  return std::string(count == 1 ? "its file is" : "their files are") + " refused (the log says why)";
}

std::string list_of(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) text += (i > 0 ? ", " : "") + names[i];
  return names.size() > kMost ? text + " and " + std::to_string(names.size() - kMost) + " more" : text;
}

}  // namespace

Service::Service(std::string config_path, config::Config config, LoadedZones zones)
    : config_path_(std::move(config_path)),
      config_(std::move(config)),
      publisher_(served(zones.zones, config_)),
      connections_(config_.tcp_connections, config_.tcp_connections_per_client) {
  note(std::move(zones));
}

void Service::start(std::vector<OpenedAddress> addresses, const std::function<void()>& ended) {
  const std::size_t count = addresses.empty() ? 0 : addresses.front().sockets.size();
  for (std::size_t i = 0; i < count; ++i) workers_.emplace_back(publisher_, connections_, config_.tcp_idle_timeout_ms);
  for (OpenedAddress& address : addresses) {
    listening_.push_back(address.endpoint);
    auto sockets = address.sockets.begin();
    for (Worker& worker : workers_) worker.open(endpoint_text(address.endpoint), std::move(*sockets++));
  }
  for (Worker& worker : workers_) worker.start(ended);
}

void Service::reload() {
  base::log::info("reloading config and zones");
  ++standing_.reloads_failed;  // taken back at the end, if it comes to that
  config::Loaded loaded = config::load_file(config_path_);
  // A folder that was emptied or not mounted must not take down what is served.
  const bool all_gone = loaded.usable() && loaded.config.zones.empty() && publisher_.current().zones->size() > 0;
  for (const base::Finding& finding : loaded.findings.kept())
    if (!all_gone || finding.code != config::kZonesDirectory) base::log::finding(finding);
  if (!loaded.usable()) {
    base::log::error("the config has errors: everything stays as it was; correct it and reload again");
    return;
  }
  if (all_gone) {
    base::log::error("all zones are gone from " + loaded.config.zones_directory +
                     ": everything stays as it was; put them back and reload again, or restart to serve none");
    return;
  }
  const std::vector<std::string> refused = publish(loaded.config);
  apply(loaded.config);
  free_retired();
  --standing_.reloads_failed;
  ++(refused.empty() ? standing_.reloads_good : standing_.reloads_zones_refused);
  if (refused.empty())
    base::log::info("reloaded: " + status());
  else
    base::log::warning("reloaded: " + status() + "; refused: " + list_of(refused));
}

std::vector<std::string> Service::publish(const config::Config& next) {
  const publish::Served before = publisher_.current();
  LoadedZones zones = load_zones(next, before.zones.get());
  publisher_.publish(served(zones.zones, next));
  std::vector<std::string> refused = std::move(zones.refused_names);
  note(std::move(zones));
  return refused;
}

void Service::note(LoadedZones zones) {
  standing_.zones_up_to_date = served_count(*zones.zones) - zones.kept;
  standing_.zones_kept = zones.kept;
  standing_.zones_left_out = zones.left_out;
  standing_.zones_signed = zones.signed_count;
  standing_.signed_zones = std::move(zones.signed_zones);
  if (zones.refused() == 0) standing_.last_good_load = base::unix_now();
}

publish::Served Service::served(std::shared_ptr<const answer::ZoneSet> zones, const config::Config& config) {
  publish::Served next{.zones = std::move(zones), .settings = answer_settings(config)};
  next.settings.cookies = cookies_.take(config, base::now().unix_s);
  return next;
}

// What the config says beside the zones.
void Service::apply(const config::Config& next) {
  base::log::configure(next.log_level, next.log_format);
  for (const std::string& option : changes_for_restart(config_, next))
    base::log::warning("`" + option + "` has changed in the config: that takes a restart");
  connections_.set_limits(next.tcp_connections, next.tcp_connections_per_client);
  if (config_.tcp_idle_timeout_ms != next.tcp_idle_timeout_ms)
    for (Worker& worker : workers_) worker.set_tcp_idle_timeout_ms(next.tcp_idle_timeout_ms);
  apply_listen(next.listen);
  // What only a restart changes stays as it is, so that every reload until then says so again.
  const unsigned workers = config_.workers;
  const std::string user = config_.user;
  config_ = next;
  config_.workers = workers;
  config_.user = user;
}

void Service::apply_listen(const std::vector<config::Endpoint>& wanted) {
  const auto added = missing_from(listening_, wanted);
  const auto removed = missing_from(wanted, listening_);
  Opened opened = open_addresses(added, workers_.size(), !listening_.empty());
  log_opened(opened);
  if (!opened.problems.empty()) {
    base::log::error("`listen` has changed and cannot be applied: still listening on " + listen_text(listening_));
    return;
  }
  for (OpenedAddress& address : opened.addresses) {
    auto sockets = address.sockets.begin();
    for (Worker& worker : workers_) worker.open(endpoint_text(address.endpoint), std::move(*sockets++));
  }
  for (const config::Endpoint& endpoint : removed)
    for (Worker& worker : workers_) worker.close(endpoint_text(endpoint));
  listening_ = wanted;
  if (!added.empty() || !removed.empty()) base::log::info("now listening on " + listen_text(listening_));
}

void Service::free_retired() {
  for (Worker& worker : workers_) worker.refresh();
  for (int i = 0; i < kRetireAttempts && publisher_.free_retired() > 0; ++i) std::this_thread::sleep_for(kRetirePause);
  // Two generations of the zones were in memory; hand the older one's pages back.
  malloc_trim(0);
}

void Service::keep_published() {
  const auto kept = keeper_.keep(config_.state_directory, *publisher_.current().zones);
  if (kept) return;
  const bool cookies_too = config_.cookies_enabled && config_.cookies_secret_file.empty();
  base::log::warning("state-directory: " + kept.error().message +
                     ": neither `bailiwick check` nor `bailiwick sheet` can say what changes" +
                     (cookies_too ? ", and the secret of DNS cookies is lost at the end" : "") +
                     " (run `install -d -o " + current_user() + ' ' + config_.state_directory +
                     "`, or set state-directory to \"\")");
}

std::string Service::status() const {
  const std::size_t served = served_count(*publisher_.current().zones);
  std::string text = "serving " + zones_text(served) + " on " + listen_text(listening_);
  const std::size_t kept = standing_.zones_kept;
  const std::size_t left_out = standing_.zones_left_out;
  if (kept > 0)
    text += ": " + std::to_string(served - kept) + " up to date, " + std::to_string(kept) +
            " kept in the old version because " + files_refused(kept);
  if (left_out > 0)
    text += "; " + zones_text(left_out) + " left out, answering SERVFAIL, because " + files_refused(left_out);
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
