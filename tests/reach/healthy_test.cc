// No false alarms between zones: worlds made at random, all healthy, give no finding of level warning or above; with
// one mistake planted they give the codes of that mistake and no others.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "healthy_world.h"
#include "random_world.h"

using namespace worlds;

namespace {

constexpr std::uint32_t kHealthy = kWorlds / 3;

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
