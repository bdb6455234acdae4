#include "daemon/zones_log.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>
#include <vector>

#include "base/log.h"
#include "publish/waivers.h"
#include "daemon/privileges.h"
#include "dnssec/signed_until.h"

namespace bailiwick::daemon {
namespace {

constexpr base::Level kWorstFirst[] = {base::Level::Fatal, base::Level::Error, base::Level::Warning, base::Level::Info};

std::string serial_text(const zone::Zone& zone) {
  const auto serial = zone.serial();
  return serial ? "serial " + std::to_string(*serial) : "no serial";
}

std::string records_text(const zone::Zone& zone) {
  return std::to_string(zone.record_count()) + (zone.record_count() == 1 ? " record" : " records");
}

// ", signed until 2026-12-24 (31 days left)"; nothing of a zone that is not signed.
std::string signed_text(std::optional<base::UnixTime> until) {
  return until ? ", " + dnssec::signed_until_text(*until, base::unix_now()) : "";
}

// The first finding between zones that concerns the zone and by itself keeps it from going live.
const base::Finding* reason_between(const publish::WorldOutcome& outcome, std::size_t at, check::Refuse refuse) {
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

// The first finding that by itself keeps a zone from going live; null where it was counted only.
const base::Finding* reason(const publish::WorldOutcome& outcome, std::size_t at, check::Refuse refuse) {
  const base::Findings& findings = outcome.zones[at].findings;
  for (const base::Finding& finding : findings.kept()) {
    base::Findings alone;
    alone.add(finding);
    if (check::keeps_from_going_live(alone, refuse)) return &finding;
  }
  return reason_between(outcome, at, refuse);
}

// " because of A05 at example.com.zone:4:12": what it means has been told.
std::string reason_text(const base::Finding* finding) {
  if (finding == nullptr || finding->code.empty()) return " for the reason above";
  return " because of " + finding->code +
         (finding->places.empty() ? "" : " at " + base::place_text(finding->places.front()));
}

void log_waived(const publish::Judged& judged, const std::string& of) {
  const std::size_t waived = judged.waived.size() + judged.unseen;
  if (waived > 0)
    base::log::info(of + ": " + std::to_string(waived) + (waived == 1 ? " finding is" : " findings are") +
                    " allowed by waivers in the zone files");
}

void log_level(const base::Findings& findings, base::Level level, const std::string& zone_name) {
  for (const base::Finding& found : findings.kept()) {
    if (found.level != level) continue;
    base::Finding finding = found;
    if (finding.subject.empty()) finding.subject = zone_name;
    base::log::finding(finding);
  }
}

void log_dropped(const base::Findings& findings, const std::string& of) {
  if (findings.dropped() > 0) base::log::warning(of + "and " + std::to_string(findings.dropped()) + " more findings");
}

}  // namespace

void log_findings(const base::Findings& findings) {
  for (const base::Finding& finding : findings.kept()) base::log::finding(finding);
  log_dropped(findings, "");
}

void log_found(std::span<const config::ZoneEntry> entries, publish::WorldOutcome& outcome, check::Refuse refuse) {
  const std::string today = base::today();
  base::Findings complaints;
  std::vector<base::Waiver> waivers;
  for (std::size_t at = 0; at < entries.size(); ++at) {
    publish::ZoneOutcome& zone = outcome.zones[at];
    waivers.insert(waivers.end(), zone.waivers.begin(), zone.waivers.end());
    publish::Judged judged = publish::apply_waivers(zone.findings, zone.waivers, today, refuse);
    log_waived(judged, "zone " + entries[at].name);
    complaints.append(std::move(judged.complaints));
    zone.findings = std::move(judged.open);
  }
  // What is wrong with the waivers has been said of their zones.
  const publish::Judged between = publish::apply_waivers(outcome.world.findings, waivers, today, refuse);
  log_waived(between, "between zones");
  for (const base::Level level : kWorstFirst) {
    for (std::size_t at = 0; at < entries.size(); ++at) log_level(outcome.zones[at].findings, level, entries[at].name);
    log_level(between.open, level, "");
  }
  for (std::size_t at = 0; at < entries.size(); ++at)
    log_dropped(outcome.zones[at].findings, "zone " + entries[at].name + ": ");
  log_dropped(between.open, "");
  for (const base::Finding& complaint : complaints.kept())
    if (complaint.level > base::Level::Info) base::log::finding(complaint);
}

void log_served(const config::ZoneEntry& entry, const zone::Zone* before, const zone::Zone& after,
                std::optional<base::UnixTime> signed_until) {
  if (!base::log::wants(base::log::Severity::Info)) return;
  std::string text = "zone " + entry.name + ": ";
  if (before == nullptr)
    text += "loaded " + serial_text(after);
  else if (before->serial() == after.serial())
    text += serial_text(after) + " as before";
  else
    text += serial_text(*before) + " -> " + (after.serial() ? std::to_string(*after.serial()) : "none");
  base::log::info(text + ", " + records_text(after) + signed_text(signed_until));
}

void log_refused(const config::ZoneEntry& entry, const publish::WorldOutcome& outcome, std::size_t at, check::Refuse refuse,
                 const zone::Zone* before, bool starts) {
  std::string text = "zone " + entry.name + ": refused" + reason_text(reason(outcome, at, refuse));
  if (!outcome.zones[at].readable && access(entry.file.c_str(), R_OK) != 0 && errno == EACCES)
    text += "; the server runs as user " + current_user() + ", who must be able to read it";
  if (before != nullptr)
    text += "; still serving " + serial_text(*before);
  else if (starts)
    text += "; answering SERVFAIL";
  base::log::error(text);
}

void log_removed(const answer::ZoneSet& before, const answer::ZoneSet& after) {
  for (std::size_t i = 0; i < before.size(); ++i)
    if (after.number_of(before.origin(i)) == answer::ZoneSet::kNone)
      base::log::info("zone " + to_display(before.origin(i)) + ": removed" +
                      (before.at(i).zone != nullptr ? ", was " + serial_text(*before.at(i).zone) : ""));
}

}  // namespace bailiwick::daemon
