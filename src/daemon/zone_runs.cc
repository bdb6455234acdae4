#include "daemon/zone_runs.h"

#include <optional>
#include <utility>

#include "base/log.h"
#include "base/stable_hash.h"
#include "config/registries.h"
#include "daemon/zones_log.h"
#include "publish/registered_hosts.h"
#include "publish/world_loader.h"

namespace bailiwick::daemon {
namespace {

// Of all that the rules of registries say.
std::uint64_t key_of(const std::vector<delegation::registry::Profile>& profiles) {
  base::StableHash hash;
  for (const delegation::registry::Profile& profile : profiles) {
    hash.add(profile.name + '\n' + profile.title + '\n' + profile.registrar + '\n');
    hash.add(static_cast<std::uint32_t>(profile.assumed));
    for (const wire::Name& suffix : profile.suffixes) hash.add(suffix.view().bytes());
    for (const wire::Name& except : profile.except) hash.add(except.view().bytes());
    for (const delegation::registry::Rule& rule : profile.rules) {
      hash.add(static_cast<std::uint32_t>(rule.key));
      hash.add(rule.least);
      hash.add(rule.most);
      for (const std::string& word : rule.words) hash.add(word + '\n');
    }
  }
  return hash.value();
}

}  // namespace

publish::RunOutcome ZoneRuns::run(const config::Config& config, const Asked& asked) {
  auto profiles = config::all_registries(config);
  reject_ = config.checks.reject;
  std::vector<std::string> problems;
  std::optional<publish::KeptVersions> kept;
  if (!keeper_) {
    keeper_ = std::make_unique<publish::Keeper>(config.state_directory);
    kept.emplace(keeper_->begin(config.zones_directory, base::unix_now(), problems));
  }
  const publish::RunOptions options{
      .load = {.load = {.max_ttl = config.load.max_ttl}, .check = config::check_options(config, base::unix_now())},
      .reject = reject_,
      .reachability = reject_ == check::Reject::Unreachable || reject_ == check::Reject::Error,
      .registries_key = key_of(profiles),
      .registered = registered(config),
      .removals_decided = config.zones_listed,
      .allow_removals = asked.allow_removals,
      .removals_allowed_of = asked.allow_removals_of,
      .kept = kept ? &*kept : nullptr,
      .begin = asked.begin,
      .committed = asked.committed,
  };
  publish::RunOutcome outcome = zones_.run(publish::zone_files(config, profiles), options);
  outcome.store_problems.insert(outcome.store_problems.begin(), problems.begin(), problems.end());
  keeper_->count(zones_);
  profiles_ = std::move(profiles);  // moving leaves what was borrowed where it is
  log_run(outcome, reject_, !asked.is_start || !config.strict);
  return outcome;
}

publish::RunOutcome ZoneRuns::run_some(const std::vector<std::string>& names, const std::function<void()>& committed) {
  publish::RunOutcome outcome = zones_.run_some(names, committed);
  if (keeper_) keeper_->count(zones_);
  log_run(outcome, reject_);
  return outcome;
}

base::Result<void> ZoneRuns::keep(const std::string& state_directory) {
  if (keeper_->directory() != state_directory) keeper_->move_to(state_directory, zones_);
  auto kept = keeper_->keep(zones_, base::unix_now());
  for (const std::string& problem : keeper_->take_problems()) base::log::error(problem);
  return kept;
}

// The same object as long as the file says the same.
std::shared_ptr<const check::RegisteredHosts> ZoneRuns::registered(const config::Config& config) {
  publish::RegisteredFile file = publish::read_registered_hosts(config);
  registered_applied_ = file.hosts || config.registered_hosts.empty();
  if (!registered_applied_ && registered_) {
    base::Findings errors;  // the rest says what follows where there was no list before
    for (const base::Finding& finding : file.findings.kept())
      if (finding.level >= base::Level::Error) errors.add(finding);
    log_findings(errors);
    base::log::error("registered-hosts: " + config.registered_hosts +
                     " has errors; the list read before stays in use (fix: correct the file and reload)");
    return registered_;
  }
  log_findings(file.findings);
  if (!file.hosts) return registered_ = nullptr;
  if (registered_ && file.text == registered_text_ && registered_->file() == file.hosts->file()) return registered_;
  registered_text_ = std::move(file.text);
  return registered_ = std::make_shared<const check::RegisteredHosts>(std::move(*file.hosts));
}

}  // namespace bailiwick::daemon
