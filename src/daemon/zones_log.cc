#include "daemon/zones_log.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>

#include "base/clock.h"
#include "base/log.h"
#include "check/waivers.h"
#include "daemon/privileges.h"

namespace bailiwick::daemon {
namespace {

std::string serial_text(const zone::Zone& zone) {
  const auto serial = zone.serial();
  return serial ? "serial " + std::to_string(*serial) : "no serial";
}

std::string records_text(const zone::Zone& zone) {
  return std::to_string(zone.record_count()) + (zone.record_count() == 1 ? " record" : " records");
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

// Logs what is left of the findings. Returns what is wrong with the waivers.
base::Findings log_open(const base::Findings& findings, std::span<const base::Waiver> waivers,
                        const std::string& zone_name, check::Refuse refuse) {
  check::Judged judged = check::apply_waivers(findings, waivers, base::today(), refuse);
  log_findings(judged.open, zone_name);
  const std::size_t waived = judged.waived.size() + judged.unseen;
  if (waived > 0)
    base::log::info((zone_name.empty() ? "between zones: " : "zone " + zone_name + ": ") + std::to_string(waived) +
                    (waived == 1 ? " finding is" : " findings are") + " allowed by waivers in the zone files");
  return std::move(judged.complaints);
}

}  // namespace

void log_findings(const base::Findings& findings, const std::string& zone_name) {
  for (base::Finding finding : findings.kept()) {
    if (finding.subject.empty()) finding.subject = zone_name;
    base::log::finding(finding);
  }
  if (findings.dropped() > 0)
    base::log::warning((zone_name.empty() ? "" : "zone " + zone_name + ": ") + "and " +
                       std::to_string(findings.dropped()) + " more findings");
}

void log_found_between(const WorldOutcome& outcome, check::Refuse refuse) {
  std::vector<base::Waiver> waivers;
  for (const ZoneOutcome& zone : outcome.zones) waivers.insert(waivers.end(), zone.waivers.begin(), zone.waivers.end());
  log_open(outcome.world.findings, waivers, "", refuse);  // what is wrong with the waivers is said zone by zone
}

void log_found(const ZoneOutcome& outcome, const std::string& zone_name, check::Refuse refuse) {
  const base::Findings complaints = log_open(outcome.findings, outcome.waivers, zone_name, refuse);
  for (const base::Finding& complaint : complaints.kept())
    if (complaint.level > base::Level::Info) base::log::finding(complaint);
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

void log_refused(const config::ZoneEntry& entry, const WorldOutcome& outcome, std::size_t at, check::Refuse refuse,
                 const zone::Zone* before) {
  std::string text = "zone " + entry.name + ": refused: " + reason(outcome, at, refuse);
  if (!outcome.zones[at].readable && access(entry.file.c_str(), R_OK) != 0 && errno == EACCES)
    text += "; the server runs as user " + current_user() + ", who must be able to read it";
  text += before != nullptr ? "; still serving " + serial_text(*before) : "; answering SERVFAIL";
  base::log::error(text);
}

void log_removed(const zone::ZoneSet& before, const zone::ZoneSet& after) {
  for (const auto& entry : before.entries())
    if (after.find_origin(entry.origin) == nullptr)
      base::log::info("zone " + to_display(entry.origin) + ": removed" +
                      (entry.zone != nullptr ? ", was " + serial_text(*entry.zone) : ""));
}

}  // namespace bailiwick::daemon
