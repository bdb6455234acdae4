// The running server as the commands see it. Belongs to the main loop; what takes long goes to its work thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "daemon/commands/target.h"
#include "daemon/service.h"

namespace bailiwick::daemon {

class ServerTarget final : public CommandTarget {
 public:
  // Has the task done on the work thread, and calls `then` on the main loop's when it is done; or later, where
  // something else is at work. `what` is for the log.
  using Work = std::function<void(const char* what, std::function<void()> task, std::function<void()> then)>;
  // `is_working`: whether something is. Both are called on the main loop's thread.
  ServerTarget(Service& service, Work work, std::function<bool()> is_working);

  control::StatusReport status() override;
  std::vector<control::ZoneResult> bad_zones(std::size_t most) override;
  std::optional<control::ZoneResult> zone_status(const std::string& zone) override;
  void run(const RunRequest& request, OnOutcome done) override;
  void remove(const std::string& zone, OnOutcome done) override;
  control::Stats stats() override;
  base::Result<ZoneText> zone_text(const std::string& zone, const std::string& name, const std::string& type) override;
  void set_log_level(std::optional<base::log::Severity> level) override;
  base::Result<std::string> roll_cookie() override;

 private:
  Service& service_;
  Work work_;
  std::function<bool()> is_working_;
  base::UnixTime started_ = base::unix_now();
  std::optional<base::log::Severity> level_;  // by a command
};

}  // namespace bailiwick::daemon
