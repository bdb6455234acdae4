#include "daemon/zone_runs.h"

#include <chrono>
#include <filesystem>

#include "publish/zone_loader.h"
#include "support/zone_files.h"
#include "zone/compare.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;
using namespace bailiwick::publish;

namespace {

const zone::Zone* zone_of(const ZoneRuns& runs, const char* name) {
  const auto* entry = runs.zones().set()->find_origin(*wire::Name::from_text(name));
  return entry != nullptr ? entry->zone.get() : nullptr;
}

// Of a first run.
Counts counts(const config::Config& config) {
  return ZoneRuns().run(config, {}).counts;
}

std::string became(const RunOutcome& outcome, const std::string& zone) {
  for (const Outcome& one : outcome.zones)
    if (one.zone == zone) return std::string(became_name(one.became));
  return "";
}

}  // namespace

TEST_CASE("a zone is loaded, and one that cannot be reached is refused with its reasons") {
  const ZoneFiles files;
  files.write("example.com", good_zone(7));
  const ZoneOutcome good = load_and_check("example.com", files.path("example.com"), check::Reject::Circular);
  CHECK(good.readable);
  CHECK_FALSE(good.refused);
  REQUIRE(good.zone);
  CHECK(good.zone->serial() == 7);

  files.write("example.com", circular_zone(8));
  const ZoneOutcome circular = load_and_check("example.com", files.path("example.com"), check::Reject::Circular);
  CHECK(circular.readable);
  CHECK(circular.refused);
  CHECK(circular.findings.count("C01") == 1);
  CHECK_FALSE(load_and_check("example.com", files.path("example.com"), check::Reject::Fatal).refused);

  const ZoneOutcome missing = load_and_check("example.com", files.path("nowhere"), check::Reject::Circular);
  CHECK_FALSE(missing.readable);
  CHECK(missing.refused);
  CHECK_FALSE(missing.zone);
  CHECK_FALSE(missing.findings.empty());
}

TEST_CASE("the longest TTL of the config holds for the zones") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  config::Config config = files.config({"a.test"});
  config.checks.reject = check::Reject::Error;
  config.load.max_ttl = 7 * 86400;
  CHECK(counts(config).rejected() == 0);
  config.load.max_ttl = 59;
  CHECK(counts(config).rejected() == 1);
}

TEST_CASE("a zone with a wrong digest is not served, whatever else is; one without only where it is required") {
  const ZoneFiles files;
  const std::string digest =
      "@ ZONEMD 1 1 1 "
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F\n";
  files.write("a.test", good_zone(1) + digest);
  files.write("b.test", good_zone(1));
  config::Config config = files.config({"a.test", "b.test"});
  config.checks.reject = check::Reject::Fatal;
  CHECK(became(ZoneRuns().run(config, {}), "a.test") == "not_loaded");
  CHECK(counts(config).rejected() == 1);
  config.checks.zonemd = check::Zonemd::Require;
  CHECK(counts(config).rejected() == 2);
  config.checks.zonemd = check::Zonemd::Off;
  CHECK(counts(config).rejected() == 0);
}

// A zone with a key and one signature, which is none and has expired.
TEST_CASE("expired signatures never keep a zone from being served; others do where every error does") {
  const ZoneFiles files;
  const std::string key = "@ DNSKEY 257 3 15 F04xIU4eDhMNcMbp+xd47JH7dxIPBWSXHK5sJZGT9zU=\n";
  const auto signature = [](const std::string& type, const std::string& end) {
    return "@ RRSIG " + type + " 15 2 3600 " + end + " 20200101000000 32598 a.test. AAAA\n";
  };
  std::string text = soa(1) + "@ NS ns.b.test.\n" + key + "@ NSEC @ NS SOA RRSIG NSEC DNSKEY\n";
  for (const char* type : {"SOA", "NS", "NSEC", "DNSKEY"}) text += signature(type, "20200201000000");
  files.write("a.test", text);
  config::Config config = files.config({"a.test"});
  config.checks.reject = check::Reject::Error;
  CHECK(counts(config).rejected() == 0);  // quick, which is the default
  config.checks.dnssec = check::Dnssec::Full;
  CHECK(counts(config).rejected() == 1);
  config.checks.dnssec = check::Dnssec::Off;
  CHECK(counts(config).rejected() == 0);
}

TEST_CASE("at first start a rejected zone has a place without data, and the others are served") {
  const ZoneFiles files;
  files.write("good.test", good_zone(1));
  files.write("bad.test", circular_zone(1));
  ZoneRuns runs;
  const RunOutcome outcome = runs.run(files.config({"good.test", "bad.test"}), {});
  CHECK(outcome.counts.left_out == 1);
  CHECK(outcome.counts.kept_old == 0);
  CHECK(became(outcome, "good.test") == "published");
  CHECK(became(outcome, "bad.test") == "not_loaded");
  CHECK(zone_of(runs, "good.test") != nullptr);
  CHECK(zone_of(runs, "bad.test") == nullptr);
  CHECK(runs.zones().set()->find_origin(*wire::Name::from_text("bad.test")) != nullptr);
}

TEST_CASE("on reload a rejected zone keeps its old version, whatever is wrong with the new one") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", good_zone(1));
  const config::Config config = files.config({"a.test", "b.test"});
  ZoneRuns runs;
  runs.run(config, {});
  const zone::Zone* const old = zone_of(runs, "a.test");
  REQUIRE(old != nullptr);

  files.write("b.test", good_zone(2));
  for (const std::string& broken : {circular_zone(2), std::string("@ SOA broken"), std::string()}) {
    CAPTURE(broken);
    files.write("a.test", broken);
    const RunOutcome outcome = runs.run(config, {});
    CHECK(outcome.counts.kept_old == 1);
    CHECK(outcome.counts.left_out == 0);
    CHECK(became(outcome, "a.test") == "previous_version");
    CHECK(zone_of(runs, "a.test") == old);
    CHECK(zone_of(runs, "b.test")->serial() == 2);
  }
  files.remove("a.test");
  CHECK(became(runs.run(config, {}), "a.test") == "previous_version");
  CHECK(zone_of(runs, "a.test") == old);

  files.write("a.test", good_zone(3));
  CHECK(became(runs.run(config, {}), "a.test") == "published");
  CHECK(zone_of(runs, "a.test")->serial() == 3);
}

TEST_CASE("a zone whose entry is deleted goes; one whose file is gone stays until somebody decides") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", good_zone(1));
  for (const bool is_listed : {true, false}) {
    CAPTURE(is_listed);
    ZoneRuns runs;
    config::Config config = files.config({"a.test", "b.test"});
    config.zones_listed = is_listed;
    runs.run(config, {});
    config.zones.erase(config.zones.begin());
    const RunOutcome outcome = runs.run(config, {});
    CHECK(became(outcome, "a.test") == (is_listed ? "removed" : "held"));
    CHECK((zone_of(runs, "a.test") != nullptr) == !is_listed);
    CHECK(zone_of(runs, "b.test") != nullptr);
    CHECK(outcome.is_complete() == is_listed);
    if (is_listed) continue;
    CHECK(became(runs.run(config, {}), "a.test") == "held");  // still
    CHECK(became(runs.run(config, {.allow_removals = true}), "a.test") == "removed");
    CHECK(zone_of(runs, "a.test") == nullptr);
  }
}

TEST_CASE("many zones whose entries are deleted at once are held") {
  const ZoneFiles files;
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("z" + std::to_string(i) + ".test");
  for (const std::string& name : names) files.write(name, good_zone(1));
  config::Config config = files.config(names);
  config.zones_listed = true;
  ZoneRuns runs;
  runs.run(config, {});
  const std::vector<config::ZoneEntry> all = config.zones;
  config.zones.resize(30);  // 10 are not many
  CHECK(runs.run(config, {}).counts.held == 0);
  config.zones.resize(19);  // 11 of 30 are
  const RunOutcome outcome = runs.run(config, {});
  CHECK(outcome.counts.held == 11);
  CHECK(outcome.counts.served == 30);
  CHECK(runs.run(config, {.allow_removals = true}).counts.served == 19);
}

TEST_CASE("a file that has not changed is not read again, and an edit of equal length is") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", good_zone(1));
  for (const char* name : {"a.test", "b.test"})  // long ago: their times are to be trusted
    std::filesystem::last_write_time(files.path(name),
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
  const config::Config config = files.config({"a.test", "b.test"});
  ZoneRuns runs;
  CHECK(runs.run(config, {}).read == 2);
  for (unsigned serial = 2; serial < 9; ++serial) {
    files.write("a.test", good_zone(serial));
    const RunOutcome outcome = runs.run(config, {});
    CHECK(zone_of(runs, "a.test")->serial() == serial);
  }
}

TEST_CASE("each option that a zone is read with, changed alone, has the effect of a restart") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  config::Config config = files.config({"a.test"});
  ZoneRuns runs;
  runs.run(config, {});
  const auto changed = [&](auto change) {
    config::Config next = config;
    change(next);
    const bool is_read = runs.run(next, {}).read == 1;
    runs.run(config, {});
    return is_read;
  };
  CHECK(changed([](config::Config& next) { next.load.max_ttl = 59; }));
  CHECK(changed([](config::Config& next) { next.checks.zonemd = check::Zonemd::Require; }));
  CHECK(changed([](config::Config& next) { next.checks.dnssec = check::Dnssec::Full; }));
  CHECK(changed([](config::Config& next) { next.checks.reject = check::Reject::Error; }));
  CHECK(changed([](config::Config& next) { next.listen = {{*base::Address::from_text("127.0.0.9"), 53}}; }));
  CHECK(changed([](config::Config& next) { next.zones.front().registrar = "example"; }));
  CHECK(changed([](config::Config& next) { next.zones.front().parent = check::ParentPolicy::Wide; }));
}

TEST_CASE("two zones have the same records whatever the order they are written in") {
  const ZoneFiles files;
  const auto load = [&](const std::string& more) {
    files.write("a.test", good_zone(1) + more);
    return load_and_check("a.test", files.path("a.test"), check::Reject::Fatal).zone;
  };
  const auto plain = load("");
  CHECK(zone::same_records(*plain, *load("")));
  CHECK(zone::same_records(*load("x A 192.0.2.5\nx A 192.0.2.6\n"), *load("x A 192.0.2.6\nx A 192.0.2.5\n")));
  CHECK_FALSE(zone::same_records(*plain, *load("x A 192.0.2.5\n")));
  CHECK_FALSE(zone::same_records(*load("x A 192.0.2.5\n"), *load("x A 192.0.2.6\n")));
  CHECK_FALSE(zone::same_records(*load("x A 192.0.2.5\n"), *load("x 5 A 192.0.2.5\n")));
  CHECK_FALSE(zone::same_records(*load("x A 192.0.2.5\n"), *load("y A 192.0.2.5\n")));
}

TEST_CASE("what rejects a zone is what checks.reject says: a circle, a host that is not there, or any error") {
  const ZoneFiles files;
  const std::string circle_a = soa(1) + "@ NS ns.b.example.\nns A 192.0.2.1\n";
  const std::string circle_b = soa(1) + "@ NS ns.a.test.\nns A 192.0.2.2\n";
  const auto state = [&](check::Reject reject, const std::string& zone) {
    config::Config config = files.config({"a.test", "b.example"});
    config.checks.reject = reject;
    return became(ZoneRuns().run(config, {}), zone);
  };
  using enum check::Reject;
  files.write("a.test", circle_a);
  files.write("b.example", circle_b);
  CHECK(state(Fatal, "a.test") == "published");
  for (const check::Reject reject : {Circular, Unreachable, Error}) {
    CHECK(state(reject, "a.test") == "not_loaded");
    CHECK(state(reject, "b.example") == "not_loaded");
  }
  // ns9.b.example is not there: no circle, and nobody finds a.test.
  files.write("a.test", soa(1) + "@ NS ns9.b.example.\n");
  files.write("b.example", good_zone(1));
  CHECK(state(Fatal, "a.test") == "published");
  CHECK(state(Circular, "a.test") == "published");
  CHECK(state(Unreachable, "a.test") == "not_loaded");
  CHECK(state(Error, "a.test") == "not_loaded");
  for (const check::Reject reject : {Fatal, Circular, Unreachable, Error})
    CHECK(state(reject, "b.example") == "published");
}

TEST_CASE("an edit that takes away what another zone is found by is rejected, and says so") {
  const ZoneFiles files;
  files.write("a.test", soa(1) + "@ NS ns9.b.test.\n");
  files.write("b.test", good_zone(1) + "ns9 A 192.0.2.9\n");
  const config::Config config = files.config({"a.test", "b.test"});
  ZoneRuns runs;
  REQUIRE(runs.run(config, {}).is_complete());
  files.write("b.test", good_zone(2));
  const RunOutcome outcome = runs.run(config, {});
  CHECK(became(outcome, "b.test") == "previous_version");
  CHECK(zone_of(runs, "b.test")->serial() == 1);
  for (const Outcome& one : outcome.zones)
    if (one.zone == "b.test") {
      REQUIRE(one.reason);
      CHECK(one.reason->message ==
            "resolvers could no longer find a.test: b.test no longer has an address for ns9.b.test");
    }
  // Both together are good.
  files.write("a.test", soa(2) + "@ NS ns1.b.test.\n");
  CHECK(runs.run(config, {}).is_complete());
  CHECK(zone_of(runs, "b.test")->serial() == 2);
}

TEST_CASE("a rejected file is judged again with every run, and with one that names its neighbor alone") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", good_zone(1));
  const config::Config config = files.config({"a.test", "b.test"});
  ZoneRuns runs;
  runs.run(config, {});
  files.write("b.test", soa(2) + "@ NS ns9.a.test.\n");  // waits for ns9
  CHECK(became(runs.run(config, {}), "b.test") == "previous_version");
  files.write("a.test", good_zone(2) + "ns9 A 192.0.2.9\n");
  const RunOutcome outcome = runs.run_some({"a.test"});
  CHECK(became(outcome, "a.test") == "published");
  CHECK(became(outcome, "b.test") == "published");
  CHECK(outcome.is_complete());
}
