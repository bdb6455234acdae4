// The one table of options, and what only one of them needs.
#include "config/options.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/assert.h"
#include "config/codes.h"
#include "config/option_kinds.h"
#include "config/text.h"
#include "config/zone_name.h"

namespace bailiwick::config {

namespace {

using enum Type;

constexpr std::array<std::string_view, 3> kRefuseNames = {"fatal", "circular", "error"};
constexpr std::array<std::string_view, 3> kRequireNames = {"never", "under-load", "always"};
constexpr std::array<std::string_view, 3> kDnssecNames = {"full", "quick", "off"};
constexpr std::array<std::string_view, 3> kZonemdNames = {"verify", "require", "off"};
constexpr std::array<std::string_view, 4> kLevelNames = {"debug", "info", "warning", "error"};
constexpr std::array<std::string_view, 2> kFormatNames = {"text", "json"};

Stored store_path(std::string_view text, std::string& out) {
  if (text.empty()) return Problem{kWrongType, "the path is empty", "write a path, or take the line out"};
  return parse_text(text, kLongestPath, out);
}

Stored store_exempt(std::string_view text, Config& config) {
  if (config.rate_limit_exempt.size() == kMostExempt)
    return Problem{kOutOfRange, "more than " + std::to_string(kMostExempt) + " networks",
                   "write larger networks, or enabled: false"};
  Network network;
  Stored problem = parse_network(text, network);
  if (!problem) config.rate_limit_exempt.push_back(std::move(network));
  return problem;
}

std::string show_exempt(const Config& config) {
  std::string list;
  for (const Network& network : config.rate_limit_exempt)
    list += (list.empty() ? "" : ", ") + yaml_scalar(network_text(network));
  return '[' + list + ']';
}

constexpr unsigned kMostWorkers = 256;

Stored store_workers(std::string_view text, Config& config) {
  if (text == "auto") {
    config.workers = 0;
    return kStored;
  }
  Stored problem = parse_count(text, 1, kMostWorkers, config.workers);
  if (problem) problem->help += ", or auto";
  return problem;
}

std::string show_workers(const Config& config) {
  return config.workers == 0 ? "auto" : std::to_string(config.workers);
}

// What useradd(8) lets a user be called, or a number; whether there is such a user is found out when it is needed.
Stored store_user(std::string_view text, Config& config) {
  constexpr std::size_t kLongestUser = 32;
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  const bool form = std::ranges::all_of(text, [&](char c) { return kAllowed.contains(c); }) && !text.starts_with('-');
  if (!form)
    return Problem{kWrongType, quote(text) + " is no user name", "write a user of this system, or \"\" to stay"};
  return parse_text(text, kLongestUser, config.user);
}

Stored store_zone_name(std::string_view text, Config& config) {
  BAILIWICK_ASSERT(!config.zones.empty());
  return parse_zone_name(text, config.zones.back().name);
}

Stored store_zone_file(std::string_view text, Config& config) {
  BAILIWICK_ASSERT(!config.zones.empty());
  return store_path(text, config.zones.back().file);
}

Stored store_registrar(std::string_view text, Config& config) {
  constexpr std::size_t kLongest = 60;
  BAILIWICK_ASSERT(!config.zones.empty());
  return parse_text(text, kLongest, config.zones.back().registrar);
}

constexpr std::array<std::string_view, 3> kParentNames = {"unknown", "narrow", "wide"};

Stored store_parent(std::string_view text, Config& config) {
  BAILIWICK_ASSERT(!config.zones.empty());
  std::size_t index = 0;
  Stored problem = parse_choice(text, kParentNames, index);
  if (!problem) config.zones.back().parent = static_cast<ParentPolicy>(index);
  return problem;
}

std::vector<Option> make_table() {
  return {
      addresses<&Config::listen, kDnsPort, kMostListen>(
          "listen",
          "Addresses to answer on, by UDP and TCP. The port is 53 unless given; IPv6 addresses go in double quotes."),
      {"workers", Number, "1.." + std::to_string(kMostWorkers) + ", or auto",
       "Threads that answer. auto is one for each core.", store_workers, show_workers},
      {"user", Text, "a user name, or \"\"",
       "The user to become once the addresses are bound, when started as root. \"\" stays root; started as another "
       "user, it has no effect.",
       store_user, [](const Config& config) { return yaml_scalar(config.user); }},
      {"zones-directory", Path, "a directory",
       "Where the zone files are. A relative path starts at this file's directory.",
       [](std::string_view text, Config& config) { return store_path(text, config.zones_directory); },
       [](const Config& config) { return yaml_scalar(config.zones_directory); }},
      {"zones", Zones, "names, or mappings with name and file",
       "The zones to serve. Left out: every file in zones-directory that is called DOMAIN.zone."},
      {"zones[].name", Text, "a domain name", "The zone's name; \".\" is the root zone.", store_zone_name},
      {"zones[].file", Path, "a file", "Its zone file. A relative path starts at zones-directory.", store_zone_file},
      {"zones[].registrar", Text, "a registrar that a registry profile is for, e.g. alibaba, route53, google",
       "Where the domain is registered: the limits of that registrar hold beside those of the registry.",
       store_registrar},
      {"zones[].parent", Choice, "unknown | narrow | wide",
       "What the registry above the zone publishes: narrow, addresses only of hosts inside the zone that they serve "
       "(.de, .uk); wide, also of hosts inside other zones under it (.com).",
       store_parent},
      optional_path<&Config::registered_hosts>(
          "registered-hosts", "a file, or \"\"",
          "What really stands at the registrar, one host a line: its name, then its addresses. Without it the checks "
          "trust that the hosts are registered with the addresses that the zones say."),
      optional_path<&Config::registries_directory>(
          "registries-directory", "a directory, or \"\"",
          "Registry profiles (*.yaml) of your own. One with the name of a built-in one takes its place."),
      optional_path<&Config::state_directory>(
          "state-directory", "a directory, or \"\"",
          "Where the server keeps the name servers that it published last, and those before, so that `bailiwick sheet` "
          "can say what changes at the registrar, and the serials, for `bailiwick check`. It must be able to write "
          "there."),
      number<&Config::edns_udp_payload, 512, 4096>(
          "edns.udp-payload",
          "Octets that a UDP reply may have, when the client takes as many. Larger ones risk being lost."),
      number<&Config::tcp_connections, 1, 1'000'000>(
          "tcp.connections", "TCP connections open at a time. At the limit the one that is idle longest makes room."),
      number<&Config::tcp_connections_per_client, 1, 1'000'000>(
          "tcp.connections-per-client", "TCP connections that one client address (of IPv6: one /64) may have open."),
      duration<&Config::tcp_idle_timeout_ms, 100, 3'600'000>("tcp.idle-timeout",
                                                             "A TCP connection without a query for so long is closed."),
      boolean<&Config::cookies_enabled>(
          "cookies.enabled", "DNS cookies (RFC 7873, RFC 9018), by which a client shows that its address is its own."),
      optional_path<&Config::cookies_secret_file>(
          "cookies.secret-file", "a file, or \"\"",
          "The secret that cookies are made with: 32 hexadecimal digits, the same for all servers of a zone. Up to two "
          "more lines like that are secrets that are still accepted. Without it a secret is made and kept in "
          "state-directory. A reload takes up a change; the secret before is accepted for an hour more."),
      choice<&Config::cookies_require, kRequireNames>(
          "cookies.require",
          "When a client that sends cookies, but none of ours, gets BADCOOKIE in place of a UDP answer: never; "
          "under-load, once its prefix is over rate-limit; always."),
      boolean<&Config::rate_limit_enabled>(
          "rate-limit.enabled",
          "Limit the UDP replies to one prefix of clients, so that forged queries cannot turn this server on a victim. "
          "A client with a good cookie is not limited."),
      number<&Config::rate_limit_responses_per_second, 1, 1'000'000>(
          "rate-limit.responses-per-second",
          "Replies a second of each kind (answer, no data, no such name, referral, error) that each worker sends to "
          "one "
          "prefix. Twice as many may go out in the first second."),
      number<&Config::rate_limit_slip, 0, 100>(
          "rate-limit.slip",
          "Of the replies beyond the limit one in so many goes out all the same, but truncated, so that real clients "
          "come again over TCP. 0: none; 1: all."),
      number<&Config::rate_limit_ipv4_prefix, 1, 32>("rate-limit.ipv4-prefix",
                                                     "Bits of an IPv4 address that clients have in common."),
      number<&Config::rate_limit_ipv6_prefix, 1, 64>("rate-limit.ipv6-prefix",
                                                     "Bits of an IPv6 address that clients have in common."),
      {"rate-limit.exempt", Networks, "addresses or address/bits, up to " + std::to_string(kMostExempt) + " of them",
       "Clients that are not limited. IPv6 networks go in double quotes.", store_exempt, show_exempt},
      boolean<&Config::rate_limit_dry_run>("rate-limit.dry-run",
                                           "Limit nothing, and count what would have been (rate_dry_run)."),
      disclosed<&Config::identity_nsid>("identity.nsid",
                                        "Told to queries that ask which server answers (NSID, RFC 5001)."),
      disclosed<&Config::identity_version>("identity.version", "The answer to version.bind and version.server."),
      disclosed<&Config::identity_id>("identity.server-id", "The answer to id.server and hostname.bind (RFC 4892)."),
      boolean<&Config::minimal_responses>(
          "minimal-responses", "Leave the authority section out of positive answers where it is not needed."),
      choice<&Config::refuse, kRefuseNames>(
          "checks.refuse",
          "Findings that keep a zone from going live. fatal: it cannot be served as "
          "written; circular: also when its name "
          "servers cannot be found; error: any error but that signatures have expired."),
      {"checks.max-ttl", Duration, "1s..2147483647s with the units of zone files, as in 1h30m or 1w; or none",
       "The longest TTL that a zone file may have. A longer one is an error, and is served as written.",
       [](std::string_view text, Config& config) { return parse_ttl(text, config.max_ttl); },
       [](const Config& config) { return ttl_text(config.max_ttl); }},
      choice<&Config::dnssec_checks, kDnssecNames>(
          "dnssec-checks",
          "How signed zones are checked when they are loaded. quick: dates, chains and what is signed; full: each "
          "signature is verified too, which takes a while; off: not at all. `bailiwick check` always does it in full."),
      choice<&Config::zonemd, kZonemdNames>("zonemd",
                                            "The digest that a zone may have of itself (ZONEMD, RFC 8976). verify: a "
                                            "zone with a wrong one is not served; "
                                            "require: nor is one without; off: digests are not looked at."),
      boolean<&Config::strict>("strict", "Do not start at all when any zone is kept from going live."),
      addresses<&Config::metrics_listen, kMetricsPort, kMostMetricsListen>(
          "metrics.listen",
          "Addresses where http://ADDRESS:PORT/metrics gives the counters, and the days that signed zones have left, "
          "to a "
          "Prometheus server. Without encryption and for everyone: best 127.0.0.1. The port is 9153 unless given."),
      choice<&Config::log_level, kLevelNames>("log.level", "The least severe messages that are logged."),
      choice<&Config::log_format, kFormatNames>("log.format", "text is for people, json for machines."),
  };
}

}  // namespace

std::span<const Option> options() {
  static const std::vector<Option> table = make_table();
  return table;
}

const Option* find_option(std::string_view key) {
  const auto found = std::ranges::find(options(), key, &Option::key);
  return found == options().end() ? nullptr : &*found;
}

std::string_view type_name(Type type) {
  switch (type) {
    case Number:
      return "number";
    case Boolean:
      return "true or false";
    case Duration:
      return "duration";
    case Text:
      return "text";
    case Choice:
      return "choice";
    case Path:
      return "path";
    case Addresses:
      return "list of addresses";
    case Networks:
      return "list of networks";
    case Zones:
      return "list of zones";
  }
  return "?";
}

std::string default_text(const Option& option) {
  if (option.show != nullptr) return option.show(Config{});
  if (option.type == Zones) return "the *.zone files in zones-directory";
  if (option.key == "zones[].registrar") return "not said";
  if (option.key == "zones[].parent") return std::string(kParentNames[0]);
  return option.key == "zones[].file" ? "the zone's name with .zone after it" : "none: it must be given";
}

}  // namespace bailiwick::config
