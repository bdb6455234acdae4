#include "daemon/zones.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "answer/link.h"
#include "base/clock.h"
#include "base/pool.h"
#include "daemon/registry_profiles.h"
#include "daemon/settings.h"
#include "daemon/systemd_notify.h"
#include "daemon/zones_log.h"
#include "dnssec/signed_until.h"
#include "publish/registered_hosts.h"
#include "publish/serial.h"
#include "publish/world_loader.h"
#include "zone/compare.h"

namespace bailiwick::daemon {
namespace {

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

// Without a zone where there was none.
answer::ZoneSet::Entry entry_before(const answer::ZoneSet* before, const wire::Name& origin) {
  const auto* entry = before != nullptr ? before->find_origin(origin) : nullptr;
  return entry != nullptr ? answer::ZoneSet::Entry{origin, entry->zone, entry->linked}
                          : answer::ZoneSet::Entry{origin, nullptr};
}

void check_serials(const config::Config& config, const answer::ZoneSet& before, publish::WorldOutcome& outcome) {
  for (std::size_t at = 0; at < config.zones.size(); ++at) {
    publish::ZoneOutcome& zone = outcome.zones[at];
    const auto origin = wire::Name::from_text(config.zones[at].name);
    const auto* old = origin ? before.find_origin(*origin) : nullptr;
    if (old == nullptr || old->zone == nullptr || zone.refused) continue;
    const auto from = old->zone->serial();
    const auto to = zone.zone->serial();
    if (!from || !to) continue;
    const bool has_changed = *from == *to && !zone::same_records(*old->zone, *zone.zone);
    if (auto found = publish::compare_serials(*from, *to, has_changed, config.zones[at].name, config.zones[at].file))
      zone.findings.add(std::move(*found));
  }
}

// The ready answers of each zone that may go live.
std::vector<std::shared_ptr<const answer::LinkedAnswers>> link_all(const publish::WorldOutcome& outcome) {
  std::vector<std::shared_ptr<const answer::LinkedAnswers>> linked(outcome.zones.size());
  base::in_parallel(linked.size(), [&](std::size_t i) {
    const publish::ZoneOutcome& zone = outcome.zones[i];
    if (!zone.refused) linked[i] = std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*zone.zone));
  });
  return linked;
}

void keep_first_to_expire(LoadedZones& loaded) {
  loaded.signed_count = loaded.signed_zones.size();
  std::ranges::sort(loaded.signed_zones, {}, &metrics::SignedZone::until);
  loaded.signed_zones.resize(std::min(loaded.signed_count, metrics::kMostSignedZones));
}

}  // namespace

LoadedZones load_zones(const config::Config& config, const answer::ZoneSet* before) {
  const check::Refuse refuse = refuse_policy(config.refuse);
  const auto profiles = registry_profiles(config);
  const publish::LoadOptions options{.load = load_options(config), .check = check_options(config)};
  Progress progress;
  std::function<void(const publish::ZoneFile&)> begin;
  if (before == nullptr) begin = [&](const publish::ZoneFile& file) { progress.begin(file); };
  const publish::RegisteredFile registered = publish::read_registered_hosts(config);
  log_findings(registered.findings);
  publish::WorldOutcome outcome = publish::load_world(publish::zone_files(config, profiles), refuse, options,
                                                      {.registered = registered.get(), .begin = begin});
  auto linked = link_all(outcome);
  LoadedZones loaded;
  std::vector<answer::ZoneSet::Entry> entries;
  entries.reserve(config.zones.size());
  if (before != nullptr) check_serials(config, *before, outcome);
  log_found(config.zones, outcome, refuse);
  const base::UnixTime now = base::unix_now();
  for (std::size_t at = 0; at < config.zones.size(); ++at) {
    const config::ZoneEntry& entry = config.zones[at];
    publish::ZoneOutcome& zone = outcome.zones[at];
    const auto origin = wire::Name::from_text(entry.name);
    if (!origin) continue;  // the config has seen to that
    answer::ZoneSet::Entry old = entry_before(before, *origin);
    const zone::Zone* served = zone.refused ? old.zone.get() : zone.zone.get();
    const auto signed_until = served != nullptr ? dnssec::signed_until(*served, now) : std::nullopt;
    if (signed_until) loaded.signed_zones.push_back({to_text(*origin), *signed_until});
    if (zone.refused) {
      ++(old.zone != nullptr ? loaded.kept : loaded.left_out);
      loaded.refused_names.push_back(entry.name);
      log_refused(entry, outcome, at, refuse, old.zone.get(), before != nullptr || !config.strict);
      entries.push_back(std::move(old));
      continue;
    }
    log_served(entry, old.zone.get(), *zone.zone, signed_until);
    entries.push_back({*origin, std::move(zone.zone), std::move(linked[at])});
  }
  keep_first_to_expire(loaded);
  loaded.zones = std::make_shared<const answer::ZoneSet>(std::move(entries));
  if (before != nullptr) log_removed(*before, *loaded.zones);
  return loaded;
}

}  // namespace bailiwick::daemon
