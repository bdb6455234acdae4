// What systemd is told and asks (sd_notify(3), sd_watchdog_enabled(3)); the only file with libsystemd. Without systemd
// every call does nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace bailiwick::daemon::notify {

// `status` is what `systemctl status` shows.
void ready(const std::string& status);
// A reload has begun; ready() ends it.
void reloading(const std::string& status);
void stopping();
// Start-up takes a while longer.
void starting(const std::string& status, std::chrono::seconds give_me);
void alive();

// How often alive() is expected at least; none if systemd does not watch us.
std::optional<std::chrono::microseconds> watchdog_interval();

}  // namespace bailiwick::daemon::notify
