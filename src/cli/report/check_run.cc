// Findings go through the waivers, then through the baseline, then into the report.
#include "cli/report/check_run.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "base/printable.h"
#include "publish/waivers.h"
#include "cli/exit_code.h"
#include "cli/report/sarif_json.h"
#include "dnssec/signed_until.h"

namespace bailiwick::cli {
namespace {

// Of one code and zone. More are counted only, and then neither a waiver of a line nor a baseline can tell them apart.
constexpr std::size_t kKeptPerCode = 5000;
constexpr std::size_t kMost = 100'000;  // unfolded, or for programs

std::size_t most_shown(const CheckSettings& settings) {
  switch (settings.style.form) {
    case Form::Json:
      return kMost;
    case Form::Sarif:
      return kMostSarifResults;
    case Form::Text:
    case Form::Short:
    case Form::Github:
      return settings.all ? kMost : Report::kMostShown;
  }
  return Report::kMostShown;
}

std::uint64_t size_of(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
}

}  // namespace

CheckRun::CheckRun(CheckSettings settings)
    : settings_(std::move(settings)), report_(most_shown(settings_)), progress_(stderr) {}

publish::LoadOptions CheckRun::load_options(const publish::LoadOptions& config) {
  publish::LoadOptions options = config;
  options.load.kept_per_code = settings_.all ? kMost : kKeptPerCode;
  options.load.octets_read = progress_.octets_read();
  options.check.information = true;  // hidden ones are counted
  options.check.verifying = progress_.verifying();
  return options;
}

void CheckRun::begin_zone(const std::string& name, const std::string& file) {
  progress_.begin(base::printable(name), size_of(file));
}

void CheckRun::add_zone(const std::string& name, const std::string& file, const publish::ZoneOutcome& outcome,
                        check::Reject refuse) {
  progress_.end();
  report_.add(judge(outcome.findings, outcome.waivers, refuse, name, file), name, file);
  waivers_.insert(waivers_.end(), outcome.waivers.begin(), outcome.waivers.end());
  CheckedZone zone{.name = name, .file = file, .serial = outcome.zone ? outcome.zone->serial() : std::nullopt};
  zone.is_live = outcome.readable && !outcome.refused && zone.serial;
  if (zone.is_live) zone.signed_until = dnssec::signed_until(*outcome.zone, settings_.now);
  unreadable_ |= !outcome.readable;
  refused_ |= !zone.is_live;
  if (says_more()) print_zone(zone, outcome.readable);
  report_.add_zone(std::move(zone));
}

void CheckRun::add(const base::Findings& findings, check::Reject refuse, const std::string& file) {
  judge(findings, waivers_, refuse, "", file);  // what is wrong with the waivers has been said
}

base::Findings CheckRun::judge(const base::Findings& findings, std::span<const base::Waiver> waivers,
                               check::Reject refuse, const std::string& zone, const std::string& file) {
  publish::Judged judged = publish::apply_waivers(findings, waivers, base::date_text(settings_.now), refuse);
  base::Findings open(SIZE_MAX);
  for (const base::Finding& finding : judged.open.kept()) {
    base::Finding told = finding;
    if (told.subject.empty()) told.subject = zone;
    if (is_in_baseline(told, refuse))
      report_.add_accepted({std::move(told), "baseline " + settings_.baseline_path});
    else if (is_hidden(told.level))
      report_.add_hidden_notes(1);
    else
      open.add(std::move(told));
  }
  for (const std::string& code : judged.open.codes())
    for (const base::Level level : base::kLevels) {
      const std::size_t unseen = judged.open.unseen(code, level);
      if (is_hidden(level))
        report_.add_hidden_notes(unseen);
      else
        open.add_unseen(level, code, unseen);
    }
  for (publish::Waived& waived : judged.waived) report_.add_accepted({std::move(waived.finding), std::move(waived.by)});
  report_.add_accepted_unseen(judged.unseen);
  report_.add(open, zone, file);
  return std::move(judged.complaints);
}

// With a baseline to be written, all that can be accepted is.
bool CheckRun::is_in_baseline(const base::Finding& finding, check::Reject refuse) {
  if (!publish::can_be_waived(finding, refuse)) return false;
  const bool is_known = settings_.baseline && settings_.baseline->accepts(finding);
  if (settings_.write_baseline_path.empty() || is_hidden(finding.level)) return is_known;
  accepted_.push_back(finding);
  return true;
}

bool CheckRun::is_hidden(base::Level level) const {
  return level == base::Level::Info && !settings_.all && settings_.fail_on != base::Level::Info;
}

void CheckRun::print_zone(const CheckedZone& zone, bool readable) const {
  std::string text = "not loaded";
  if (zone.is_live) {
    text = "loaded serial " + std::to_string(*zone.serial);
    if (zone.signed_until) text += ", " + dnssec::signed_until_text(*zone.signed_until, settings_.now);
  } else if (readable) {
    text = "must not go live";
  }
  std::printf("zone %s: %s\n", zone.name.c_str(), text.c_str());
}

void CheckRun::print_report(bool ok, std::string_view unusable) const {
  const bool nothing_to_list = report_.empty() && report_.accepted_count() == 0;
  const bool is_silent = nothing_to_list && report_.hidden_notes() == 0;
  if (!nothing_to_list || !says_more()) {
    if (settings_.style.form == Form::Text && unusable.empty()) std::putchar('\n');
    std::fputs(report_.text(settings_.style).c_str(), stdout);
  }
  if (!says_more()) return;
  if (!unusable.empty())
    std::printf("%s: %s\n", std::string(unusable).c_str(), report_.summary().c_str());
  else if (!is_silent)
    std::printf("%zu zone%s: %s\n", report_.zones().size(), report_.zones().size() == 1 ? "" : "s",
                report_.summary().c_str());
  if (settings_.baseline && settings_.baseline->left() > 0)
    std::printf("the baseline %s has %zu more that were not found: write it anew\n",
                base::printable(settings_.baseline_path).c_str(), settings_.baseline->left());
  if (ok) std::puts(("OK" + report_.reservations()).c_str());
  if (!report_.empty() && settings_.style.form == Form::Text && ::isatty(STDOUT_FILENO) == 1)
    std::puts("bailiwick check --explain CODE says more");
}

int CheckRun::finish(std::string_view unusable) {
  progress_.end();
  int code = report_.count_from(settings_.fail_on) > 0 ? kExitFindings : kExitOk;
  if (!unusable.empty() || unreadable_) code = kExitUsage;
  if (!settings_.write_baseline_path.empty() && unusable.empty()) {
    if (const auto written = write_baseline(settings_.write_baseline_path, accepted_); !written) {
      std::fprintf(stderr, "bailiwick check: %s\n", written.error().message.c_str());
      code = kExitUsage;
    }
  }
  print_report(code == kExitOk && !refused_, unusable);
  return code;
}

}  // namespace bailiwick::cli
