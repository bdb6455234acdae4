// One run of `bailiwick check`: takes what was found, sets aside what the operator has accepted, and at the end prints
// it and knows the exit code.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/finding.h"
#include "check/check.h"
#include "cli/report/baseline.h"
#include "cli/report/progress.h"
#include "cli/report/report.h"
#include "publish/zone_loader.h"

namespace bailiwick::cli {

struct CheckSettings {
  Style style;
  bool all = false;  // nothing is folded, nothing left out
  base::Level fail_on = base::Level::Error;
  std::optional<Baseline> baseline;
  std::string baseline_path;        // of `baseline`
  std::string write_baseline_path;  // empty: none is written
  base::UnixTime now = 0;           // by which dates are judged
};

class CheckRun {
 public:
  explicit CheckRun(CheckSettings settings);

  // How zones are to be loaded, and what is to be said while they are.
  publish::LoadOptions load_options(const publish::LoadOptions& config);
  void begin_zone(const std::string& name, const std::string& file);
  // The zone's findings and its line.
  void add_zone(const std::string& name, const std::string& file, const publish::ZoneOutcome& outcome,
                check::Reject refuse);
  // Findings about the config or between zones; the waivers of all zones so far apply. Those without a place are about
  // `file`.
  void add(const base::Findings& findings, check::Reject refuse, const std::string& file);

  // Something beside the check itself could not be done: the exit code is kExitUsage.
  void set_unfinished() { unreadable_ = true; }
  // Prints the rest. Returns the exit code: what could not be read is kExitUsage. `unusable` is what kept the zones
  // from being checked at all: "config", "assertions".
  int finish(std::string_view unusable = "");

 private:
  // Returns what is wrong with the waivers.
  base::Findings judge(const base::Findings& findings, std::span<const base::Waiver> waivers, check::Reject refuse,
                       const std::string& zone, const std::string& file);
  bool is_in_baseline(const base::Finding& finding, check::Reject refuse);
  // Of level info, which was not asked for.
  bool is_hidden(base::Level level) const;
  void print_zone(const CheckedZone& zone, bool readable) const;
  void print_report(bool ok, std::string_view unusable) const;
  bool says_more() const { return settings_.style.form == Form::Text || settings_.style.form == Form::Short; }

  CheckSettings settings_;
  Report report_;
  Progress progress_;
  std::vector<base::Waiver> waivers_;
  std::vector<base::Finding> accepted_;  // for the baseline that is written
  bool unreadable_ = false;
  bool refused_ = false;
};

}  // namespace bailiwick::cli
