// Names come from one family tree, so that parents, siblings and grandchildren meet, and hosts from few labels, so that
// zones lean on each other.
#include "random_world.h"

#include <algorithm>
#include <cstdlib>
#include <random>

namespace worlds {
namespace {

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

}  // namespace

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

Plan random_plan(std::uint32_t seed) {
  return Generator(seed).make();
}

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

std::uint32_t first_seed() {
  const char* text = std::getenv("BAILIWICK_SEED");
  return text != nullptr ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : 1;
}

}  // namespace worlds
