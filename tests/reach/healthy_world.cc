// Addresses are public ones, each host's in a network of its own, so that no check of addresses has anything to say.
#include "healthy_world.h"

#include <algorithm>

#include "random_world.h"

namespace worlds {

HealthyWorld::HealthyWorld(std::uint32_t seed) : random_(seed), dual_(coin()) {
  serve("example", in_domain("example", 2));
  serve("hoster.test", in_domain("hoster.test", 2 + below_number(2)));
  add_data("hoster.test");
  for (std::uint32_t i = 0, count = 1 + below_number(5); i < count; ++i) add_family("kid" + std::to_string(i));
  if (coin()) add_mutual_pair();
}

void HealthyWorld::serve(const std::string& origin, const Hosts& hosts) {
  for (const std::string& host : hosts) line(origin, "@ NS " + host + '.');
  for (const std::string& host : hosts)
    if (zone_above(host) == origin) write_addresses(origin, host);
}

void HealthyWorld::delegate(const std::string& parent, const std::string& origin, const Hosts& hosts) {
  for (const std::string& host : hosts) {
    line(parent, origin + ". NS " + host + '.');
    if (below(host, origin) || (below(host, parent) && is_cut_off(parent, host) && coin()))
      write_addresses(parent, host);
  }
}

Hosts HealthyWorld::in_domain(const std::string& origin, std::uint32_t count) const {
  Hosts hosts;
  for (std::uint32_t i = 1; i <= count; ++i) hosts.push_back("ns" + std::to_string(i) + '.' + origin);
  return hosts;
}

void HealthyWorld::write_addresses(const std::string& origin, const std::string& host) {
  const std::size_t number = numbers_.try_emplace(host, numbers_.size() + 1).first->second;
  line(origin, host + ". A 44." + std::to_string(number / 250) + '.' + std::to_string(number % 250) + ".1");
  if (dual_) line(origin, host + ". AAAA 2a01:" + std::to_string(number) + "::1");
}

World HealthyWorld::make() const {
  World world;
  for (const auto& [origin, lines] : texts_) {
    std::string text;
    for (const std::string& one : lines) text += one + '\n';
    world.add(origin, text);
  }
  return world;
}

std::string HealthyWorld::told() const {
  std::string text;
  for (const auto& [origin, lines] : texts_) {
    text += "zone " + origin + '\n';
    for (const std::string& one : lines) text += one + '\n';
  }
  return text;
}

std::uint32_t HealthyWorld::below_number(std::uint32_t n) {
  return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random_);
}

std::string HealthyWorld::zone_above(const std::string& name) const {
  std::string best;
  for (const auto& [origin, lines] : texts_)
    if (below(name, origin) && origin.size() > best.size()) best = origin;
  return best;
}

bool HealthyWorld::is_cut_off(const std::string& parent, const std::string& host) const {
  return std::ranges::any_of(texts_.at(parent), [&](const std::string& one) {
    const std::string owner = one.substr(0, one.find(". "));
    return one.contains(". NS ") && below(host, owner) && owner != parent;
  });
}

Hosts HealthyWorld::servers_for(const std::string& origin) {
  switch (below_number(5)) {
    case 0:
      return {"ns1.provider.net", "ns2.provider.net"};
    case 1:
      return in_domain("hoster.test", 2);
    case 2:
      return in_domain("example", 2);
    case 3:
      if (!sibling_.empty()) {
        Hosts hosts = in_domain(origin, 2);
        hosts.push_back("ns1." + sibling_);
        return hosts;
      }
      [[fallthrough]];
    default:
      return in_domain(origin, 2 + below_number(3));
  }
}

void HealthyWorld::add_family(const std::string& label) {
  const std::string child = label + ".example";
  const bool loaded = below_number(4) != 0;
  const Hosts hosts = servers_for(child);
  add_zone("example", child, hosts, loaded);
  if (hosts.front() == "ns1." + child) sibling_ = child;
  if (!loaded) return;
  add_data(child);
  if (!coin()) return;
  const std::string grandchild = (coin() ? "deep.below." : "sub.") + child;
  add_zone(child, grandchild, servers_for(grandchild), coin());
}

void HealthyWorld::add_zone(const std::string& parent, const std::string& origin, const Hosts& hosts, bool loaded) {
  if (loaded) texts_[origin];  // known before its hosts are looked for
  delegate(parent, origin, hosts);
  if (loaded) serve(origin, hosts);
}

void HealthyWorld::add_mutual_pair() {
  const std::map<std::string, std::string> pair = {{"left.test", "right.invalid"}, {"right.invalid", "left.test"}};
  for (const auto& [origin, other] : pair) texts_[origin];
  for (const auto& [origin, other] : pair) {
    Hosts hosts = in_domain(origin, 2);
    hosts.push_back("ns1." + other);
    serve(origin, hosts);
  }
}

void HealthyWorld::add_data(const std::string& origin) {
  write_addresses(origin, "www." + origin);
  write_addresses(origin, "mail." + origin);
  line(origin, "@ MX 10 mail." + (coin() ? origin : "hoster.test") + '.');
  if (coin()) line(origin, "_sip._tcp SRV 0 0 5060 www." + std::string(coin() ? origin : "hoster.test") + '.');
  if (coin()) line(origin, "*.people CNAME www.hoster.test.");
  if (coin()) write_addresses(origin, "*.any." + origin);
  if (coin()) line(origin, "shop CNAME www.hoster.test.");
  if (coin()) line(origin, "blog CNAME somebody.elsewhere.net.");
  if (origin != "hoster.test" && coin()) line(origin, "old DNAME hoster.test.");
}

}  // namespace worlds
