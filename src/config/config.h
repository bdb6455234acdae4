// The config as plain values, and the two ways to get one. What a value may be, what it is when left out and what it
// means stands in the option table (options.h); the defaults are the initial values below, and nowhere else.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/log.h"
#include "config/registry_profile.h"

namespace bailiwick::config {

inline constexpr std::uint16_t kDnsPort = 53;
inline constexpr std::uint16_t kMetricsPort = 9153;

// Where to listen. `address` is numeric and in canonical text ("2001:db8::1", without brackets or zone index).
struct Endpoint {
  std::string address;
  std::uint16_t port = kDnsPort;
  bool operator==(const Endpoint&) const = default;
};

// Addresses that agree in their first `bits` bits; the others are zero, the text is canonical.
struct Network {
  std::string address;
  unsigned bits = 0;
  bool operator==(const Network&) const = default;
};

// What the registry above a zone publishes beside the addresses of hosts inside it: not known, nothing, or also those
// of hosts inside other zones under it.
enum class ParentPolicy : std::uint8_t { Unknown, Narrow, Wide };

struct ZoneEntry {
  // Lower case, without trailing dot, "." for the root; octets that zone files give a meaning to are escaped (\.,
  // \032).
  std::string name;
  std::string file;  // absolute; whether it can be read is for the loader to find out
  // Whose limits hold beside those of the registry; empty: not said.
  std::string registrar;
  ParentPolicy parent = ParentPolicy::Unknown;
  // Where it is configured: its entry under `zones`, or else `zones-directory`.
  base::Place place;
};

// Which findings keep a zone from going live.
enum class Refuse : std::uint8_t { Fatal, Circular, Error };

// When a client that sends DNS cookies must show one of ours first.
enum class CookiesRequired : std::uint8_t { Never, UnderLoad, Always };

// How signed zones are looked at when they are loaded, and what becomes of their digests (RFC 8976).
enum class DnssecChecks : std::uint8_t { Full, Quick, Off };
enum class Zonemd : std::uint8_t { Verify, Require, Off };

struct Config {
  std::vector<Endpoint> listen = {{"0.0.0.0", kDnsPort}, {"::", kDnsPort}};
  unsigned workers = 0;                   // 0: one a core
  std::string user = "bailiwick";         // dropped to when started as root; empty: stay
  std::string zones_directory = "zones";  // absolute once loaded
  bool zones_listed = false;              // false: `zones` was left out, and these are the directory's *.zone files
  std::vector<ZoneEntry> zones;           // as listed, else sorted by name
  std::string registries_directory;       // absolute once loaded; empty: none
  // Those of the directory; all_registries() has the others too.
  std::vector<RegistryProfile> registries;
  std::string registered_hosts;                        // a file, absolute once loaded; empty: none
  std::string state_directory = "/var/lib/bailiwick";  // absolute once loaded; empty: nothing is kept
  std::uint16_t edns_udp_payload = 1232;
  unsigned tcp_connections = 1000;
  unsigned tcp_connections_per_client = 50;
  unsigned tcp_idle_timeout_ms = 10'000;
  bool cookies_enabled = true;
  std::string cookies_secret_file;  // absolute once loaded; empty: one in state_directory
  CookiesRequired cookies_require = CookiesRequired::Never;
  bool rate_limit_enabled = true;
  unsigned rate_limit_responses_per_second = 1000;
  unsigned rate_limit_slip = 2;  // 0: never
  unsigned rate_limit_ipv4_prefix = 24;
  unsigned rate_limit_ipv6_prefix = 56;
  std::vector<Network> rate_limit_exempt;
  bool rate_limit_dry_run = false;
  std::string identity_nsid;     // empty: none
  std::string identity_version;  // version.bind; empty: hidden
  std::string identity_id;       // id.server; empty: hidden
  bool minimal_responses = true;
  Refuse refuse = Refuse::Circular;
  unsigned max_ttl = 0;  // seconds; 0: any
  DnssecChecks dnssec_checks = DnssecChecks::Quick;
  Zonemd zonemd = Zonemd::Verify;
  bool strict = false;                   // refuse to start when any zone is refused
  std::vector<Endpoint> metrics_listen;  // by HTTP; empty: nowhere
  base::log::Severity log_level = base::log::Severity::Info;
  base::log::Format log_format = base::log::Format::Text;
};

struct Loaded {
  // Usable only when usable(); otherwise it holds what could be made out, and the defaults for the rest.
  Config config;
  base::Findings findings;
  // Where each option that was given stands, by its key in the option table. What is missing has its default.
  std::map<std::string, base::Place, std::less<>> origins;

  bool usable() const { return findings.count(base::Level::Error) == 0 && findings.count(base::Level::Fatal) == 0; }
};

inline constexpr std::size_t kLargestConfig = std::size_t{1} << 26;  // octets: a million zones, each with a file

// Reads a config file, and lists zones-directory when it is needed. Never throws for what is in the file or missing
// from the disk: that is in the findings. Blocks on the file system; call it off the answer path.
Loaded load_file(const std::string& path);

// The same for text at hand; `path` is named in the findings, and relative paths start at its directory.
Loaded load_text(std::string_view text, const std::string& path);

}  // namespace bailiwick::config
