// Random worlds of up to eight zones against a judge that is slow, simple and knows names only: it applies the rules
// over and over until nothing changes, and finds single points of failure by taking each server away. The seed of a
// failing world is printed; BAILIWICK_SEED starts there.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "world_maker.h"

using namespace worlds;

namespace {

// Fewer where every step is watched: the sanitizers look for other mistakes than the judge.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WATCHED_BY_SANITIZER
#endif
#endif
#ifdef WATCHED_BY_SANITIZER
constexpr std::uint32_t kWorlds = 240;
#else
constexpr std::uint32_t kWorlds = 3000;
#endif

struct HostRecord {
  std::string name;  // absolute, without the final dot
  std::set<std::string> addresses;
  bool alias = false;
};

struct ZonePlan {
  std::string origin;
  std::vector<std::string> ns;
  std::map<std::string, HostRecord> hosts;               // in the file, by absolute name
  std::map<std::string, std::vector<std::string>> cuts;  // delegations in the file
};

struct Plan {
  std::vector<ZonePlan> zones;
  bool externals = true;
};

bool below(const std::string& name, const std::string& origin) {
  return name == origin || name.ends_with('.' + origin);
}

bool is_v6(const std::string& address) {
  return address.contains(':');
}

std::string text_of(const ZonePlan& zone) {
  std::string text;
  for (const std::string& host : zone.ns) text += "@ NS " + host + ".\n";
  for (const auto& [cut, hosts] : zone.cuts)
    for (const std::string& host : hosts) text += cut + ". NS " + host + ".\n";
  for (const auto& [name, host] : zone.hosts) {
    if (host.alias) text += name + ". CNAME nowhere.invalid.\n";
    for (const std::string& address : host.addresses)
      text += name + (is_v6(address) ? ". AAAA " : ". A ") + address + '\n';
  }
  return text;
}

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  Plan make() {
    // Some of one family tree, so that parents, siblings and grandchildren meet.
    std::vector<std::string> names = {"ex", "a.ex", "b.ex", "c.ex", "d.a.ex", "e.b.ex", "f.test", "g.org", "test"};
    std::ranges::shuffle(names, random_);
    names.resize(1 + below_number(8));
    Plan plan;
    plan.externals = !chance(6);
    names_ = names;
    for (const std::string& name : names) plan.zones.push_back({.origin = name, .ns = {}, .hosts = {}, .cuts = {}});
    for (ZonePlan& zone : plan.zones) fill(zone);
    return plan;
  }

 private:
  std::uint32_t below_number(std::uint32_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random_);
  }
  bool chance(std::uint32_t in) { return below_number(in) == 0; }

  std::string host_name() {
    if (chance(12)) return "ns" + std::to_string(below_number(2)) + ".elsewhere.net";
    const std::string label = "ns" + std::to_string(below_number(3)) + '.';
    if (chance(6)) return label + "stub." + names_[below_number(static_cast<std::uint32_t>(names_.size()))];
    return label + names_[below_number(static_cast<std::uint32_t>(names_.size()))];
  }

  std::vector<std::string> servers() {
    std::set<std::string> hosts;
    for (std::uint32_t i = 0, count = 1 + below_number(3); i < count; ++i) hosts.insert(host_name());
    return {hosts.begin(), hosts.end()};
  }

  HostRecord host(const std::string& name) {
    HostRecord result{.name = name, .addresses = {}};
    if (chance(15)) {
      result.alias = true;
      return result;
    }
    const std::uint32_t kind = below_number(6);
    if (kind != 0) result.addresses.insert("192.0.2." + std::to_string(1 + below_number(12)));
    if (kind <= 1) result.addresses.insert("2001:db8::" + std::to_string(1 + below_number(12)));
    return result;
  }

  void fill(ZonePlan& zone) {
    zone.ns = servers();
    for (const std::string& other : names_) {
      if (other == zone.origin || !below(other, zone.origin) || chance(8)) continue;
      zone.cuts[other] = servers();
    }
    if (chance(3)) zone.cuts["stub." + zone.origin] = servers();
    for (const std::string& other : names_)
      for (const std::string prefix : {"ns0.", "ns1.", "ns2.", "ns0.stub.", "ns1.stub.", "ns2.stub."}) {
        const std::string name = prefix + other;
        if (!below(name, zone.origin) || chance(2)) continue;
        HostRecord made = host(name);
        // Only the CNAMEs of a zone's own data are worth the trouble.
        const bool cut = std::ranges::any_of(zone.cuts, [&](const auto& c) { return below(name, c.first); });
        if (!made.alias || !cut) zone.hosts[name] = made;
      }
  }

  std::mt19937 random_;
  std::vector<std::string> names_;
};

// The judge. Names only; every rule as the catalogue has it.
class Judge {
 public:
  explicit Judge(const Plan& plan) : plan_(plan) {
    for (const ZonePlan& zone : plan.zones) loaded_[zone.origin] = &zone;
    for (const ZonePlan& zone : plan.zones)
      for (const auto& [cut, hosts] : zone.cuts)
        if (!loaded_.contains(cut) && cut_of(zone, cut) == cut && loaded_above(cut) == zone.origin)
          stubs_[cut] = zone.origin;
  }

  std::set<std::string> zones() const {
    std::set<std::string> all;
    for (const auto& [name, zone] : loaded_) all.insert(name);
    for (const auto& [name, parent] : stubs_) all.insert(name);
    return all;
  }

  // `lost` are hosts that do not answer any more.
  std::set<std::string> reached(int family, bool sibling, bool externals,
                                const std::set<std::string>& lost = {}) const {
    std::set<std::string> found;
    for (bool changed = true; changed;) {
      changed = false;
      for (const std::string& zone : zones()) {
        if (found.contains(zone)) continue;
        const std::string parent = parent_of(zone);
        if (!parent.empty() && !found.contains(parent)) continue;
        for (const std::string& host : servers_of(zone, parent)) {
          if (lost.contains(host) || !usable(host, zone, parent, family, sibling, externals, found)) continue;
          found.insert(zone);
          changed = true;
          break;
        }
      }
    }
    return found;
  }

  // All addresses that are known of the host, as one text.
  std::string alike(const std::string& host) const {
    const HostRecord* record = shown(host);
    if (record == nullptr || record->addresses.empty()) return host;
    std::string text = "=";
    for (const std::string& address : record->addresses) text += address + ' ';
    return text;
  }
  std::set<std::string> hosts() const {
    std::set<std::string> all;
    for (const std::string& zone : zones())
      for (const std::string& host : servers_of(zone, parent_of(zone))) all.insert(host);
    return all;
  }

 private:
  std::string loaded_above(const std::string& name) const {
    std::string best;
    for (const auto& [origin, zone] : loaded_)
      if (origin != name && below(name, origin) && origin.size() > best.size()) best = origin;
    return best;
  }

  // The highest cut of the zone at or above the name, or "".
  static std::string cut_of(const ZonePlan& zone, const std::string& name) {
    std::string best;
    for (const auto& [cut, hosts] : zone.cuts)
      if (below(name, cut) && (best.empty() || cut.size() < best.size())) best = cut;
    return best;
  }

  std::string parent_of(const std::string& zone) const {
    if (const auto stub = stubs_.find(zone); stub != stubs_.end()) return stub->second;
    for (std::string above = loaded_above(zone); !above.empty(); above = loaded_above(above)) {
      const std::string cut = cut_of(*loaded_.at(above), zone);
      if (cut == zone) return above;
      if (!cut.empty()) return "";
    }
    return "";
  }

  std::vector<std::string> servers_of(const std::string& zone, const std::string& parent) const {
    return parent.empty() ? loaded_.at(zone)->ns : loaded_.at(parent)->cuts.at(zone);
  }

  std::string home_of(const std::string& host) const {
    std::string best;
    for (const std::string& zone : zones())
      if (below(host, zone) && zone.size() > best.size()) best = zone;
    return best;
  }

  // What the loaded zones show at that name.
  const HostRecord* shown(const std::string& host) const {
    std::string best;
    for (const auto& [origin, zone] : loaded_)
      if (below(host, origin) && origin.size() > best.size()) best = origin;
    if (best.empty()) return nullptr;
    const auto found = loaded_.at(best)->hosts.find(host);
    return found == loaded_.at(best)->hosts.end() ? nullptr : &found->second;
  }

  static bool has(const HostRecord* record, int family) {
    if (record == nullptr) return false;
    return std::ranges::any_of(record->addresses,
                               [&](const std::string& a) { return (family & (is_v6(a) ? 2 : 1)) != 0; });
  }

  bool usable(const std::string& host, const std::string& zone, const std::string& parent, int family, bool sibling,
              bool externals, const std::set<std::string>& found) const {
    const bool in_domain = below(host, zone);
    const HostRecord* glue = nullptr;
    if (!parent.empty()) {
      const ZonePlan& file = *loaded_.at(parent);
      const auto at = file.hosts.find(host);
      if (at != file.hosts.end() && !cut_of(file, host).empty()) glue = &at->second;
    } else if (in_domain || (zone.contains('.') ? below(host, zone.substr(zone.find('.') + 1)) : true)) {
      glue = shown(host);
    }
    if (has(glue, family) && (in_domain || sibling)) return true;
    const std::string home = home_of(host);
    if (home.empty()) return externals;
    if (!found.contains(home)) return false;
    const HostRecord* record = shown(host);
    if (stubs_.contains(home) && (record == nullptr || record->addresses.empty())) return true;
    return has(record, family);
  }

  const Plan& plan_;
  std::map<std::string, const ZonePlan*> loaded_;
  std::map<std::string, std::string> stubs_;  // to the loaded zone that has the cut
};

World world_of(const Plan& plan) {
  World world;
  for (const ZonePlan& zone : plan.zones) world.add(zone.origin, text_of(zone));
  if (!plan.externals) world.no_externals();
  return world;
}

std::string told(const Plan& plan) {
  std::string text = plan.externals ? "" : "externals none\n";
  for (const ZonePlan& zone : plan.zones) text += "zone " + zone.origin + '\n' + text_of(zone);
  return text;
}

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

std::uint32_t first_seed() {
  const char* text = std::getenv("BAILIWICK_SEED");
  return text != nullptr ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : 1;
}

// The worst first: U W X S.
int badness(check::Reach reach) {
  return static_cast<int>(reach);
}

}  // namespace

TEST_CASE("random worlds: states and single points of failure are what the slow judge finds") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    const Plan plan = Generator(seed).make();
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
    const Plan plan = Generator(seed).make();
    CAPTURE(seed);
    CAPTURE(told(plan));
    const World world = world_of(plan);
    const check::WorldResult result = world.check();
    const base::Findings all = world.all_findings(result);
    for (std::uint32_t number = 0; number < plan.zones.size(); ++number) {
      const check::ReachZone& zone = result.graph.zones[number];
      if (zone.state(check::Clients::Both) != check::Reach::Unreached) continue;
      const auto& codes = result.codes[number];
      const bool told_between = std::ranges::any_of(
          codes, [](std::string_view code) { return code.starts_with('C') || code.starts_with('D'); });
      const bool told_alone = std::ranges::any_of(all.kept(), [&](const base::Finding& finding) {
        return finding.level >= base::Level::Error &&
               (finding.subject == plan.zones[number].origin || finding.subject == plan.zones[zone.holder].origin);
      });
      const bool is_told = told_between || told_alone;
      CAPTURE(plan.zones[number].origin);
      REQUIRE(is_told);
      if (zone.core != check::kNobody) REQUIRE(check::keeps_from_going_live(result, number, check::Refuse::Circular));
    }
    for (const check::ReachCore& core : result.graph.cores) {
      REQUIRE_FALSE(core.hops.empty());
      for (const std::uint32_t zone : core.zones)
        REQUIRE(result.graph.zones[zone].state(check::Clients::Both) == check::Reach::Unreached);
    }
  }
}

TEST_CASE("random worlds: without an address no state gets better") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds / 3; ++seed) {
    const Plan plan = Generator(seed).make();
    CAPTURE(seed);
    CAPTURE(told(plan));
    const World world = world_of(plan);
    const check::WorldResult before = world.check();
    Plan poorer = plan;
    ZonePlan& zone = poorer.zones[seed % poorer.zones.size()];
    const auto host = std::ranges::find_if(zone.hosts, [](const auto& h) { return !h.second.addresses.empty(); });
    if (host == zone.hosts.end()) continue;
    // Below a stub's cut a host without glue is taken to have both families: there, less is not less.
    if (host->first.contains(".stub.") || host->second.addresses.size() > 1) continue;
    zone.hosts.erase(host);
    const World poor_world = world_of(poorer);
    const check::WorldResult after = poor_world.check();
    for (std::size_t number = 0; number < plan.zones.size(); ++number)
      for (const check::Clients clients : {check::Clients::V4, check::Clients::V6, check::Clients::Both})
        REQUIRE(badness(after.graph.zones[number].state(clients)) >=
                badness(before.graph.zones[number].state(clients)));
  }
}

TEST_CASE("random worlds: other names and another order of the zones change no state") {
  const auto renamed = [](std::string text) {
    for (std::size_t at = 0; (at = text.find("ex", at)) != std::string::npos; at += 4) text.replace(at, 2, "wxyz");
    return text;
  };
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds / 3; ++seed) {
    const Plan plan = Generator(seed).make();
    CAPTURE(seed);
    CAPTURE(told(plan));
    const World world = world_of(plan);
    const check::WorldResult before = world.check();
    World other;
    if (!plan.externals) other.no_externals();
    for (auto zone = plan.zones.rbegin(); zone != plan.zones.rend(); ++zone)
      other.add(renamed(zone->origin), renamed(text_of(*zone)));
    const check::WorldResult after = other.check();
    for (std::size_t number = 0; number < plan.zones.size(); ++number) {
      const std::size_t mirrored = plan.zones.size() - 1 - number;
      REQUIRE(after.graph.zones[mirrored].reach == before.graph.zones[number].reach);
      REQUIRE(after.graph.zones[mirrored].depth == before.graph.zones[number].depth);
    }
    REQUIRE(after.graph.cores.size() == before.graph.cores.size());
    for (std::size_t number = 0; number < plan.zones.size(); ++number) {
      const auto& of_before = before.codes[number];
      const auto& of_after = after.codes[plan.zones.size() - 1 - number];
      REQUIRE(std::set(of_after.begin(), of_after.end()) == std::set(of_before.begin(), of_before.end()));
    }
  }
}
