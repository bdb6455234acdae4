#include "daemon/systemd_notify.h"

#include <systemd/sd-daemon.h>
#include <time.h>

#include <cinttypes>
#include <cstdint>

namespace bailiwick::daemon::notify {
namespace {

// STATUS is one line.
std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

std::uint64_t monotonic_usec() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1'000;
}

}  // namespace

void ready(const std::string& status) {
  sd_notifyf(0, "READY=1\nSTATUS=%s", one_line(status).c_str());
}

void reloading(const std::string& status) {
  // MONOTONIC_USEC is what Type=notify-reload (systemd 253) asks for; older ones ignore it.
  sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRIu64 "\nSTATUS=%s", monotonic_usec(), one_line(status).c_str());
}

void stopping() {
  sd_notify(0, "STOPPING=1\nSTATUS=Stopping");
}

void starting(const std::string& status, std::chrono::seconds give_me) {
  const auto usec = static_cast<std::uint64_t>(std::chrono::microseconds(give_me).count());
  sd_notifyf(0, "STATUS=%s\nEXTEND_TIMEOUT_USEC=%" PRIu64, one_line(status).c_str(), usec);
}

void alive() {
  sd_notify(0, "WATCHDOG=1");
}

std::optional<std::chrono::microseconds> watchdog_interval() {
  std::uint64_t usec = 0;
  if (sd_watchdog_enabled(0, &usec) <= 0 || usec == 0) return std::nullopt;
  return std::chrono::microseconds(usec);
}

}  // namespace bailiwick::daemon::notify
