// The options of the Config itself, and what only one of them needs.
#include "config/option_table.h"

#include <algorithm>
#include <array>

#include "config/option_kinds.h"

namespace bailiwick::config {

namespace {

using enum Type;

// Where the values are.
// clang-format off
namespace at {
constexpr auto listen = [](Config& c) -> auto& { return c.listen; };
constexpr auto registered_hosts = [](Config& c) -> auto& { return c.registered_hosts; };
constexpr auto registries_directory = [](Config& c) -> auto& { return c.registries_directory; };
constexpr auto state_directory = [](Config& c) -> auto& { return c.state_directory; };
constexpr auto udp_payload = [](Config& c) -> auto& { return c.answer.udp_payload; };
constexpr auto connections = [](Config& c) -> auto& { return c.tcp.connections; };
constexpr auto connections_per_client = [](Config& c) -> auto& { return c.tcp.connections_per_client; };
constexpr auto cookies_enabled = [](Config& c) -> auto& { return c.cookies_enabled; };
constexpr auto cookies_secret_file = [](Config& c) -> auto& { return c.cookies_secret_file; };
constexpr auto cookies_required = [](Config& c) -> auto& { return c.answer.cookies.required; };
constexpr auto limit_enabled = [](Config& c) -> auto& { return c.answer.rate_limit.enabled; };
constexpr auto responses_per_second = [](Config& c) -> auto& { return c.answer.rate_limit.responses_per_second; };
constexpr auto slip = [](Config& c) -> auto& { return c.answer.rate_limit.slip; };
constexpr auto ipv4_bits = [](Config& c) -> auto& { return c.answer.rate_limit.ipv4_bits; };
constexpr auto ipv6_bits = [](Config& c) -> auto& { return c.answer.rate_limit.ipv6_bits; };
constexpr auto exempt = [](Config& c) -> auto& { return c.answer.rate_limit.exempt; };
constexpr auto dry_run = [](Config& c) -> auto& { return c.answer.rate_limit.dry_run; };
constexpr auto nsid = [](Config& c) -> auto& { return c.answer.nsid; };
constexpr auto version = [](Config& c) -> auto& { return c.answer.version; };
constexpr auto server_id = [](Config& c) -> auto& { return c.answer.server_id; };
constexpr auto minimal_responses = [](Config& c) -> auto& { return c.answer.minimal_responses; };
constexpr auto reject = [](Config& c) -> auto& { return c.checks.reject; };
constexpr auto dnssec = [](Config& c) -> auto& { return c.checks.dnssec; };
constexpr auto zonemd = [](Config& c) -> auto& { return c.checks.zonemd; };
constexpr auto strict = [](Config& c) -> auto& { return c.strict; };
constexpr auto metrics_listen = [](Config& c) -> auto& { return c.metrics_listen; };
constexpr auto control_socket = [](Config& c) -> auto& { return c.control_socket; };
constexpr auto log_level = [](Config& c) -> auto& { return c.log_level; };
constexpr auto log_format = [](Config& c) -> auto& { return c.log_format; };
}  // namespace at
// clang-format on

constexpr std::array kRejectWords = {Word{"fatal", check::Reject::Fatal}, Word{"circular", check::Reject::Circular},
                                     Word{"unreachable", check::Reject::Unreachable},
                                     Word{"error", check::Reject::Error}};
constexpr std::array kRequireWords = {Word{"never", answer::CookieRequired::Never},
                                      Word{"under-load", answer::CookieRequired::UnderLoad},
                                      Word{"always", answer::CookieRequired::Always}};
constexpr std::array kDnssecWords = {Word{"full", check::Dnssec::Full}, Word{"quick", check::Dnssec::Quick},
                                     Word{"off", check::Dnssec::Off}};
constexpr std::array kZonemdWords = {Word{"verify", check::Zonemd::Verify}, Word{"require", check::Zonemd::Require},
                                     Word{"off", check::Zonemd::Off}};
constexpr std::array kLevelWords = {Word{"debug", base::log::Severity::Debug}, Word{"info", base::log::Severity::Info},
                                    Word{"warning", base::log::Severity::Warning},
                                    Word{"error", base::log::Severity::Error}};
constexpr std::array kFormatWords = {Word{"text", base::log::Format::Text}, Word{"json", base::log::Format::Json}};

constexpr unsigned kMostWorkers = 256;
constexpr unsigned kLeastIdleMs = 100;
constexpr unsigned kMostIdleMs = 3'600'000;

Stored store_workers(std::string_view text, Record record) {
  unsigned& workers = record.as<Config>().workers;
  if (text == "auto") {
    workers = 0;
    return kStored;
  }
  Stored problem = parse_count(text, 1, kMostWorkers, workers);
  if (problem) problem->help += ", or auto";
  return problem;
}

std::string show_workers(ConstRecord record) {
  const unsigned workers = record.as<Config>().workers;
  return workers == 0 ? "auto" : std::to_string(workers);
}

constexpr std::size_t kLongestAccount = 32;

// What useradd(8) lets a user or group be called, or a number; whether there is one is found out when it is needed.
bool is_account(std::string_view text) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return std::ranges::all_of(text, [&](char c) { return kAllowed.contains(c); }) && !text.starts_with('-');
}

Stored store_user(std::string_view text, Record record) {
  if (!is_account(text))
    return Problem{kWrongType, quote(text) + " is no user name", "write a user of this system, or \"\" to stay"};
  return parse_text(text, kLongestAccount, record.as<Config>().user);
}

Stored store_control_group(std::string_view text, Record record) {
  if (!is_account(text))
    return Problem{kWrongType, quote(text) + " is not a valid group name",
                   "write a group of this system, or \"\" for the server's own"};
  return parse_text(text, kLongestAccount, record.as<Config>().control_group);
}

// A reply tells a TCP client how long it may stay idle (RFC 7828): the same time.
Stored store_idle_timeout(std::string_view text, Record record) {
  constexpr unsigned kLongestKeepalive = 0xffff;  // in units of 100 ms (RFC 7828 §3.1)
  Config& config = record.as<Config>();
  Stored problem = parse_duration(text, kLeastIdleMs, kMostIdleMs, config.tcp.idle_timeout_ms);
  config.answer.tcp_keepalive_100ms =
      static_cast<std::uint16_t>(std::min(config.tcp.idle_timeout_ms / 100, kLongestKeepalive));
  return problem;
}

Stored store_exempt(std::string_view text, Record record) {
  std::vector<base::Network>& exempt = at::exempt(record.as<Config>());
  if (exempt.size() == kMostExempt)
    return Problem{kOutOfRange, "more than " + std::to_string(kMostExempt) + " networks",
                   "write larger networks, or enabled: false"};
  base::Network network;
  Stored problem = parse_network(text, network);
  if (!problem) exempt.push_back(network);
  return problem;
}

std::string show_exempt(ConstRecord record) {
  std::string list;
  for (const base::Network& network : record.as<Config>().answer.rate_limit.exempt)
    list += (list.empty() ? "" : ", ") + yaml_scalar(network_text(network));
  return '[' + list + ']';
}

Option exempt() {
  Option option{"rate-limit.exempt",
                Networks,
                "addresses or address/bits, up to " + std::to_string(kMostExempt) + " of them",
                "Clients that are not limited. IPv6 networks go in double quotes.",
                store_exempt,
                show_exempt,
                list_of<at::exempt>()};
  option.list.may_be_empty = true;
  return option;
}

}  // namespace

void add_process_options(std::vector<Option>& table) {
  table.insert(
      table.end(),
      {addresses<at::listen, kDnsPort, kMostListen>(
           "listen",
           "Addresses to answer on, by UDP and TCP. The port is 53 unless given; IPv6 addresses go in double quotes."),
       {"workers", Number, "1.." + std::to_string(kMostWorkers) + ", or auto",
        "Threads that answer. auto is one for each core.", store_workers, show_workers},
       {"user", Text, "a user name, or \"\"",
        "The user to become once the addresses are bound, when started as root. \"\" stays root; started as another "
        "user, it has no effect.",
        store_user, [](ConstRecord record) { return yaml_scalar(record.as<Config>().user); }},
       {"zones-directory", Path, "a directory",
        "Where the zone files are. A relative path starts at this file's directory.",
        [](std::string_view text, Record record) { return parse_path(text, record.as<Config>().zones_directory); },
        [](ConstRecord record) { return yaml_scalar(record.as<Config>().zones_directory); }}});
}

void add_server_options(std::vector<Option>& table) {
  table.insert(
      table.end(),
      {optional_path<at::registered_hosts>(
           "registered-hosts", "a file, or \"\"",
           "What really stands at the registrar, one host a line: its name, then its addresses. Without it the checks "
           "trust that the hosts are registered with the addresses that the zones say."),
       optional_path<at::registries_directory>(
           "registries-directory", "a directory, or \"\"",
           "Registry profiles (*.yaml) of your own. One with the name of a built-in one takes its place."),
       optional_path<at::state_directory>(
           "state-directory", "a directory, or \"\"",
           "Where the server keeps the name servers that it published last, and those before, so that `bailiwick "
           "sheet` can say what changes at the registrar, and the serials, for `bailiwick check`. It must be able to "
           "write there."),
       number<at::udp_payload, 512, 4096>(
           "edns.udp-payload",
           "Octets that a UDP reply may have, when the client takes as many. Larger ones risk being lost."),
       number<at::connections, 1, 1'000'000>(
           "tcp.connections", "TCP connections open at a time. At the limit the one that is idle longest makes room."),
       number<at::connections_per_client, 1, 1'000'000>(
           "tcp.connections-per-client", "TCP connections that one client address (of IPv6: one /64) may have open."),
       {"tcp.idle-timeout", Duration, duration_text(kLeastIdleMs) + ".." + duration_text(kMostIdleMs),
        "A TCP connection without a query for so long is closed.", store_idle_timeout,
        [](ConstRecord record) { return duration_text(record.as<Config>().tcp.idle_timeout_ms); }},
       boolean<at::cookies_enabled>(
           "cookies.enabled", "DNS cookies (RFC 7873, RFC 9018), by which a client shows that its address is its own."),
       optional_path<at::cookies_secret_file>(
           "cookies.secret-file", "a file, or \"\"",
           "The secret that cookies are made with: 32 hexadecimal digits, the same for all servers of a zone. Up to "
           "two more lines like that are secrets that are still accepted. Without it a secret is made and kept in "
           "state-directory. A reload takes up a change; the secret before is accepted for an hour more."),
       choice<at::cookies_required, kRequireWords>(
           "cookies.require",
           "When a client that sends cookies, but none of ours, gets BADCOOKIE in place of a UDP answer: never; "
           "under-load, once its prefix is over rate-limit; always."),
       boolean<at::limit_enabled>(
           "rate-limit.enabled",
           "Limit the UDP replies to one prefix of clients, so that forged queries cannot turn this server on a "
           "victim. A client with a good cookie is not limited."),
       number<at::responses_per_second, 1, 1'000'000>(
           "rate-limit.responses-per-second",
           "Replies a second of each kind (answer, no data, no such name, referral, error) that each worker sends to "
           "one prefix. Twice as many may go out in the first second."),
       number<at::slip, 0, 100>(
           "rate-limit.slip",
           "Of the replies beyond the limit one in so many goes out all the same, but truncated, so that real clients "
           "come again over TCP. 0: none; 1: all."),
       number<at::ipv4_bits, 1, 32>("rate-limit.ipv4-prefix", "Bits of an IPv4 address that clients have in common."),
       number<at::ipv6_bits, 1, 64>("rate-limit.ipv6-prefix", "Bits of an IPv6 address that clients have in common."),
       exempt(),
       boolean<at::dry_run>("rate-limit.dry-run", "Limit nothing, and count what would have been (rate_dry_run)."),
       disclosed<at::nsid>("identity.nsid", "Told to queries that ask which server answers (NSID, RFC 5001)."),
       disclosed<at::version>("identity.version", "The answer to version.bind and version.server."),
       disclosed<at::server_id>("identity.server-id", "The answer to id.server and hostname.bind (RFC 4892)."),
       boolean<at::minimal_responses>("minimal-responses",
                                      "Leave the authority section out of positive answers where it is not needed."),
       choice<at::reject, kRejectWords>(
           "checks.reject",
           "Which versions of zones are rejected. fatal: one that cannot be served as written; circular: also one with "
           "a "
           "circular dependency of its name servers; unreachable: also one by which this or another zone could not be "
           "found by any resolver; error: one with any error but that signatures have expired."),
       {"checks.max-ttl", Duration, "1s..2147483647s with the units of zone files, as in 1h30m or 1w; or none",
        "The longest TTL that a zone file may have. A longer one is an error, and is served as written.",
        [](std::string_view text, Record record) { return parse_ttl(text, record.as<Config>().load.max_ttl); },
        [](ConstRecord record) { return ttl_text(record.as<Config>().load.max_ttl); }},
       choice<at::dnssec, kDnssecWords>(
           "dnssec-checks",
           "How signed zones are checked when they are loaded. quick: dates, chains and what is signed; full: each "
           "signature is verified too, which takes a while; off: not at all. `bailiwick check` always does it in "
           "full."),
       choice<at::zonemd, kZonemdWords>(
           "zonemd",
           "The digest that a zone may have of itself (ZONEMD, RFC 8976). verify: a zone with a wrong one is not "
           "served; require: nor is one without; off: digests are not looked at."),
       boolean<at::strict>("strict", "Do not start at all when any zone is kept from going live."),
       addresses<at::metrics_listen, kMetricsPort, kMostMetricsListen>(
           "metrics.listen",
           "Addresses where http://ADDRESS:PORT/metrics gives the counters, and the days that signed zones have left, "
           "to a Prometheus server. Without encryption and for everyone: best 127.0.0.1. The port is 9153 unless "
           "given."),
       optional_path<at::control_socket>(
           "control.socket", "a path, or \"\"",
           "The Unix socket where a running server takes commands such as bailiwick status and reload. \"\": none. A "
           "relative path starts at this file's directory."),
       {"control.group", Text, "a group name, or \"\"",
        "The group whose members can use control.socket. \"\": the server's own group.", store_control_group,
        [](ConstRecord record) { return yaml_scalar(record.as<Config>().control_group); }},
       choice<at::log_level, kLevelWords>("log.level", "The least severe messages that are logged."),
       choice<at::log_format, kFormatWords>("log.format", "text is for people, json for machines.")});
}

}  // namespace bailiwick::config
