// Which zones a world has: a parent, mostly a child and a grandchild of it, and a zone beside them.
#include "differential/world.h"

#include "differential/zone_maker.h"
#include "support/ldns_client.h"

namespace bailiwick::differential {

World make_world(std::uint64_t seed, bool plain) {
  Random random(seed);
  static const std::vector<std::string> kOrigins = {"example.", "p.test.", "Zone.Example.COM.", R"(odd\.label.test.)",
                                                    "a.a.a.a.test."};
  const std::string parent = random.pick(kOrigins);
  const std::string child = random_label(random) == "b" ? "b." + parent : "child." + parent;
  const std::string grandchild = (random.chance(50) ? "g." : "g.x.") + child;
  const std::string hidden = "c.b." + parent;  // served, though its parent mostly knows of no cut there
  const std::string beside = "other.test.";

  World world;
  std::vector<std::string> foreign = {child, grandchild, hidden};
  const auto add = [&](const std::string& origin, std::vector<std::string> delegated) {
    std::vector<std::string> others = {"far.example.net.", "www." + beside, beside, parent, "ns1." + parent};
    others.insert(others.end(), {"www." + child, "ns1." + child, "a." + grandchild, "."});
    ZoneMaker maker(random, origin, std::move(delegated), std::move(others), foreign, plain);
    world.zones.push_back(maker.make());
    for (const auto& owner : maker.owners()) {
      foreign.push_back(owner);
      world.zones.back().owners.insert(support::canonical_name(owner));
    }
    world.names.insert(world.names.end(), maker.names().begin(), maker.names().end());
  };
  const bool has_child = random.chance(75);
  const bool has_grandchild = has_child && random.chance(50);
  add(parent, has_child ? std::vector{child} : std::vector<std::string>{});
  if (has_child) add(child, has_grandchild ? std::vector{grandchild} : std::vector<std::string>{});
  if (has_grandchild) add(grandchild, {});
  if (random.chance(30) && child != "b." + parent) add(hidden, {});
  add(beside, {});
  return world;
}

const Zone* zone_of(const World& world, const std::string& name) {
  const Zone* best = nullptr;
  for (const auto& zone : world.zones)
    if (is_at_or_below(name, zone.origin) && (best == nullptr || is_at_or_below(zone.origin, best->origin)))
      best = &zone;
  return best;
}

}  // namespace bailiwick::differential
