#include "daemon/zones_log.h"

#include <span>
#include <utility>
#include <vector>

#include "base/log.h"
#include "daemon/privileges.h"
#include "publish/outcome_text.h"
#include "publish/waivers.h"

namespace bailiwick::daemon {
namespace {

constexpr base::Level kWorstFirst[] = {base::Level::Fatal, base::Level::Error, base::Level::Warning, base::Level::Info};

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

namespace {

void log_found(const publish::RunOutcome& outcome, check::Reject reject) {
  const std::string today = base::today();
  base::Findings complaints;
  std::vector<base::Waiver> waivers;
  std::vector<base::Findings> open;
  for (const publish::FoundInZone& zone : outcome.found) {
    waivers.insert(waivers.end(), zone.waivers.begin(), zone.waivers.end());
    publish::Judged judged = publish::apply_waivers(zone.findings, zone.waivers, today, reject);
    log_waived(judged, "zone " + zone.zone);
    complaints.append(std::move(judged.complaints));
    open.push_back(std::move(judged.open));
  }
  // What is wrong with the waivers has been said of their zones.
  const publish::Judged between = publish::apply_waivers(outcome.between, waivers, today, reject);
  log_waived(between, "between zones");
  for (const base::Level level : kWorstFirst) {
    for (std::size_t at = 0; at < open.size(); ++at) log_level(open[at], level, outcome.found[at].zone);
    log_level(between.open, level, "");
  }
  for (std::size_t at = 0; at < open.size(); ++at) log_dropped(open[at], "zone " + outcome.found[at].zone + ": ");
  log_dropped(between.open, "");
  for (const base::Finding& complaint : complaints.kept())
    if (complaint.level > base::Level::Info) base::log::finding(complaint);
}

}  // namespace

void log_run(const publish::RunOutcome& outcome, check::Reject reject, bool answers) {
  for (const std::string& problem : outcome.store_problems) base::log::error("state-directory: " + problem);
  log_found(outcome, reject);
  const base::UnixTime now = base::unix_now();
  const std::string user = current_user();
  for (const publish::Outcome& zone : outcome.zones) {
    switch (zone.became) {
      case publish::Became::Published:
      case publish::Became::Unchanged:
      case publish::Became::Removed:
        if (base::log::wants(base::log::Severity::Info)) base::log::info(publish::outcome_text(zone, now));
        break;
      case publish::Became::KeptOld:
      case publish::Became::LeftOut:
      case publish::Became::Held:
        base::log::error(publish::outcome_text(zone, now, user) +
                         (zone.became == publish::Became::LeftOut && answers ? "; answering SERVFAIL" : ""));
        break;
    }
  }
  for (const std::string& loss : outcome.losses) base::log::error("removal: " + loss);
}

}  // namespace bailiwick::daemon
