// The config as values that the rooms which act on them have defined. What a value may be, and what it means, is in the
// option table (options.h); its default is its initial value below, and nowhere else. How a file becomes one: load.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "answer/settings.h"
#include "base/address.h"
#include "base/clock.h"
#include "base/finding.h"
#include "base/log.h"
#include "check/settings.h"
#include "delegation/registry/profile.h"
#include "load/settings.h"
#include "transport/settings.h"
#include "wire/name.h"

namespace bailiwick::config {

inline constexpr std::uint16_t kDnsPort = 53;
inline constexpr std::uint16_t kMetricsPort = 9153;

struct ZoneEntry {
  wire::Name name;   // lowered
  std::string file;  // absolute; whether it can be read is for the loader to find out
  // Whose limits hold beside those of the registry; empty: not said.
  std::string registrar;
  check::ParentPolicy parent = check::ParentPolicy::Unknown;
  // Where it is configured: its entry under `zones`, or else `zones-directory`.
  base::Place place;
};

struct Config {
  std::vector<base::Endpoint> listen = {{base::Address(), kDnsPort}, {*base::Address::from_text("::"), kDnsPort}};
  unsigned workers = 0;                   // 0: one for each core
  std::string user = "bailiwick";         // dropped to when started as root; empty: stay
  std::string zones_directory = "zones";  // absolute once loaded
  bool zones_listed = false;              // false: `zones` was left out, and these are the directory's *.zone files
  std::vector<ZoneEntry> zones;           // as listed, else in canonical order
  std::string registries_directory;       // absolute once loaded; empty: none
  // Those of the directory; all_registries() has the others too.
  std::vector<delegation::registry::Profile> registries;
  std::string registered_hosts;                        // a file, absolute once loaded; empty: none
  std::string state_directory = "/var/lib/bailiwick";  // absolute once loaded; empty: nothing is kept
  // But for the secrets of cookies, which are not in the config. The keepalive follows from tcp.idle_timeout_ms.
  answer::Settings answer = {.tcp_keepalive_100ms = 100, .rate_limit = {.responses_per_second = 1000}};
  transport::Limits tcp;
  bool cookies_enabled = true;
  std::string cookies_secret_file;  // absolute once loaded; empty: one in state_directory
  check::Settings checks;
  load::Settings load;
  bool strict = false;                                    // do not start when any zone is rejected
  std::vector<base::Endpoint> metrics_listen;             // by HTTP; empty: nowhere
  std::string control_socket = "/run/bailiwick/control";  // absolute once loaded; empty: none
  std::string control_group;                              // empty: that of the server
  base::log::Severity log_level = base::log::Severity::Info;
  base::log::Format log_format = base::log::Format::Text;
};

// What the checks of a zone need to know of this config: its settings, the addresses that are listened on but those
// that stand for all, and its zones. `now` is what the dates of signatures are compared with.
check::Options check_options(const Config& config, base::UnixTime now);

}  // namespace bailiwick::config
