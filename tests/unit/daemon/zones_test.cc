#include "daemon/zones.h"

#include "publish/zone_loader.h"
#include "support/zone_files.h"
#include "zone/compare.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;
using namespace bailiwick::publish;

namespace {

const zone::Zone* zone_of(const LoadedZones& loaded, const char* name) {
  const auto* entry = loaded.zones->find_origin(*wire::Name::from_text(name));
  return entry != nullptr ? entry->zone.get() : nullptr;
}

}  // namespace

TEST_CASE("a zone is loaded, and one that cannot be reached is refused with its reasons") {
  const ZoneFiles files;
  files.write("example.com", good_zone(7));
  const ZoneOutcome good = load_and_check("example.com", files.path("example.com"), check::Refuse::Circular);
  CHECK(good.readable);
  CHECK_FALSE(good.refused);
  REQUIRE(good.zone);
  CHECK(good.zone->serial() == 7);

  files.write("example.com", circular_zone(8));
  const ZoneOutcome circular = load_and_check("example.com", files.path("example.com"), check::Refuse::Circular);
  CHECK(circular.readable);
  CHECK(circular.refused);
  CHECK(circular.findings.count("C01") == 1);
  CHECK_FALSE(load_and_check("example.com", files.path("example.com"), check::Refuse::Fatal).refused);

  const ZoneOutcome missing = load_and_check("example.com", files.path("nowhere"), check::Refuse::Circular);
  CHECK_FALSE(missing.readable);
  CHECK(missing.refused);
  CHECK_FALSE(missing.zone);
  CHECK_FALSE(missing.findings.empty());
}

TEST_CASE("the longest TTL of the config holds for the zones") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  config::Config config = files.config({"a.test"});
  config.refuse = config::Refuse::Error;
  config.max_ttl = 7 * 86400;
  CHECK(load_zones(config, nullptr).refused() == 0);
  config.max_ttl = 59;
  CHECK(load_zones(config, nullptr).refused() == 1);
}

TEST_CASE("a zone with a wrong digest is not served, whatever else is; one without only where it is required") {
  const ZoneFiles files;
  const std::string digest =
      "@ ZONEMD 1 1 1 "
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F\n";
  files.write("a.test", good_zone(1) + digest);
  files.write("b.test", good_zone(1));
  config::Config config = files.config({"a.test", "b.test"});
  config.refuse = config::Refuse::Fatal;
  CHECK(load_zones(config, nullptr).refused_names == std::vector<std::string>{"a.test"});
  config.zonemd = config::Zonemd::Require;
  CHECK(load_zones(config, nullptr).refused() == 2);
  config.zonemd = config::Zonemd::Off;
  CHECK(load_zones(config, nullptr).refused() == 0);
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
  config.refuse = config::Refuse::Error;
  CHECK(load_zones(config, nullptr).refused() == 0);  // quick, which is the default
  config.dnssec_checks = config::DnssecChecks::Full;
  CHECK(load_zones(config, nullptr).refused() == 1);
  config.dnssec_checks = config::DnssecChecks::Off;
  CHECK(load_zones(config, nullptr).refused() == 0);
}

TEST_CASE("at first start a refused zone has a place without data, and the others are served") {
  const ZoneFiles files;
  files.write("good.test", good_zone(1));
  files.write("bad.test", circular_zone(1));
  const LoadedZones loaded = load_zones(files.config({"good.test", "bad.test"}), nullptr);
  CHECK(loaded.left_out == 1);
  CHECK(loaded.kept == 0);
  CHECK(zone_of(loaded, "good.test") != nullptr);
  CHECK(zone_of(loaded, "bad.test") == nullptr);
  CHECK(loaded.zones->find_origin(*wire::Name::from_text("bad.test")) != nullptr);
}

TEST_CASE("on reload a refused zone keeps its old version, whatever is wrong with the new one") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", good_zone(1));
  const config::Config config = files.config({"a.test", "b.test"});
  const LoadedZones first = load_zones(config, nullptr);
  const zone::Zone* const old = zone_of(first, "a.test");
  REQUIRE(old != nullptr);

  files.write("b.test", good_zone(2));
  for (const std::string& broken : {circular_zone(2), std::string("@ SOA broken"), std::string()}) {
    CAPTURE(broken);
    files.write("a.test", broken);
    const LoadedZones second = load_zones(config, first.zones.get());
    CHECK(second.kept == 1);
    CHECK(second.left_out == 0);
    CHECK(zone_of(second, "a.test") == old);
    CHECK(zone_of(second, "b.test")->serial() == 2);
  }
  files.remove("a.test");
  CHECK(zone_of(load_zones(config, first.zones.get()), "a.test") == old);

  files.write("a.test", good_zone(3));
  CHECK(zone_of(load_zones(config, first.zones.get()), "a.test")->serial() == 3);
}

TEST_CASE("a zone that is not configured any more goes") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  files.write("b.test", good_zone(1));
  const LoadedZones first = load_zones(files.config({"a.test", "b.test"}), nullptr);
  const LoadedZones second = load_zones(files.config({"b.test"}), first.zones.get());
  CHECK(second.zones->size() == 1);
  CHECK(zone_of(second, "a.test") == nullptr);
}

TEST_CASE("two zones have the same records whatever the order they are written in") {
  const ZoneFiles files;
  const auto load = [&](const std::string& more) {
    files.write("a.test", good_zone(1) + more);
    return load_and_check("a.test", files.path("a.test"), check::Refuse::Fatal).zone;
  };
  const auto plain = load("");
  CHECK(zone::same_records(*plain, *load("")));
  CHECK(zone::same_records(*load("x A 192.0.2.5\nx A 192.0.2.6\n"), *load("x A 192.0.2.6\nx A 192.0.2.5\n")));
  CHECK_FALSE(zone::same_records(*plain, *load("x A 192.0.2.5\n")));
  CHECK_FALSE(zone::same_records(*load("x A 192.0.2.5\n"), *load("x A 192.0.2.6\n")));
  CHECK_FALSE(zone::same_records(*load("x A 192.0.2.5\n"), *load("x 5 A 192.0.2.5\n")));
  CHECK_FALSE(zone::same_records(*load("x A 192.0.2.5\n"), *load("y A 192.0.2.5\n")));
}
