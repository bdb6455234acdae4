// A zone that was just added and cannot be served yet, whatever is wrong with its file: others go on to lean on it
// where it is served elsewhere, but nobody moves there.
#include <doctest/doctest.h>

#include "daemon/zone_runs.h"
#include "support/zone_files.h"

using namespace bailiwick;
using namespace bailiwick::support;

namespace {

std::optional<std::uint32_t> serial_of(const daemon::ZoneRuns& runs, const char* name) {
  const auto* entry = runs.zones().set()->find_origin(*wire::Name::from_text(name));
  return entry != nullptr && entry->zone ? entry->zone->serial() : std::nullopt;
}

std::string led_to(unsigned serial, const std::string& host) {
  return soa(serial) + "@ NS " + host + ".\n";
}

}  // namespace

TEST_CASE("nobody moves to an addition that is not served, whatever is wrong with its file") {
  const std::string broken = good_zone(1) + "www A 192.0.2.\n";
  for (const std::string& addition : {circular_zone(1), broken}) {
    CAPTURE(addition);
    for (const bool at_once : {true, false}) {
      CAPTURE(at_once);
      const ZoneFiles files;
      files.write("a.one", led_to(1, "ns.elsewhere.org"));
      files.write("c.three", led_to(1, "ns1.b.two"));
      daemon::ZoneRuns runs;
      runs.run(files.config({"a.one", "c.three"}), {});
      REQUIRE(serial_of(runs, "a.one") == 1U);
      REQUIRE(serial_of(runs, "c.three") == 1U);

      files.write("b.two", addition);
      if (!at_once) runs.run(files.config({"a.one", "b.two", "c.three"}), {});
      files.write("a.one", led_to(2, "ns1.b.two"));
      files.write("c.three", led_to(2, "ns1.b.two"));
      runs.run(files.config({"a.one", "b.two", "c.three"}), {});
      CHECK(serial_of(runs, "b.two") == std::nullopt);
      CHECK(serial_of(runs, "a.one") == 1U);
      CHECK(serial_of(runs, "c.three") == 2U);  // it has been there before
    }
  }
}
