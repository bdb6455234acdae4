// The metrics over HTTP, as a Prometheus server fetches them and as whoever means harm would.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "e2e/site.h"
#include "support/sanitized.h"

namespace bailiwick::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr double kDay = 24 * 3600;

support::Octets octets(const std::string& text) {
  return {text.begin(), text.end()};
}

// The number behind `name`, which has the labels with it.
std::optional<double> sample(const std::string& page, const std::string& name) {
  const std::size_t at = page.find("\n" + name + " ");
  if (at == std::string::npos) return std::nullopt;
  return std::strtod(page.c_str() + at + name.size() + 2, nullptr);
}

// A server with metrics on a port of their own.
class Measured : public Site {
 public:
  explicit Measured(RateLimit rate_limit = RateLimit::Off) : Site(rate_limit) {
    zone("example.com", example_zone());
    configure("metrics: {listen: 127.0.0.1@" + std::to_string(metrics_port) + "}");
  }
  // Once it is at least `least`, for the page is made anew each second; else what it is after some seconds.
  double at_least(double least, const std::string& name) const {
    std::optional<double> value;
    for (int tries = 0; tries < 100 && value.value_or(least - 1) < least; ++tries) {
      if (tries > 0) std::this_thread::sleep_for(milliseconds(50));
      value = sample(get_metrics(metrics_port), name);
    }
    REQUIRE(value);
    return *value;
  }

  const std::uint16_t metrics_port = support::free_port();
};

// With a key and signatures that are none, but for their dates.
std::string signed_zone(std::time_t until) {
  char date[sizeof "20270201000000"];
  std::strftime(date, sizeof date, "%Y%m%d%H%M%S", std::gmtime(&until));
  std::string text =
      "@ 60 SOA ns.far.example. h.far.example. 1 2 3 4 5\n@ 60 NS ns.far.example.\n"
      "@ 60 DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=\n@ 5 NSEC @ NS SOA RRSIG NSEC DNSKEY\n";
  for (const char* type : {"SOA", "NS", "NSEC", "DNSKEY"})
    text += std::string("@ RRSIG ") + type + " 15 2 60 " + date + " 20200101000000 32598 @ AAAA\n";
  return text;
}

TEST_CASE("each signed zone has the days that its signatures last, fewer than none once they have expired") {
  Measured site;
  const std::time_t now = std::time(nullptr);
  site.zone("soon.test", signed_zone(now + static_cast<std::time_t>(10 * kDay)));
  site.zone("expired.test", signed_zone(now - static_cast<std::time_t>(3 * kDay)));
  site.start();
  CHECK(site.ask("soon.test.", "SOA").answer.size() == 1);
  CHECK(site.ask("expired.test.", "SOA").answer.size() == 1);
  const std::string page = get_metrics(site.metrics_port);
  CHECK(page.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(page.find("\r\nContent-Type: text/plain; version=0.0.4") != std::string::npos);
  const std::string days = "bailiwick_zone_signed_days_left";
  CHECK(sample(page, days + "{zone=\"soon.test.\"}").value_or(0) == doctest::Approx(10).epsilon(0.001));
  CHECK(sample(page, days + "{zone=\"expired.test.\"}").value_or(0) == doctest::Approx(-3).epsilon(0.001));
  CHECK(sample(page, "bailiwick_zones_signed") == 2);
  CHECK(page.find("zone=\"example.com.\"") == std::string::npos);
  CHECK(sample(page, "bailiwick_zones{state=\"up_to_date\"}") == 3);
}

TEST_CASE("queries, responses and what the rate limit does to a flood are counted") {
  Measured site(RateLimit::AsConfigured);
  site.configure("rate-limit: {responses-per-second: 10}");
  site.start();
  constexpr int kAsked = 300;
  support::UdpSocket flood("127.0.0.1", site.port());
  flood.bind_to("127.9.9.1");
  for (int i = 0; i < kAsked; ++i) {
    REQUIRE(flood.send(support::encode(query("www.example.com.", "A"))));
    if (i % 50 == 0) (void)site.ask("nowhere.example.com.", "A", true);  // gives the server time for those
  }
  CHECK(site.at_least(6, "bailiwick_queries_total{transport=\"tcp\"}") == 6);
  CHECK(site.at_least(kAsked, "bailiwick_queries_total{transport=\"udp\"}") >= kAsked);
  CHECK(site.at_least(6, "bailiwick_responses_total{rcode=\"NXDOMAIN\"}") == 6);
  CHECK(site.at_least(100, "bailiwick_rate_limited_total{action=\"dropped\"}") >= 100);
  CHECK(site.at_least(100, "bailiwick_rate_limited_total{action=\"truncated\"}") >= 100);
  CHECK(site.at_least(100, "bailiwick_responses_truncated_total") >= 100);
}

TEST_CASE("a reload changes what is told of zones and reloads, and where") {
  Measured site;
  site.start();
  const double started = site.at_least(1, "bailiwick_last_good_load_timestamp_seconds");
  CHECK(started == doctest::Approx(static_cast<double>(std::time(nullptr))).epsilon(1e-6));
  site.zone("example.com", circular_zone(2));
  site.reload();
  CHECK(site.at_least(1, "bailiwick_reloads_total{outcome=\"zones_rejected\"}") == 1);
  CHECK(site.at_least(1, "bailiwick_zones{state=\"previous_version\"}") == 1);
  CHECK(site.at_least(1, "bailiwick_zones{state=\"up_to_date\"}") == 1);  // reload() adds one
  CHECK(site.at_least(started, "bailiwick_last_good_load_timestamp_seconds") == started);

  site.dir().write("bailiwick.yaml", "workers: none\n");
  site.process().signal(SIGHUP);
  CHECK(site.at_least(1, "bailiwick_reloads_total{outcome=\"failed\"}") == 1);

  const std::uint16_t other = support::free_port();
  site.dir().write("bailiwick.yaml", "listen: 127.0.0.1@" + std::to_string(site.port()) +
                                         "\nuser: \"\"\nstate-directory: state\ncontrol: {socket: control}\nmetrics: {listen: 127.0.0.1@" +
                                         std::to_string(other) + "}\n");
  site.process().signal(SIGHUP);
  REQUIRE(site.process().wait_for_log("metrics are at 127.0.0.1@" + std::to_string(other)));
  CHECK(get_metrics(other).starts_with("HTTP/1.1 200 "));
  CHECK_FALSE(support::TcpSocket("127.0.0.1", site.metrics_port).connected());
}

TEST_CASE("an address of the metrics that is taken keeps the server from starting, with exit code 1") {
  Measured first;
  first.start();
  Site second;
  second.zone("example.com", example_zone());
  second.configure("metrics: {listen: 127.0.0.1@" + std::to_string(first.metrics_port) + "}");
  CHECK(second.launch().wait(seconds(20)) == 1);
  CHECK(log_line(second.process().log(), "metrics.listen") != "");
  CHECK(log_line(second.process().log(), "already taken by bailiwick") != "");
}

TEST_CASE("an address of `listen` is not shared with the metrics") {
  Site site;
  site.zone("example.com", example_zone());
  site.configure("metrics: {listen: 127.0.0.1@" + std::to_string(site.port()) + "}");
  CHECK(site.launch().wait(seconds(20)) == 2);
  CHECK(log_line(site.process().log(), "given twice") != "");
  Site wildcard("0.0.0.0");
  wildcard.zone("example.com", example_zone());
  wildcard.configure("metrics: {listen: 127.0.0.1@" + std::to_string(wildcard.port()) + "}");
  CHECK(wildcard.launch().wait(seconds(20)) == 1);
  CHECK(log_line(wildcard.process().log(), "this server itself") != "");
}

TEST_CASE("HTTP that means harm: half requests, garbage, huge headers and thousands of connections hurt nobody") {
  Measured site;
  site.start();
  const auto is_well = [&] {
    CHECK(site.ask("www.example.com.", "A").answer.size() == 1);
    CHECK(get_metrics(site.metrics_port).starts_with("HTTP/1.1 200 "));
  };
  std::vector<std::unique_ptr<support::TcpSocket>> held;
  const auto hold = [&](const std::string& text) {
    held.push_back(std::make_unique<support::TcpSocket>("127.0.0.1", site.metrics_port));
    (void)held.back()->send_raw(octets(text));
  };
  for (int i = 0; i < 200; ++i) hold(i % 2 == 0 ? "GET /metrics HT" : "");
  is_well();
  // Those that came first have made room; the last ones have their time.
  CHECK(held.front()->closed_within(seconds(2)));
  CHECK(held.back()->closed_within(seconds(10)));

  hold(std::string(100, '\0') + "\xff\r\n\r\n");
  CHECK(held.back()->closed_within(seconds(2)));
  hold("GET /metrics HTTP/1.1\r\nX: " + std::string(1 << 20, 'x'));
  CHECK(held.back()->closed_within(seconds(2)));
  hold("POST /metrics HTTP/1.1\r\nContent-Length: 1000000000\r\n\r\n");
  CHECK(held.back()->closed_within(seconds(2)));
  is_well();

  for (int i = 0; i < (support::kSanitized ? 1000 : 10'000); ++i) {
    support::TcpSocket client("127.0.0.1", site.metrics_port);
    if (i % 3 != 0) (void)client.send_raw(octets(i % 3 == 1 ? "GET /metrics HTTP/1.1\r\n\r\n" : "\r\r\n"));
    if (i % 100 == 0) CHECK(site.ask("www.example.com.", "A").answer.size() == 1);
  }
  is_well();

  for (int i = 0; i < 100; ++i) hold("GET /metrics HTTP/1.1\r\n");
  site.process().signal(SIGTERM);
  CHECK(site.process().wait(milliseconds(support::kSanitized ? 5000 : 1000)) == 0);
}

}  // namespace
}  // namespace bailiwick::e2e
