// The one file that knows prometheus-cpp: of it, how the text is written. Its registry and its server are not used: the
// workers' counters are read without a lock, and the page is served by the main loop.
#include "metrics/exposition.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <string_view>
#include <utility>

#include "base/version.h"

namespace bailiwick::metrics {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

constexpr double kSecondsOfDay = 24 * 3600;

struct CounterRow {
  Counter counter;
  const char* family;
  const char* label = "";  // none
  const char* value = "";
};

// The counters but Replies, which is the sum over the rcodes; those of one family one after the other.
constexpr CounterRow kCounterRows[] = {
    {Counter::UdpQueries, "queries", "transport", "udp"},
    {Counter::TcpQueries, "queries", "transport", "tcp"},
    {Counter::Silence, "queries_ignored"},
    {Counter::NoError, "responses", "rcode", "NOERROR"},
    {Counter::FormErr, "responses", "rcode", "FORMERR"},
    {Counter::ServFail, "responses", "rcode", "SERVFAIL"},
    {Counter::NxDomain, "responses", "rcode", "NXDOMAIN"},
    {Counter::NotImp, "responses", "rcode", "NOTIMP"},
    {Counter::Refused, "responses", "rcode", "REFUSED"},
    {Counter::BadCookie, "responses", "rcode", "BADCOOKIE"},
    {Counter::OtherRcode, "responses", "rcode", "other"},
    {Counter::Truncated, "responses_truncated"},
    {Counter::SendFailures, "responses_not_sent"},
    {Counter::RateDropped, "rate_limited", "action", "dropped"},
    {Counter::RateTruncated, "rate_limited", "action", "truncated"},
    {Counter::RateDryRun, "rate_limited", "action", "dry_run"},
    {Counter::CookiesGood, "cookies", "server_cookie", "good"},
    {Counter::CookiesBad, "cookies", "server_cookie", "bad"},
    {Counter::TcpConnections, "tcp_connections"},
    {Counter::TcpRefused, "tcp_connections_displaced"},
    {Counter::SlowPathDropped, "slow_path_dropped"},
};

constexpr std::pair<std::string_view, const char*> kCounterHelp[] = {
    {"queries", "Queries received, whether they get a response or not."},
    {"queries_ignored", "Of these, messages that get no response: they are responses themselves, or cut short."},
    {"responses", "Responses by rcode, without those that the rate limit has dropped."},
    {"responses_truncated", "Responses with the TC bit."},
    {"responses_not_sent", "Responses over UDP that the kernel would not take."},
    {"rate_limited", "Responses beyond rate-limit by what became of them; dry_run: by nothing but this count."},
    {"cookies", "Queries with a server cookie (RFC 7873), by whether it is good."},
    {"tcp_connections", "TCP connections accepted."},
    {"tcp_connections_displaced", "TCP connections closed because a limit was reached."},
    {"slow_path_dropped", "NOTIFY, UPDATE, transfer and TSIG messages dropped because too many were waiting."},
};

class Families {
 public:
  void add(MetricType type, std::string name, std::string help) {
    families_.push_back({.name = std::move(name), .help = std::move(help), .type = type, .metric = {}});
  }
  // To the family added last.
  void sample(double value, const char* label = "", std::string label_value = "") {
    ClientMetric& metric = families_.back().metric.emplace_back();
    if (*label != '\0') metric.label.push_back({label, std::move(label_value)});
    (families_.back().type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
  }
  void gauge(std::string name, std::string help, double value) {
    add(MetricType::Gauge, std::move(name), std::move(help));
    sample(value);
  }
  std::string text() const { return prometheus::TextSerializer().Serialize(families_); }

 private:
  std::vector<MetricFamily> families_;
};

void add_counters(Families& families, const Sums& sums) {
  for (const auto& [family, help] : kCounterHelp) {
    families.add(MetricType::Counter, "bailiwick_" + std::string(family) + "_total", help);
    for (const CounterRow& row : kCounterRows)
      if (row.family == family)
        families.sample(static_cast<double>(sums[static_cast<std::size_t>(row.counter)]), row.label, row.value);
  }
}

void add_zones(Families& families, const Standing& standing, base::UnixTime now) {
  families.add(MetricType::Gauge, "bailiwick_zones", "Zones configured, by what is served of them.");
  families.sample(static_cast<double>(standing.zones_up_to_date), "state", "up_to_date");
  families.sample(static_cast<double>(standing.zones_kept), "state", "previous_version");
  families.sample(static_cast<double>(standing.zones_left_out), "state", "not_loaded");
  families.gauge("bailiwick_zones_not_kept", "Zones served in a version that is not in state-directory yet.",
                 static_cast<double>(standing.zones_not_kept));
  families.gauge("bailiwick_zones_signed", "Zones served with signatures.", static_cast<double>(standing.zones_signed));
  if (standing.signed_zones.empty()) return;
  families.add(MetricType::Gauge, "bailiwick_zone_signed_days_left",
               "Days until the first signature in the zone expires, negative once it has; of the " +
                   std::to_string(kMostSignedZones) + " zones where that comes first.");
  for (const SignedZone& zone : standing.signed_zones)
    families.sample(static_cast<double>(zone.until - now) / kSecondsOfDay, "zone", zone.name);
}

void add_reloads(Families& families, const Standing& standing) {
  families.add(MetricType::Counter, "bailiwick_reloads_total", "Reloads; failed: everything stayed as it was.");
  families.sample(static_cast<double>(standing.reloads_good), "outcome", "good");
  families.sample(static_cast<double>(standing.reloads_zones_rejected), "outcome", "zones_rejected");
  families.sample(static_cast<double>(standing.reloads_failed), "outcome", "failed");
  families.gauge("bailiwick_last_good_load_timestamp_seconds",
                 "When the config and all its zones were last loaded and none refused, since 1970; 0: not yet.",
                 static_cast<double>(standing.last_good_load));
}

}  // namespace

std::string exposition(const Sums& sums, const Standing& standing, base::UnixTime started, base::UnixTime now) {
  Families families;
  families.add(MetricType::Gauge, "bailiwick_build_info", "Always 1; the version is in the label.");
  families.sample(1, "version", base::kVersion);
  families.gauge("bailiwick_start_time_seconds", "When the server started, since 1970.", static_cast<double>(started));
  add_counters(families, sums);
  add_zones(families, standing, now);
  add_reloads(families, standing);
  return families.text();
}

}  // namespace bailiwick::metrics
