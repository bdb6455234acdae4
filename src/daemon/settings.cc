#include "daemon/settings.h"

#include <arpa/inet.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "base/clock.h"
#include "config/values.h"

namespace bailiwick::daemon {
namespace {

constexpr std::size_t kFilesOfWorker = 4;       // of its event loop
constexpr std::size_t kSpareFiles = 128;        // log, /proc, zone files, metrics
constexpr unsigned kLongestKeepalive = 0xffff;  // RFC 7828 §3.1

answer::AddressPrefix prefix_of(const config::Network& network) {
  answer::AddressPrefix prefix{.bits = static_cast<std::uint8_t>(network.bits)};
  const bool is_ipv6 = network.address.contains(':');
  prefix.size = is_ipv6 ? 16 : 4;
  ::inet_pton(is_ipv6 ? AF_INET6 : AF_INET, network.address.c_str(), prefix.octets.data());
  return prefix;
}

answer::RateLimit rate_limit(const config::Config& config) {
  answer::RateLimit limit{
      .responses_per_second = config.rate_limit_enabled ? config.rate_limit_responses_per_second : 0,
      .slip = config.rate_limit_slip,
      .ipv4_bits = static_cast<std::uint8_t>(config.rate_limit_ipv4_prefix),
      .ipv6_bits = static_cast<std::uint8_t>(config.rate_limit_ipv6_prefix),
      .dry_run = config.rate_limit_dry_run};
  for (const config::Network& network : config.rate_limit_exempt) limit.exempt.push_back(prefix_of(network));
  return limit;
}

check::Dnssec dnssec_of(config::DnssecChecks checks) {
  switch (checks) {
    case config::DnssecChecks::Full:
      return check::Dnssec::Full;
    case config::DnssecChecks::Quick:
      return check::Dnssec::Quick;
    case config::DnssecChecks::Off:
      return check::Dnssec::Off;
  }
  return check::Dnssec::Quick;
}

check::Zonemd zonemd_of(config::Zonemd zonemd) {
  switch (zonemd) {
    case config::Zonemd::Verify:
      return check::Zonemd::Verify;
    case config::Zonemd::Require:
      return check::Zonemd::Require;
    case config::Zonemd::Off:
      return check::Zonemd::Off;
  }
  return check::Zonemd::Verify;
}

}  // namespace

answer::Settings answer_settings(const config::Config& config) {
  return {
      .udp_payload = config.edns_udp_payload,
      .minimal_responses = config.minimal_responses,
      .nsid = config.identity_nsid,
      .version = config.identity_version,
      .server_id = config.identity_id,
      .tcp_keepalive_100ms = static_cast<std::uint16_t>(std::min(config.tcp_idle_timeout_ms / 100, kLongestKeepalive)),
      .rate_limit = rate_limit(config)};
}

answer::CookieRequired cookies_required(config::CookiesRequired required) {
  switch (required) {
    case config::CookiesRequired::Never:
      return answer::CookieRequired::Never;
    case config::CookiesRequired::UnderLoad:
      return answer::CookieRequired::UnderLoad;
    case config::CookiesRequired::Always:
      return answer::CookieRequired::Always;
  }
  return answer::CookieRequired::Never;
}

check::Refuse refuse_policy(config::Refuse refuse) {
  switch (refuse) {
    case config::Refuse::Fatal:
      return check::Refuse::Fatal;
    case config::Refuse::Circular:
      return check::Refuse::Circular;
    case config::Refuse::Error:
      return check::Refuse::Error;
  }
  return check::Refuse::Circular;
}

check::Options check_options(const config::Config& config) {
  check::Options options;
  options.dnssec = dnssec_of(config.dnssec_checks);
  options.zonemd = zonemd_of(config.zonemd);
  options.now = base::unix_now();
  for (const config::Endpoint& endpoint : config.listen) {
    const bool is_ipv6 = endpoint.address.find(':') != std::string::npos;
    std::vector<std::uint8_t> octets(is_ipv6 ? 16 : 4);
    if (::inet_pton(is_ipv6 ? AF_INET6 : AF_INET, endpoint.address.c_str(), octets.data()) != 1) continue;
    if (std::ranges::any_of(octets, [](std::uint8_t octet) { return octet != 0; }))
      options.own_addresses.push_back(std::move(octets));
  }
  options.own_zones.reserve(config.zones.size());
  for (const config::ZoneEntry& zone : config.zones) options.own_zones.insert(zone.name);
  return options;
}

load::Options load_options(const config::Config& config) {
  return {.max_ttl = config.max_ttl};
}

unsigned worker_count(const config::Config& config) {
  return config.workers != 0 ? config.workers : std::max(1U, std::thread::hardware_concurrency());
}

std::size_t open_files_wanted(const config::Config& config) {
  const std::size_t workers = worker_count(config);
  return config.tcp_connections + workers * (2 * config.listen.size() + kFilesOfWorker) + kSpareFiles;
}

std::vector<std::string> changes_for_restart(const config::Config& before, const config::Config& after) {
  std::vector<std::string> options;
  if (before.workers != after.workers) options.emplace_back("workers");
  if (before.user != after.user) options.emplace_back("user");
  return options;
}

std::string listen_text(const std::vector<config::Endpoint>& endpoints) {
  std::string text;
  for (const config::Endpoint& endpoint : endpoints) text += (text.empty() ? "" : ", ") + endpoint_text(endpoint);
  return text;
}

}  // namespace bailiwick::daemon
