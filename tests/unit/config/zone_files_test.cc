// The names of files in zones-directory: what is wrong with one of them is a mistake of that file, never of the config.
#include <algorithm>

#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

std::string zone_list(const Loaded& loaded) {
  std::string list;
  for (const ZoneEntry& zone : loaded.config.zones)
    list += name_of(zone) + '=' + std::filesystem::path(zone.file).filename().string() + ' ';
  return list;
}

}  // namespace

TEST_CASE("a file whose name is no zone's is named, and the others are served") {
  for (const char* odd : {"example.com (1).zone", "a..b.zone", ".zone.zone",
                          "b\xc3\xbc"
                          "cher.example.zone",
                          "copy of x.zone"}) {
    CAPTURE(std::string(odd));
    const Sandbox sandbox;
    sandbox.write("zones/example.com.zone");
    sandbox.write(std::string("zones/") + odd);
    const Loaded loaded = sandbox.load("");
    CHECK(loaded.usable());
    CHECK(zone_list(loaded) == "example.com=example.com.zone ");
    if (odd[0] == '.') continue;  // hidden: not looked at
    const base::Finding finding = only(loaded);
    CHECK(finding.level == base::Level::Error);
    CHECK(finding.code == kBadZoneName);
    CHECK(finding.places.at(0).file == sandbox.path(std::string("zones/") + odd));
    CHECK(contains(finding.help, "rename the file"));
    CHECK(loaded.conflicts.empty());
    CHECK(loaded.zones_known);
  }
}

TEST_CASE("of two files for one zone the one that is written canonically is chosen, and both are named") {
  const Sandbox sandbox;
  sandbox.write("zones/Example.COM.zone");
  sandbox.write("zones/example.com.zone");
  sandbox.write("zones/example.net.zone");
  const Loaded loaded = sandbox.load("");
  CHECK(loaded.usable());
  CHECK(zone_list(loaded) == "example.com=example.com.zone example.net=example.net.zone ");
  REQUIRE(loaded.conflicts.size() == 1);
  CHECK(wire::to_display(loaded.conflicts[0].origin) == "example.com");
  CHECK(loaded.conflicts[0].files ==
        std::vector<std::string>{sandbox.path("zones/Example.COM.zone"), sandbox.path("zones/example.com.zone")});
  CHECK(loaded.conflicts[0].chosen == sandbox.path("zones/example.com.zone"));
  const base::Finding finding = only(loaded);
  CHECK(finding.level == base::Level::Error);
  CHECK(finding.code == kDuplicateZone);
  CHECK(finding.message == "2 files are named after the zone 'example.com': 'Example.COM.zone', 'example.com.zone'");
  REQUIRE(finding.places.size() == 1);
  CHECK(finding.places[0].file == sandbox.path("zones/Example.COM.zone"));
}

TEST_CASE("without a canonical one the first is chosen; an escape is not canonical, a single file need not be") {
  const Sandbox sandbox;
  for (const char* name : {"EXAMPLE.com.zone", "Example.COM.zone", "ex\\097mple.com.zone", "Other.example.zone",
                           "0_25.2.0.192.in-addr.arpa.zone"})
    sandbox.write(std::string("zones/") + name);
  const Loaded loaded = sandbox.load("");
  CHECK(loaded.usable());
  REQUIRE(loaded.conflicts.size() == 1);
  CHECK(loaded.conflicts[0].files.size() == 3);
  CHECK(loaded.conflicts[0].chosen == sandbox.path("zones/EXAMPLE.com.zone"));
  CHECK(contains(zone_list(loaded), "other.example=Other.example.zone "));
  CHECK(loaded.config.zones.size() == 3);
}

TEST_CASE("listed zones do not look at the names of files") {
  const Sandbox sandbox;
  sandbox.write("zones/Example.COM.zone");
  sandbox.write("zones/example.com.zone");
  sandbox.write("zones/example.com (1).zone");
  const Loaded loaded = sandbox.load("zones: [example.com, {name: example.net, file: example.com (1).zone}]\n");
  CHECK(lines(loaded) == std::string());
  CHECK(loaded.conflicts.empty());
}

TEST_CASE("a directory of zones that is missing leaves the config usable, and the zones unknown") {
  const Sandbox sandbox;
  const Loaded missing = sandbox.load("");
  CHECK(missing.usable());
  CHECK_FALSE(missing.zones_known);
  CHECK(only(missing).level == base::Level::Error);
  const Loaded listed = sandbox.load("zones: [example.com]\n");
  CHECK(listed.usable());
  CHECK(listed.zones_known);
  CHECK(only(listed).code == kZonesDirectory);
  sandbox.write("zones/notes.txt");
  CHECK(sandbox.load("").zones_known);  // empty is known, too
}
