// What a run does to the server beside the zones, and what it leaves for those who ask: a report, a status, a snapshot.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "config/codes.h"
#include "config/load.h"
#include "daemon/commands/zone_replies.h"
#include "daemon/service.h"

namespace bailiwick::daemon {
namespace {

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

control::Reason not_applied(const std::string& option) {
  return {.code = {},
          .message = option + ": cannot be applied, the previous value stays in use",
          .file = {},
          .help = "see the log, correct the cause and reload"};
}

}  // namespace

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
  has_config_errors_ = !loaded.usable();
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
  next->has_config_errors = has_config_errors_;
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

}  // namespace bailiwick::daemon
