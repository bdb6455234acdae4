// What a change of a random world may do to what is found of it: more addresses never make a zone harder to find, fewer
// never easier, and neither other names nor another order of zones and records change anything.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "random_world.h"

using namespace worlds;

namespace {

using Random = std::mt19937;

std::uint32_t pick(Random& random, std::size_t count) {
  return std::uniform_int_distribution<std::uint32_t>(0, static_cast<std::uint32_t>(count) - 1)(random);
}

// By zone and clients; the worst has the highest number.
using States = std::map<std::string, std::array<check::Reach, 3>>;

States states_of(const Plan& plan) {
  const World world = world_of(plan);
  const check::WorldResult result = world.check();
  States states;
  for (const check::ReachZone& zone : result.graph.zones) states[wire::to_display(zone.origin)] = zone.reach;
  return states;
}

// No zone that both know is easier to find in `poorer`. (A delegated zone that is not loaded counts only while somebody
// needs it.)
void require_no_better(const States& poorer, const States& richer) {
  for (const auto& [name, states] : poorer) {
    const auto other = richer.find(name);
    if (other == richer.end()) continue;
    CAPTURE(name);
    for (std::size_t clients = 0; clients < states.size(); ++clients)
      REQUIRE(static_cast<int>(states[clients]) >= static_cast<int>(other->second[clients]));
  }
}

// Below the cut of a zone that is not loaded a host without glue is taken to have both families: there, one address may
// be less than none.
bool is_in_stub(const std::string& host) {
  return host.contains("stub.");
}

// A file and a host in it that has an address, or "".
std::pair<std::uint32_t, std::string> any_host(const Plan& plan, Random& random) {
  std::vector<std::pair<std::uint32_t, std::string>> hosts;
  for (std::uint32_t number = 0; number < plan.zones.size(); ++number)
    for (const auto& [name, host] : plan.zones[number].hosts)
      if (!host.addresses.empty() && !is_in_stub(name)) hosts.emplace_back(number, name);
  if (hosts.empty()) return {0, ""};
  return hosts[pick(random, hosts.size())];
}

// A file and a name server that could have an address in it, whether it is glue there or the host's own; or "".
std::pair<std::uint32_t, std::string> any_place_for_an_address(const Plan& plan, Random& random) {
  std::set<std::string> servers;
  for (const ZonePlan& zone : plan.zones) {
    servers.insert(zone.ns.begin(), zone.ns.end());
    for (const auto& [cut, hosts] : zone.cuts) servers.insert(hosts.begin(), hosts.end());
  }
  std::vector<std::pair<std::uint32_t, std::string>> places;
  for (std::uint32_t number = 0; number < plan.zones.size(); ++number)
    for (const std::string& host : servers) {
      const ZonePlan& zone = plan.zones[number];
      const auto known = zone.hosts.find(host);
      if (below(host, zone.origin) && (known == zone.hosts.end() || !known->second.alias))
        places.emplace_back(number, host);
    }
  if (places.empty()) return {0, ""};
  return places[pick(random, places.size())];
}

// Labels of letters only, of other lengths and in another order; the same label always becomes the same.
class Renaming {
 public:
  explicit Renaming(std::uint32_t seed) : random_(seed) {}

  std::string operator()(const std::string& name) {
    std::string result;
    std::istringstream in(name);
    for (std::string label; std::getline(in, label, '.');) result += (result.empty() ? "" : ".") + label_for(label);
    return result;
  }

  Plan operator()(const Plan& plan) {
    Plan renamed = plan;
    for (ZonePlan& zone : renamed.zones) {
      zone.origin = (*this)(zone.origin);
      zone.ns = all(zone.ns);
      std::map<std::string, HostRecord> hosts;
      for (auto& [name, host] : zone.hosts) {
        host.name = (*this)(name);
        hosts[host.name] = host;
      }
      zone.hosts = std::move(hosts);
      std::map<std::string, std::vector<std::string>> cuts;
      for (const auto& [cut, servers] : zone.cuts) cuts[(*this)(cut)] = all(servers);
      zone.cuts = std::move(cuts);
    }
    return renamed;
  }

 private:
  std::vector<std::string> all(const std::vector<std::string>& names) {
    std::vector<std::string> result;
    for (const std::string& name : names) result.push_back((*this)(name));
    return result;
  }

  std::string label_for(const std::string& label) {
    const auto [at, fresh] = labels_.try_emplace(label);
    while (fresh && (at->second.empty() || !used_.insert(at->second).second)) {
      at->second.clear();
      for (std::uint32_t i = 0, length = 3 + pick(random_, 12); i < length; ++i)
        at->second += static_cast<char>('a' + pick(random_, 26));
    }
    return at->second;
  }

  Random random_;
  std::map<std::string, std::string> labels_;
  std::set<std::string> used_;
};

using Names = std::set<std::string>;

// What is found of a world, by names that `rename` gives.
struct Verdict {
  States states;
  std::map<std::string, std::uint32_t> depths;
  std::map<std::string, Names> codes;         // by zone
  std::map<std::string, std::size_t> errors;  // by code
  std::set<Names> cores;
  bool operator==(const Verdict&) const = default;
};

template <class Rename>
Verdict verdict_of(const Plan& plan, Rename rename) {
  const World world = world_of(plan);
  const check::WorldResult result = world.check();
  const auto name = [&](std::uint32_t number) { return rename(wire::to_display(result.graph.zones[number].origin)); };
  Verdict verdict;
  for (std::uint32_t number = 0; number < result.graph.zones.size(); ++number) {
    verdict.states[name(number)] = result.graph.zones[number].reach;
    verdict.depths[name(number)] = result.graph.zones[number].depth;
  }
  for (std::uint32_t number = 0; number < result.codes.size(); ++number)
    verdict.codes[name(number)] = {result.codes[number].begin(), result.codes[number].end()};
  for (const check::ReachCore& core : result.graph.cores) {
    Names names;
    for (const std::uint32_t zone : core.zones) names.insert(name(zone));
    verdict.cores.insert(names);
  }
  const base::Findings all = world.all_findings(result);
  for (const std::string& code : all.codes())
    if (const std::size_t count = all.count(code, base::Level::Error); count > 0) verdict.errors[code] = count;
  return verdict;
}

}  // namespace

TEST_CASE("random worlds: without an address no state gets better") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    Random random(seed);
    const Plan plan = random_plan(seed);
    CAPTURE(seed);
    CAPTURE(told(plan));
    const auto [number, host] = any_host(plan, random);
    if (host.empty()) continue;
    CAPTURE(host);
    Plan poorer = plan;
    auto& addresses = poorer.zones[number].hosts.at(host).addresses;
    addresses.erase(addresses.begin());
    require_no_better(states_of(poorer), states_of(plan));
  }
}

TEST_CASE("random worlds: with another address no state gets worse") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    Random random(seed);
    const Plan plan = random_plan(seed);
    CAPTURE(seed);
    CAPTURE(told(plan));
    const auto [number, host] = any_place_for_an_address(plan, random);
    if (host.empty()) continue;
    CAPTURE(host);
    Plan richer = plan;
    HostRecord& record = richer.zones[number].hosts[host];
    record.name = host;
    const bool both = is_in_stub(host);
    if (both || seed % 2 == 0) record.addresses.insert("192.0.2.99");
    if (both || seed % 2 == 1) record.addresses.insert("2001:db8::99");
    require_no_better(states_of(plan), states_of(richer));
  }
}

TEST_CASE("random worlds: other names change nothing of the verdict") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    const Plan plan = random_plan(seed);
    CAPTURE(seed);
    CAPTURE(told(plan));
    Renaming rename(seed);
    const Plan renamed = rename(plan);
    CAPTURE(told(renamed));
    const bool same = verdict_of(plan, rename) == verdict_of(renamed, [](const std::string& name) { return name; });
    REQUIRE(same);
  }
}
