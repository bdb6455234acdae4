// What a finding between zones takes out of the findings of one zone, and what it must leave there.
#include <doctest/doctest.h>

#include <string>

#include "world_maker.h"

using namespace worlds;

TEST_CASE("taking out what is folded keeps as many of the others as were kept before") {
  constexpr std::size_t kMany = base::Findings::kKeptPerCode + 10;
  World world;
  std::string text = "@ NS ns1\n@ NS ns2\n";  // a circle: C01 says what A05 would
  for (std::size_t i = 0; i < kMany; ++i) text += "odd_" + std::to_string(i) + " A 192.0.2.1\n";
  world.add("shop.example", text);
  const check::WorldResult result = world.check();
  REQUIRE(result.findings.count("C01") == 1);
  std::vector<check::ZoneInput> zones = world.inputs();
  const check::ZoneInput patient{zones[0].zone, zones[0].sources, zones[0].notes, 2 * kMany};
  base::Findings found = check::check_zone(patient);
  REQUIRE(found.count("S11") == kMany);
  REQUIRE(found.count("A05") > 0);
  check::remove_folded(result, zones, 0, found);
  CHECK(found.count("A05") == 0);
  CHECK(found.count("S11") == kMany);
  CHECK(found.unseen("S11", base::Level::Warning) == 0);
}
