// Random worlds against the judge, who finds single points of failure by taking each server away. The seed of a failing
// world is printed.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "judge.h"
#include "random_world.h"

using namespace worlds;

namespace {

char expected_state(const Judge& judge, const std::string& zone, int family, bool externals) {
  if (judge.reached(family, false, false).contains(zone)) return 'S';
  if (externals && judge.reached(family, false, true).contains(zone)) return 'X';
  return judge.reached(family, true, externals).contains(zone) ? 'W' : 'U';
}

std::set<std::string> expected_single(const Judge& judge, const std::string& zone, bool externals) {
  std::map<std::string, std::set<std::string>> alike;
  for (const std::string& host : judge.hosts()) alike[judge.alike(host)].insert(host);
  std::set<std::string> single;
  for (const auto& [addresses, hosts] : alike)
    if (!judge.reached(3, true, externals, hosts).contains(zone)) single.insert(addresses);
  return single;
}

}  // namespace

TEST_CASE("random worlds: states and single points of failure are what the slow judge finds") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    const Plan plan = random_plan(seed);
    CAPTURE(seed);
    CAPTURE(told(plan));
    const World world = world_of(plan);
    const check::WorldResult result = world.check();
    const Judge judge(plan);
    for (std::size_t number = 0; number < result.graph.zones.size(); ++number) {
      const check::ReachZone& zone = result.graph.zones[number];
      const std::string name = wire::to_display(zone.origin);
      CAPTURE(name);
      REQUIRE(judge.zones().contains(name));
      for (const auto& [clients, family] :
           {std::pair(check::Clients::V4, 1), std::pair(check::Clients::V6, 2), std::pair(check::Clients::Both, 3)})
        REQUIRE(letter(zone.state(clients)) == expected_state(judge, name, family, plan.externals));
      if (zone.state(check::Clients::Both) == check::Reach::Unreached) continue;
      std::set<std::string> single;
      for (const std::uint32_t host : result.graph.single[number])
        single.insert(judge.alike(wire::to_display(result.graph.hosts[host].name)));
      REQUIRE(single == expected_single(judge, name, plan.externals));
    }
  }
}

TEST_CASE("random worlds: every unreached loaded zone is explained, and every core is a circle of unreached zones") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    const Plan plan = random_plan(seed);
    CAPTURE(seed);
    CAPTURE(told(plan));
    const World world = world_of(plan);
    const check::WorldResult result = world.check();
    const base::Findings all = world.all_findings(result);
    const auto name_of = [&](std::uint32_t number) { return wire::to_display(result.graph.zones[number].origin); };
    for (std::uint32_t number = 0; number < plan.zones.size(); ++number) {
      const check::ReachZone& zone = result.graph.zones[number];
      if (zone.state(check::Clients::Both) != check::Reach::Unreached) continue;
      const auto& codes = result.codes[number];
      const bool told_between = std::ranges::any_of(
          codes, [](std::string_view code) { return code.starts_with('C') || code.starts_with('D'); });
      const bool told_alone = std::ranges::any_of(all.kept(), [&](const base::Finding& finding) {
        return finding.level >= base::Level::Error &&
               (finding.subject == name_of(number) || finding.subject == name_of(zone.holder));
      });
      const bool is_told = told_between || told_alone;
      CAPTURE(name_of(number));
      REQUIRE(is_told);
      if (zone.core != check::kNobody) REQUIRE(check::keeps_from_going_live(result, number, check::Reject::Circular));
    }
    for (const check::ReachCore& core : result.graph.cores) {
      REQUIRE_FALSE(core.hops.empty());
      for (const std::uint32_t zone : core.zones)
        REQUIRE(result.graph.zones[zone].state(check::Clients::Both) == check::Reach::Unreached);
    }
  }
}
