// No false alarms between zones: worlds made at random, all healthy (parents and children loaded or not, delegations
// inside delegations, glue of siblings, IPv6, wildcards, aliases and targets from zone to zone), give no finding of
// level warning or above; with one mistake planted they give the codes of that mistake and no others.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "random_world.h"

using namespace worlds;

namespace {

constexpr std::uint32_t kHealthy = kWorlds / 3;

using Hosts = std::vector<std::string>;  // absolute, without the final dot

class HealthyWorld {
 public:
  explicit HealthyWorld(std::uint32_t seed) : random_(seed), dual_(coin()) {
    serve("example", in_domain("example", 2));
    serve("hoster.test", in_domain("hoster.test", 2 + below_number(2)));
    add_data("hoster.test");
    for (std::uint32_t i = 0, count = 1 + below_number(5); i < count; ++i) add_family("kid" + std::to_string(i));
    if (coin()) add_mutual_pair();
  }

  // A zone that is loaded, with its servers; those of them that it has data for have addresses in it.
  void serve(const std::string& origin, const Hosts& hosts) {
    for (const std::string& host : hosts) line(origin, "@ NS " + host + '.');
    for (const std::string& host : hosts)
      if (zone_above(host) == origin) write_addresses(origin, host);
  }
  // The delegation in a loaded parent, with glue for the hosts inside it and, as somebody likes, for those beside it.
  void delegate(const std::string& parent, const std::string& origin, const Hosts& hosts) {
    for (const std::string& host : hosts) {
      line(parent, origin + ". NS " + host + '.');
      if (below(host, origin) || (below(host, parent) && is_cut_off(parent, host) && coin()))
        write_addresses(parent, host);
    }
  }
  Hosts in_domain(const std::string& origin, std::uint32_t count) const {
    Hosts hosts;
    for (std::uint32_t i = 1; i <= count; ++i) hosts.push_back("ns" + std::to_string(i) + '.' + origin);
    return hosts;
  }
  void line(const std::string& origin, const std::string& text) { texts_[origin].insert(text); }
  // The host's addresses are the same wherever they stand.
  void write_addresses(const std::string& origin, const std::string& host) {
    const std::size_t number = numbers_.try_emplace(host, numbers_.size() + 1).first->second;
    line(origin, host + ". A 44." + std::to_string(number / 250) + '.' + std::to_string(number % 250) + ".1");
    if (dual_) line(origin, host + ". AAAA 2a01:" + std::to_string(number) + "::1");
  }

  World make() const {
    World world;
    for (const auto& [origin, lines] : texts_) {
      std::string text;
      for (const std::string& one : lines) text += one + '\n';
      world.add(origin, text);
    }
    return world;
  }
  std::string told() const {
    std::string text;
    for (const auto& [origin, lines] : texts_) {
      text += "zone " + origin + '\n';
      for (const std::string& one : lines) text += one + '\n';
    }
    return text;
  }

 private:
  std::uint32_t below_number(std::uint32_t n) {
    return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random_);
  }
  bool coin() { return below_number(2) == 0; }

  // The loaded zone that a name lies in, be it there yet or not.
  std::string zone_above(const std::string& name) const {
    std::string best;
    for (const auto& [origin, lines] : texts_)
      if (below(name, origin) && origin.size() > best.size()) best = origin;
    return best;
  }
  bool is_cut_off(const std::string& parent, const std::string& host) const {
    return std::ranges::any_of(texts_.at(parent), [&](const std::string& one) {
      const std::string owner = one.substr(0, one.find(". "));
      return one.contains(". NS ") && below(host, owner) && owner != parent;
    });
  }

  Hosts servers_for(const std::string& origin) {
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

  // A child of `example`, loaded or not, and sometimes a grandchild.
  void add_family(const std::string& label) {
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

  void add_zone(const std::string& parent, const std::string& origin, const Hosts& hosts, bool loaded) {
    if (loaded) texts_[origin];  // known before its hosts are looked for
    delegate(parent, origin, hosts);
    if (loaded) serve(origin, hosts);
  }

  // Two that also serve each other, and need not.
  void add_mutual_pair() {
    const std::map<std::string, std::string> pair = {{"left.test", "right.invalid"}, {"right.invalid", "left.test"}};
    for (const auto& [origin, other] : pair) texts_[origin];
    for (const auto& [origin, other] : pair) {
      Hosts hosts = in_domain(origin, 2);
      hosts.push_back("ns1." + other);
      serve(origin, hosts);
    }
  }

  void add_data(const std::string& origin) {
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

  std::mt19937 random_;
  bool dual_;
  std::map<std::string, std::set<std::string>> texts_;  // the lines of each zone
  std::map<std::string, std::size_t> numbers_;          // hosts to what makes their addresses
  std::string sibling_;                                 // a child with servers of its own
};

using Codes = std::set<std::string>;

struct Found {
  Codes codes;
  std::string texts;
};

// What is at least a warning.
Found findings_of(const HealthyWorld& healthy) {
  const World world = healthy.make();
  const check::WorldResult result = world.check();
  const base::Findings all = world.all_findings(result);
  Found found;
  for (const base::Finding& finding : all.kept()) {
    if (finding.level < base::Level::Warning) continue;
    found.codes.insert(finding.code);
    found.texts += short_text(finding) + '\n';
  }
  return found;
}

struct Mistake {
  Codes codes;
  void (*plant)(HealthyWorld&);
};

const Mistake kMistakes[] = {
    {{"D01"},  // glue forgotten for one of three
     [](HealthyWorld& world) {
       const Hosts hosts = world.in_domain("bad.example", 3);
       for (const std::string& host : hosts) world.line("example", "bad.example. NS " + host + '.');
       for (const std::string& host : {hosts[0], hosts[1]}) world.write_addresses("example", host);
       world.serve("bad.example", hosts);
     }},
    {{"P01"},  // a server that the child knows nothing of any more
     [](HealthyWorld& world) {
       world.delegate("example", "bad.example", world.in_domain("bad.example", 3));
       world.serve("bad.example", world.in_domain("bad.example", 2));
       world.write_addresses("bad.example", "ns3.bad.example");
     }},
    {{"D10"},  // glue that was not changed with the address
     [](HealthyWorld& world) {
       const Hosts hosts = world.in_domain("bad.example", 3);
       world.delegate("example", "bad.example", {hosts[0], hosts[1]});
       world.line("example", "bad.example. NS " + hosts[2] + '.');
       world.line("example", hosts[2] + ". A 45.0.0.1");
       world.serve("bad.example", hosts);
     }},
    {{"P02"},  // no delegation
     [](HealthyWorld& world) { world.serve("bad.example", world.in_domain("bad.example", 2)); }},
    {{"C01"},
     [](HealthyWorld& world) {
       world.line("bad.test", "@ NS ns1");
       world.line("bad.test", "@ NS ns2");
     }},
    {{"C02"},
     [](HealthyWorld& world) {
       for (const std::string origin : {"bad.test", "worse.invalid"})
         for (const std::string& host : world.in_domain(origin, 2)) world.write_addresses(origin, host);
       world.serve("bad.test", world.in_domain("worse.invalid", 2));
       world.serve("worse.invalid", world.in_domain("bad.test", 2));
     }},
    {{"C03", "C05"},  // a ring of three, and one that hangs on it
     [](HealthyWorld& world) {
       const Hosts ring = {"bad.test", "worse.invalid", "worst.localdomain"};
       for (const std::string& origin : ring)
         for (const std::string& host : world.in_domain(origin, 2)) world.write_addresses(origin, host);
       for (std::size_t i = 0; i < ring.size(); ++i)
         world.serve(ring[i], world.in_domain(ring[(i + 1) % ring.size()], 2));
       world.serve("victim.example.net", world.in_domain("bad.test", 2));
     }},
    {{"C07"},
     [](HealthyWorld& world) {
       for (const std::string& host : world.in_domain("dns.bad.test", 2)) world.line("bad.test", "@ NS " + host + '.');
       world.line("bad.test", "dns NS ns1.provider.net.");
       world.line("bad.test", "dns NS ns2.provider.net.");
     }},
    {{"C06"},  // siblings that only the glue for each other keeps
     [](HealthyWorld& world) {
       for (const auto& [origin, other] : {std::pair("bad.example", "worse.example"), {"worse.example", "bad.example"}})
         for (const std::string& host : world.in_domain(other, 2)) {
           world.line("example", std::string(origin) + ". NS " + host + '.');
           world.write_addresses("example", host);
           world.line(origin, "@ NS " + host + '.');
           world.write_addresses(other, host);
         }
     }},
    {{"C11", "P01"},
     [](HealthyWorld& world) {
       world.delegate("example", "bad.example", world.in_domain("bad.example", 2));
       for (const std::string& host : world.in_domain("bad.example", 2)) world.write_addresses("bad.example", host);
       world.line("bad.example", "@ NS ns1.bad.invalid.");
       world.line("bad.example", "@ NS ns2.bad.invalid.");
       world.line("bad.invalid", "@ NS ns1.provider.net.");
       world.line("bad.invalid", "@ NS ns2.provider.net.");
     }},
    {{"A05", "C13"},  // one of three has no address
     [](HealthyWorld& world) {
       world.serve("bad.test", world.in_domain("bad.test", 2));
       world.line("bad.test", "@ NS ns3");
     }},
    {{"D05", "C13"},
     [](HealthyWorld& world) {
       world.serve("bad.test", world.in_domain("bad.test", 2));
       world.line("bad.test", "@ NS ns3");
       world.line("bad.test", "ns3 CNAME ns1");
     }},
    {{"D12"},
     [](HealthyWorld& world) {
       world.serve("bad.test", world.in_domain("bad.test", 2));
       for (const std::string host : {"ns3", "ns4"}) {
         world.line("bad.test", "@ NS " + host);
         world.line("bad.test", host + " A 45.0.0.1");
       }
     }},
    {{"A04", "C10"}, [](HealthyWorld& world) { world.serve("bad.test", world.in_domain("bad.test", 1)); }},
    {{"T05"},
     [](HealthyWorld& world) {
       world.serve("bad.test", world.in_domain("bad.test", 2));
       world.line("bad.test", "shop CNAME nobody.hoster.test.");
     }},
    {{"T06"},
     [](HealthyWorld& world) {
       for (const auto& [origin, other] : {std::pair("bad.test", "worse.invalid"), {"worse.invalid", "bad.test"}}) {
         world.serve(origin, world.in_domain(origin, 2));
         world.line(origin, "shop CNAME shop." + std::string(other) + '.');
       }
     }},
    {{"T09"},
     [](HealthyWorld& world) {
       world.serve("bad.test", world.in_domain("bad.test", 2));
       world.line("bad.test", "@ MX 10 nobody");
     }},
    {{"D03", "C13"},  // the delegation and the zone name a host that another loaded zone has no address for
     [](HealthyWorld& world) {
       Hosts hosts = world.in_domain("bad.example", 2);
       hosts.push_back("nobody.hoster.test");
       world.delegate("example", "bad.example", hosts);
       world.serve("bad.example", {hosts[0], hosts[1]});
       world.line("bad.example", "@ NS nobody.hoster.test.");
     }},
    {{"C14", "C01"},
     [](HealthyWorld& world) {
       world.line("bad.test", "@ NS ns1");
       world.line("bad.test", "@ NS ns2");
       world.line("bad.test", "mx A 45.0.0.2");
       world.serve("fine.test", world.in_domain("fine.test", 2));
       world.line("fine.test", "@ MX 10 mx.bad.test.");
     }},
};

std::string words(const Codes& codes) {
  std::string text;
  for (const std::string& code : codes) text += code + ' ';
  return text;
}

}  // namespace

TEST_CASE("healthy worlds give no warning") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kHealthy; ++seed) {
    const HealthyWorld healthy(seed);
    CAPTURE(seed);
    CAPTURE(healthy.told());
    REQUIRE(findings_of(healthy).texts == "");
  }
}

TEST_CASE("one mistake in a healthy world gives its codes and no others") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kHealthy; ++seed) {
    const Mistake& mistake = kMistakes[seed % std::size(kMistakes)];
    HealthyWorld world(seed);
    mistake.plant(world);
    CAPTURE(seed);
    CAPTURE(world.told());
    const Found found = findings_of(world);
    CAPTURE(found.texts);
    REQUIRE(words(found.codes) == words(mistake.codes));
  }
}
