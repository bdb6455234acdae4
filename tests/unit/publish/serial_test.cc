#include "publish/serial.h"

#include "load/zone_file.h"
#include "publish/zone_loader.h"
#include "support/temp_dir.h"
#include "support/zone_files.h"
#include "zone/compare.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::publish;

namespace {

std::shared_ptr<const zone::Zone> zone_from(const std::string& name, const std::string& text) {
  return load::load_zone_text(text, "", *wire::Name::from_text(name)).built->zone;
}

store::SerialLog published(const std::vector<std::shared_ptr<const zone::Zone>>& zones) {
  const TempDir dir("serials");
  store::SerialLog log{store::Layout(dir.path())};
  std::vector<store::SerialChange> changes;
  for (const auto& zone : zones)
    changes.push_back(
        {wire::Name(zone->origin()), store::PublishedSerial{*zone->serial(), zone::hash_of_records(*zone)}});
  REQUIRE(log.append(changes));
  store::SerialLog read{store::Layout(dir.path())};
  REQUIRE(read.read());
  return read;
}

std::string message(const store::SerialLog& before, const std::string& name, const std::string& text) {
  const auto found = compare_with_published(before, *zone_from(name, text), "a.zone");
  return found ? found->code + ": " + found->message : "";
}

}  // namespace

TEST_CASE("serials are compared as RFC 1982 says") {
  CHECK(zone::serial_is_after(2, 1));
  CHECK_FALSE(zone::serial_is_after(1, 2));
  CHECK_FALSE(zone::serial_is_after(1, 1));
  CHECK(zone::serial_is_after(0, 0xffffffff));
  CHECK_FALSE(zone::serial_is_after(0xffffffff, 0));
  CHECK_FALSE(zone::serial_is_after(0x80000000, 0));
}

TEST_CASE("a zone is compared with the serial and the records that were published") {
  const store::SerialLog before =
      published({zone_from("a.test", good_zone(7)), zone_from("B.test", good_zone(4294967295))});
  CHECK(before.size() == 2);
  CHECK(message(before, "a.test", good_zone(7)) == "");
  CHECK(message(before, "a.test", good_zone(8) + "x A 192.0.2.5\n") == "");
  CHECK(message(before, "a.test", good_zone(7) + "x A 192.0.2.5\n") ==
        "A10: the zone has changed, but its serial is still 7");
  CHECK(message(before, "a.test", soa(7) + "@ NS ns1\nns1 A 192.0.2.2\n") ==
        "A10: the zone has changed, but its serial is still 7");
  CHECK(message(before, "a.test", good_zone(6)) == "A10: the serial went back from 7 to 6");
  CHECK(message(before, "b.test", good_zone(1)) == "");  // RFC 1982
  CHECK(message(before, "c.test", good_zone(1)) == "");
}

TEST_CASE("the hash of a zone's records does not depend on the order they are written in") {
  const auto hash = [](const std::string& more) {
    return zone::hash_of_records(*zone_from("a.test", good_zone(1) + more));
  };
  CHECK(hash("x A 192.0.2.5\nx A 192.0.2.6\n") == hash("x A 192.0.2.6\nx A 192.0.2.5\n"));
  CHECK(hash("x A 192.0.2.5\n") != hash("x A 192.0.2.6\n"));
  CHECK(hash("x A 192.0.2.5\n") != hash("x 5 A 192.0.2.5\n"));
  CHECK(hash("x A 192.0.2.5\n") != hash("y A 192.0.2.5\n"));
}

TEST_CASE("nothing published yet, and what 0.1.0 left, are no error") {
  const TempDir dir("serials");
  store::SerialLog log{store::Layout(dir.path())};
  REQUIRE(log.read());
  CHECK(message(log, "a.test", good_zone(1)) == "");
  dir.write("serials", "; text\na.test. 7 00000000000000ff\nb.test. x\n\xff\xff");
  REQUIRE(log.read());
  CHECK(message(log, "a.test", good_zone(6)) == "A10: the serial went back from 7 to 6");
  CHECK(message(log, "a.test", good_zone(7)) == "A10: the zone has changed, but its serial is still 7");
  CHECK(message(log, "b.test", good_zone(1)) == "");
}
