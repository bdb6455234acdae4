#include "daemon/server_target.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/version.h"
#include "daemon/commands/zone_replies.h"
#include "rr/table.h"

namespace bailiwick::daemon {
namespace {

using control::Attention;
using control::ZoneState;

constexpr std::size_t kMostSigned = 10;
constexpr base::UnixTime kSoon = 7 * 24 * 3600;  // signatures that end sooner want attention

std::uint64_t& count(control::StatusReport& report, ZoneState state) {
  return report.zones[static_cast<std::size_t>(state)];
}

std::string counted_zones(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " zone" : " zones");
}

void add_attention(control::StatusReport& report) {
  if (const auto n = count(report, ZoneState::NotLoaded); n > 0)
    report.attention.push_back(
        {counted_zones(n) + " not loaded, answering SERVFAIL", "correct the zone files named above, then run `bailiwick reload`"});
  if (const auto n = count(report, ZoneState::PreviousVersion); n > 0)
    report.attention.push_back({counted_zones(n) + " in a previous version, because the new one was rejected",
                                "correct the zone files named above, then run `bailiwick reload`"});
  if (const auto n = count(report, ZoneState::Held); n > 0)
    report.attention.push_back({counted_zones(n) + " still served although the file or entry is gone",
                                "put it back, or run `bailiwick remove ZONE`"});
  for (const control::SignedZone& zone : report.expires_first)
    if (zone.until < report.now + kSoon)
      report.attention.push_back(
          {"signatures of " + zone.zone + (zone.until <= report.now ? " have expired" : " expire in less than 7 days"),
           "re-sign the zone, then run `bailiwick reload " + zone.zone + '`'});
}

}  // namespace

ServerTarget::ServerTarget(Service& service, Work work, std::function<bool()> is_working)
    : service_(service), work_(std::move(work)), is_working_(std::move(is_working)) {}

control::StatusReport ServerTarget::status() {
  const auto snapshot = service_.snapshot();
  control::StatusReport report;
  report.version = base::kVersion;
  report.config = snapshot->config_path;
  report.pid = ::getpid();
  report.started = started_;
  report.now = base::unix_now();
  report.listening = snapshot->listening;
  report.not_bound = snapshot->not_bound;
  report.not_kept = service_.not_kept();
  report.answering = !report.listening.empty();
  for (const control::ZoneResult& zone : snapshot->bad) ++count(report, zone.state);
  const metrics::Standing& standing = snapshot->standing;
  count(report, ZoneState::Ok) =
      standing.zones_up_to_date - std::min(standing.zones_up_to_date, std::size_t{count(report, ZoneState::Held)});
  report.signed_zones = standing.zones_signed;
  for (std::size_t i = 0; i < std::min(kMostSigned, standing.signed_zones.size()); ++i) {
    std::string name = standing.signed_zones[i].name;
    if (name.size() > 1) name.pop_back();
    report.expires_first.push_back({std::move(name), standing.signed_zones[i].until});
  }
  report.last_reload = snapshot->last_reload;
  report.log_level = control::level_name(level_.value_or(snapshot->log_level));
  if (snapshot->has_config_errors)
    report.attention.push_back({"the config has errors; the previous config stays in effect",
                                "correct it (`bailiwick check` names each error), then run `bailiwick reload`"});
  for (const std::string& option : snapshot->problems)
    report.attention.push_back({"option `" + option + "` could not be applied; its previous value is in effect",
                                "correct the cause that the log names, then run `bailiwick reload`"});
  add_attention(report);
  return report;
}

std::vector<control::ZoneResult> ServerTarget::bad_zones(std::size_t most) {
  const auto snapshot = service_.snapshot();
  const auto end = snapshot->bad.begin() + static_cast<std::ptrdiff_t>(std::min(most, snapshot->bad.size()));
  return {snapshot->bad.begin(), end};
}

std::optional<control::ZoneResult> ServerTarget::zone_status(const std::string& zone) {
  const auto snapshot = service_.snapshot();
  const auto bad = std::ranges::find(snapshot->bad, zone, &control::ZoneResult::zone);
  if (bad != snapshot->bad.end()) return *bad;
  const auto origin = wire::Name::from_text(zone);
  const auto zones = service_.zones();
  const auto* served = origin ? zones->find_origin(*origin) : nullptr;
  if (served == nullptr || served->zone == nullptr) return std::nullopt;
  control::ZoneResult result{.zone = zone, .state = ZoneState::Ok};
  result.serial_before = result.serial_after = served->zone->serial();
  return result;
}

void ServerTarget::run(const RunRequest& request, OnOutcome done) {
  auto report = std::make_shared<RunReport>();
  report->result = RunReport::Result::Failed;
  report->failure = "the run ended early; the log says why";
  work_(
      "reloading", [this, request, report] { *report = service_.run(request); },
      [this, report, done = std::move(done)] {
        level_.reset();
        done(*report);
      });
}

void ServerTarget::remove(const std::string& zone, OnOutcome done) {
  run({.everything = true, .zones = {zone}, .allow_removals_of = {zone}},
      [zone, done = std::move(done)](const RunReport& report) {
        RunReport shown = report;
        for (control::ZoneResult& result : shown.zones) {
          if (result.zone != zone || result.state == ZoneState::Removed) continue;
          result.state = ZoneState::Held;
          if (!result.reason)
            result.reason = control::Reason{.code = {},
                                            .message = "its file or its entry in the config is still there",
                                            .file = {},
                                            .help = "delete it, then run `bailiwick remove " + zone + "` again"};
        }
        done(shown);
      });
}

control::Stats ServerTarget::stats() {
  control::Stats stats{.started = started_, .now_ms = base::now().monotonic_ns / 1'000'000};
  const metrics::Sums sums = service_.sums();
  for (std::size_t i = 0; i < sums.size(); ++i)
    stats.counters.emplace_back(counter_name(static_cast<metrics::Counter>(i)), sums[i]);
  return stats;
}

base::Result<ZoneText> ServerTarget::zone_text(const std::string& zone, const std::string& name,
                                               const std::string& type) {
  const auto origin = wire::Name::from_text(zone);
  const auto zones = service_.zones();
  const auto* served = origin ? zones->find_origin(*origin) : nullptr;
  if (served == nullptr) return base::fail("zone " + zone + " is not configured");
  if (served->zone == nullptr) return base::fail("zone " + zone + " is not loaded, so there is nothing to print");
  zone::TextPart part;
  if (!name.empty()) {
    const auto typed = wire::Name::from_text(name);
    if (!typed) return base::fail("'" + name + "' is not a valid name");
    part.node = served->zone->find_exact(*typed);
    if (part.node == zone::kNoNode) return base::fail(name + " does not exist in zone " + zone);
  }
  if (!type.empty()) {
    part.type = rr::type_from_text(type);
    if (!part.type) return base::fail("'" + type + "' is not a valid record type");
  }
  return daemon::zone_text(served->zone, part);
}

void ServerTarget::set_log_level(std::optional<base::log::Severity> level) {
  const auto snapshot = service_.snapshot();
  level_ = level;
  base::log::configure(level.value_or(snapshot->log_level), snapshot->log_format);
}

base::Result<std::string> ServerTarget::roll_cookie() {
  if (is_working_()) return base::fail("a reload is at work; try again when it is done");
  return service_.roll_cookie();
}

}  // namespace bailiwick::daemon
