#include "daemon/zones.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <utility>

#include "base/log.h"
#include "daemon/notify.h"
#include "daemon/privileges.h"
#include "daemon/registered_hosts.h"
#include "daemon/registry_profiles.h"
#include "daemon/settings.h"
#include "daemon/world_loader.h"

namespace bailiwick::daemon {
namespace {

constexpr auto kTimeForOneZone = std::chrono::minutes(10);

std::string serial_text(const zone::Zone& zone) {
  const auto serial = zone.serial();
  return serial ? "serial " + std::to_string(*serial) : "no serial";
}

std::string records_text(const zone::Zone& zone) {
  return std::to_string(zone.record_count()) + (zone.record_count() == 1 ? " record" : " records");
}

void log_findings(const base::Findings& findings, const std::string& zone_name) {
  for (base::Finding finding : findings.kept()) {
    if (finding.subject.empty()) finding.subject = zone_name;
    base::log::finding(finding);
  }
  if (findings.dropped() > 0)
    base::log::warning((zone_name.empty() ? "" : "zone " + zone_name + ": ") + "and " +
                       std::to_string(findings.dropped()) + " more findings");
}

// In one line without the help, which the log has just given.
std::string brief(base::Finding finding) {
  finding.help.clear();
  return short_text(finding);
}

// The first finding between zones that concerns the zone and by itself keeps it from going live.
const base::Finding* reason_between(const WorldOutcome& outcome, std::size_t at, check::Refuse refuse) {
  const auto& kept = outcome.world.findings.kept();
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (std::ranges::find(outcome.world.concerned[i], outcome.numbers[at]) == outcome.world.concerned[i].end())
      continue;
    base::Findings alone;
    alone.add(kept[i]);
    if (check::keeps_from_going_live(alone, refuse)) return &kept[i];
  }
  return nullptr;
}

// The first finding that by itself keeps a zone from going live.
std::string reason(const WorldOutcome& outcome, std::size_t at, check::Refuse refuse) {
  const base::Findings& findings = outcome.zones[at].findings;
  for (const base::Finding& finding : findings.kept()) {
    base::Findings alone;
    alone.add(finding);
    if (check::keeps_from_going_live(alone, refuse)) return brief(finding);
  }
  if (const base::Finding* between = reason_between(outcome, at, refuse)) return brief(*between);
  for (const base::Finding& finding : findings.kept())
    if (finding.level >= base::Level::Error) return brief(finding);
  return findings.kept().empty() ? "unknown reason" : brief(findings.kept().front());
}

void log_refused(const config::ZoneEntry& entry, const WorldOutcome& outcome, std::size_t at, check::Refuse refuse,
                 const zone::Zone* before) {
  std::string text = "zone " + entry.name + ": refused: " + reason(outcome, at, refuse);
  if (!outcome.zones[at].readable && access(entry.file.c_str(), R_OK) != 0 && errno == EACCES)
    text += "; the server runs as user " + current_user() + ", who must be able to read it";
  text += before != nullptr ? "; still serving " + serial_text(*before) : "; answering SERVFAIL";
  base::log::error(text);
}

// A10: secondaries fetch a zone only when its serial has risen (RFC 1034 §4.3.5, RFC 1982).
void warn_about_serial(const config::ZoneEntry& entry, const zone::Zone& before, const zone::Zone& after) {
  const auto from = before.serial();
  const auto to = after.serial();
  if (!from || !to || serial_is_after(*to, *from)) return;
  if (*to == *from && same_records(before, after)) return;
  base::log::finding(
      {.level = base::Level::Warning,
       .code = "A10",
       .subject = entry.name,
       .message = *to == *from ? "the zone has changed, but its serial is still " + std::to_string(*to)
                               : "the serial went back from " + std::to_string(*from) + " to " + std::to_string(*to),
       .places = {{.file = entry.file}},
       .help =
           "raise the serial in the SOA above " + std::to_string(*from) + ", or secondaries will keep what they have"});
}

void log_served(const config::ZoneEntry& entry, const zone::Zone* before, const zone::Zone& after) {
  std::string text = "zone " + entry.name + ": ";
  if (before == nullptr)
    text += "loaded " + serial_text(after);
  else if (before->serial() == after.serial())
    text += serial_text(after) + " as before";
  else
    text += serial_text(*before) + " -> " + (after.serial() ? std::to_string(*after.serial()) : "none");
  base::log::info(text + ", " + records_text(after));
}

std::shared_ptr<const zone::Zone> zone_before(const zone::ZoneSet* before, const wire::Name& origin) {
  const auto* entry = before != nullptr ? before->find_origin(origin) : nullptr;
  return entry != nullptr ? entry->zone : nullptr;
}

void log_removed(const zone::ZoneSet& before, const zone::ZoneSet& after) {
  for (const auto& entry : before.entries())
    if (after.find_origin(entry.origin) == nullptr)
      base::log::info("zone " + to_display(entry.origin) + ": removed" +
                      (entry.zone != nullptr ? ", was " + serial_text(*entry.zone) : ""));
}

}  // namespace

LoadedZones load_zones(const config::Config& config, const zone::ZoneSet* before) {
  const check::Refuse refuse = refuse_policy(config.refuse);
  const auto profiles = registry_profiles(config);
  const LoadOptions options{.load = load_options(config), .check = check_options(config)};
  const auto begin = [&](const ZoneFile& file) {
    if (before == nullptr) notify::starting("Loading zone " + file.name, kTimeForOneZone);
  };
  const RegisteredFile registered = read_registered_hosts(config);
  log_findings(registered.findings, "");
  WorldOutcome outcome =
      load_world(zone_files(config, profiles), refuse, options, {.registered = registered.get(), .begin = begin});
  LoadedZones loaded;
  std::vector<zone::ZoneSet::Entry> entries;
  entries.reserve(config.zones.size());
  log_findings(outcome.world.findings, "");
  for (std::size_t at = 0; at < config.zones.size(); ++at) {
    const config::ZoneEntry& entry = config.zones[at];
    ZoneOutcome& zone = outcome.zones[at];
    const auto origin = wire::Name::from_text(entry.name);
    if (!origin) continue;  // the config has seen to that
    std::shared_ptr<const zone::Zone> old = zone_before(before, *origin);
    log_findings(zone.findings, entry.name);
    if (zone.refused) {
      ++loaded.refused;
      log_refused(entry, outcome, at, refuse, old.get());
      entries.push_back({*origin, std::move(old)});
      continue;
    }
    log_served(entry, old.get(), *zone.zone);
    if (old != nullptr) warn_about_serial(entry, *old, *zone.zone);
    entries.push_back({*origin, std::move(zone.zone)});
  }
  loaded.zones = std::make_shared<const zone::ZoneSet>(std::move(entries));
  if (before != nullptr) log_removed(*before, *loaded.zones);
  return loaded;
}

bool same_records(const zone::Zone& a, const zone::Zone& b) {
  if (a.node_count() != b.node_count() || a.rrset_count() != b.rrset_count() || a.record_count() != b.record_count())
    return false;
  for (zone::NodeId node = 0; node < a.node_count(); ++node)
    if (!std::ranges::equal(a.name(node).bytes(), b.name(node).bytes()) || a.rrset_count(node) != b.rrset_count(node))
      return false;
  for (std::size_t i = 0; i < a.rrset_count(); ++i) {
    const zone::RRset x = a.rrset(i);
    const zone::RRset y = b.rrset(i);
    if (x.type() != y.type() || x.ttl() != y.ttl() || x.size() != y.size()) return false;
    for (auto in_x = x.begin(), in_y = y.begin(); in_x != x.end(); ++in_x, ++in_y)
      if (!std::ranges::equal((*in_x).rdata, (*in_y).rdata)) return false;
  }
  return true;
}

bool serial_is_after(std::uint32_t a, std::uint32_t b) {
  return a != b && a - b < 0x80000000U;
}

}  // namespace bailiwick::daemon
