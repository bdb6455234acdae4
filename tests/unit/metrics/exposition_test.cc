// The text of the metrics, read as Prometheus reads it (its text format 0.0.4): lines "name{label="value"} number",
// each family after its # HELP and # TYPE.
#include "metrics/exposition.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "base/version.h"

using namespace bailiwick::metrics;

namespace {

constexpr bailiwick::base::UnixTime kNow = 1'800'000'000;
constexpr bailiwick::base::UnixTime kDay = 86'400;

// What stands before the number, to the number. Each name is given once.
std::map<std::string, double> samples(const std::string& text) {
  std::map<std::string, double> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t blank = line.rfind(' ');
    REQUIRE(blank != std::string::npos);
    CHECK(out.emplace(line.substr(0, blank), std::stod(line.substr(blank + 1))).second);
  }
  return out;
}

std::string text_of(const Sums& sums, const Standing& standing = {}) {
  return exposition(sums, standing, kNow - 60, kNow);
}

}  // namespace

TEST_CASE("each counter is told once, by its sum; the replies in all as the sum over the rcodes") {
  Sums sums;
  std::set<double> wanted;
  for (std::size_t i = 0; i < kCounterCount; ++i) {
    sums[i] = 1'000'000'007 + i;
    if (static_cast<Counter>(i) != Counter::Replies) wanted.insert(static_cast<double>(sums[i]));
  }
  std::multiset<double> told;
  for (const auto& [name, value] : samples(text_of(sums)))
    if (value >= 1'000'000'007 && value < 1'000'000'007 + kCounterCount) told.insert(value);
  CHECK(std::ranges::equal(told, wanted));
  for (std::size_t i = 0; i < kCounterCount; ++i) sums[i] = i;
  auto found = samples(text_of(sums));
  CHECK(found[R"(bailiwick_queries_total{transport="tcp"})"] == static_cast<double>(Counter::TcpQueries));
  CHECK(found[R"(bailiwick_responses_total{rcode="NXDOMAIN"})"] == static_cast<double>(Counter::NxDomain));
  CHECK(found[R"(bailiwick_rate_limited_total{action="dropped"})"] == static_cast<double>(Counter::RateDropped));
}

TEST_CASE("every family has its help and its type before its samples, and counters alone end in _total") {
  std::istringstream lines(text_of({}, {.signed_zones = {{"example.com.", kNow}}}));
  std::string family, type;
  std::set<std::string> seen;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    if (second == "HELP" || second == "TYPE") {
      words >> family >> type;
      CHECK(seen.insert(second + ' ' + family).second);
      continue;
    }
    CAPTURE(line);
    CHECK(first.substr(0, first.find('{')) == family);
    CHECK(seen.contains("HELP " + family));
    CHECK((type == "counter") == family.ends_with("_total"));
    CHECK(family.starts_with("bailiwick_"));
  }
}

TEST_CASE("days left of signed zones, by the clock at the time of reading; negative once they have expired") {
  const Standing standing{
      .zones_signed = 3,
      .signed_zones = {
          {"expired.test.", kNow - 3 * kDay}, {"today.test.", kNow + kDay / 2}, {"example.com.", kNow + 30 * kDay}}};
  auto found = samples(text_of({}, standing));
  CHECK(found[R"(bailiwick_zone_signed_days_left{zone="expired.test."})"] == -3);
  CHECK(found[R"(bailiwick_zone_signed_days_left{zone="today.test."})"] == 0.5);
  CHECK(found[R"(bailiwick_zone_signed_days_left{zone="example.com."})"] == 30);
  CHECK(found["bailiwick_zones_signed"] == 3);
  found = samples(exposition({}, standing, kNow, kNow + 31 * kDay));
  CHECK(found[R"(bailiwick_zone_signed_days_left{zone="example.com."})"] == -1);
}

TEST_CASE("octets of a zone's name that mean something in the text are escaped") {
  const std::string text = text_of({}, {.signed_zones = {{"a\\\"b\n.test.", kNow}}});
  CHECK(text.contains("{zone=\"a\\\\\\\"b\\n.test.\"} 0\n"));
}

TEST_CASE("what became of zones and reloads, the version and the times") {
  auto found = samples(text_of({}, {.zones_up_to_date = 5,
                                    .zones_kept = 2,
                                    .zones_left_out = 1,
                                    .zones_not_kept = 6,
                                    .reloads_good = 7,
                                    .reloads_zones_rejected = 3,
                                    .reloads_failed = 4,
                                    .last_good_load = kNow - 5}));
  CHECK(found[R"(bailiwick_zones{state="up_to_date"})"] == 5);
  CHECK(found[R"(bailiwick_zones{state="previous_version"})"] == 2);
  CHECK(found[R"(bailiwick_zones{state="not_loaded"})"] == 1);
  CHECK(found["bailiwick_zones_not_kept"] == 6);
  CHECK(found[R"(bailiwick_reloads_total{outcome="good"})"] == 7);
  CHECK(found[R"(bailiwick_reloads_total{outcome="zones_rejected"})"] == 3);
  CHECK(found[R"(bailiwick_reloads_total{outcome="failed"})"] == 4);
  CHECK(found["bailiwick_last_good_load_timestamp_seconds"] == static_cast<double>(kNow - 5));
  CHECK(found["bailiwick_start_time_seconds"] == static_cast<double>(kNow - 60));
  CHECK(found["bailiwick_build_info{version=\"" + std::string(bailiwick::base::kVersion) + "\"}"] == 1);
}
