// What the commands of the control socket act on: the server, as seen from its main loop. All is called on the main
// loop's thread and must not block it; what takes long is done elsewhere and told by a callback on that thread, at once
// or later. What is thrown becomes an internal error of that command.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "control/protocol.h"

namespace bailiwick::daemon {

// What a run is asked for: by one command, or by all commands that it answers.
struct RunRequest {
  bool everything = false;                     // the config, and all zones
  std::vector<std::string> zones;              // these at least, names as in config::ZoneEntry; sorted, none twice
  bool allow_removals = false;                 // of all zones that are gone; only with `everything`
  std::vector<std::string> allow_removals_of;  // of these; sorted, none twice

  bool operator==(const RunRequest&) const = default;
};

// What became of a run.
struct RunReport {
  enum class Result : std::uint8_t {
    Done,          // whatever became of single zones
    ConfigErrors,  // nothing has changed
    Failed         // our fault or the machine's; `failure` says it
  };
  Result result = Result::Done;
  // Each zone that did not stay as it was, or is NotLoaded, PreviousVersion or Held; and each configured one of
  // RunRequest::zones in any case. Each once.
  std::vector<control::ZoneResult> zones;
  std::uint64_t unchanged = 0;          // how many more there are that stayed as they were
  std::vector<control::Reason> config;  // findings of level error in the config, and options that cannot be applied
  std::string failure;
  std::uint64_t ms = 0;
};

using OnOutcome = std::function<void(const RunReport&)>;

// The next lines of a zone's text, whole ones, appended to `out`, some kilobytes at a time; false: there are no more.
// Holds what it reads, so that a run beside it does no harm.
using ZoneText = std::move_only_function<bool(std::string& out)>;

class CommandTarget {
 public:
  virtual ~CommandTarget() = default;

  // At any time, also while zones are loaded and during a run. Without `unknown_zones`.
  virtual control::StatusReport status() = 0;
  // The zones that are NotLoaded, PreviousVersion or Held, the worst first, at most so many.
  virtual std::vector<control::ZoneResult> bad_zones(std::size_t most) = 0;
  // How one zone is now; nothing where it is not configured.
  virtual std::optional<control::ZoneResult> zone_status(const std::string& zone) = 0;

  // Reads, judges and publishes; then calls `done`, once. Never called while another run or removal is at work.
  virtual void run(const RunRequest& request, OnOutcome done) = 0;
  // Takes a zone out of service whose file and entry are gone; else its outcome is Held or PreviousVersion, with a
  // reason. As run().
  virtual void remove(const std::string& zone, OnOutcome done) = 0;

  virtual control::Stats stats() = 0;
  // The zone as it is served, its SOA first; with a name, only what is at it, and with a type, only that. Both as
  // typed. An error is about the request: not served, no name, no type.
  virtual base::Result<ZoneText> zone_text(const std::string& zone, const std::string& name,
                                           const std::string& type) = 0;
  // From now on; nothing: as the config says.
  virtual void set_log_level(std::optional<base::log::Severity> level) = 0;
  // A new secret for DNS cookies. What was done, or with a secret file what to do, in a sentence.
  virtual base::Result<std::string> roll_cookie() = 0;
};

}  // namespace bailiwick::daemon
