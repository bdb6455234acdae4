// No false alarms: zones made at random, all of them healthy, give no finding of level warning or above; with one
// mistake planted, they give that one and no other. Seeds are printed, and BAILIWICK_SEED repeats one.
#include <doctest/doctest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "made_zone.h"

using namespace bailiwick;

namespace {

constexpr int kZones = 400;

class Healthy {
 public:
  explicit Healthy(unsigned seed) : random_(seed) {}

  MadeZone make() {
    const char* const origins[] = {"example.com.", "example.", "sub.example.co.uk.", "."};
    origin_ = origins[below(4)];
    MadeZone made(origin_);
    made.soa();
    add_servers(made);
    for (unsigned i = 0, count = below(8); i < count; ++i) add_child(made, "kid" + std::to_string(i));
    for (unsigned i = 0, count = below(12); i < count; ++i) add_host(made, "www" + std::to_string(i));
    for (unsigned i = 0, count = below(4); i < count; ++i) add_aliases(made, "alias" + std::to_string(i));
    return made;
  }
  std::string in_zone(const std::string& labels) const { return labels + '.' + (origin_ == "." ? "" : origin_); }
  const std::string& origin() const { return origin_; }
  unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(random_); }

 private:
  bool coin() { return below(2) == 0; }
  // Each in a network of its own, global.
  void addresses(MadeZone& made, const std::string& owner, bool dual) {
    const auto high = static_cast<std::uint8_t>(++next_ >> 8);
    const auto low = static_cast<std::uint8_t>(next_);
    made.a(owner, {44, high, low, 1});
    if (dual) made.aaaa(owner, {0x2a, 0x01, high, low, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  }

  void add_servers(MadeZone& made) {
    const unsigned inside = below(4);
    const bool dual = coin();
    for (unsigned i = 0; i < inside; ++i) {
      const std::string host = in_zone("ns" + std::to_string(i));
      made.ns(origin_, host);
      addresses(made, host, dual);
    }
    for (unsigned i = inside; i < 2 || (i < 5 && coin()); ++i)
      made.ns(origin_, origin_ == "." ? "ns0.outside" + std::to_string(i) + "." : outside(i));
    if (origin_ == ".")  // nothing is outside the root: these are in a child
      for (unsigned i = inside; i < 6; ++i) {
        const std::string child = "outside" + std::to_string(i) + ".";
        made.ns(child, "ns0." + child).ns(child, in_zone("elsewhere"));
        addresses(made, "ns0." + child, true);
      }
    if (origin_ == ".") addresses(made, in_zone("elsewhere"), true);
  }
  static std::string outside(unsigned i) { return "ns" + std::to_string(i) + ".provider.test."; }

  void add_child(MadeZone& made, const std::string& label) {
    const std::string child = in_zone(coin() ? label : "deep." + label);
    const bool dual = coin();
    bool with_sibling = false;
    for (unsigned i = 0, count = 1 + below(3); i < count; ++i) {
      const std::string own = "ns" + std::to_string(i) + "." + child;
      switch (below(3)) {
        case 0:  // in-domain, with glue
          made.ns(child, own);
          addresses(made, own, dual);
          break;
        case 1:  // a sibling, with glue, which that one uses as well
          if (!sibling_.empty() && !with_sibling) {
            made.ns(child, sibling_);
            with_sibling = true;
            break;
          }
          [[fallthrough]];
        default:
          made.ns(child, own);
          addresses(made, own, true);
          sibling_ = own;
          with_sibling = true;
      }
    }
  }

  void add_host(MadeZone& made, const std::string& label) {
    const std::string owner = in_zone((coin() ? "" : "a.b.") + label);
    addresses(made, owner, coin());
    if (coin()) made.mx(owner, owner);
    if (coin()) addresses(made, "*." + owner, false);
    if (coin()) made.mx("*.mail." + owner, owner);
  }

  void add_aliases(MadeZone& made, const std::string& label) {
    const std::string host = in_zone("host-of-" + label);
    addresses(made, host, coin());
    std::string target = host;
    for (unsigned i = 0, count = 1 + below(8); i < count; ++i) {
      const std::string owner = in_zone(label + "-" + std::to_string(i));
      made.cname(owner, target);
      target = owner;
    }
    if (coin()) made.dname(in_zone("old-" + label), host).cname(in_zone("via-" + label), host);
    if (coin()) made.cname("*." + in_zone(label), host);
  }

  std::mt19937 random_;
  std::string origin_;
  std::string sibling_;
  unsigned next_ = 0;
};

unsigned seed_of_run() {
  const char* given = std::getenv("BAILIWICK_SEED");
  return given != nullptr ? static_cast<unsigned>(std::atoi(given)) : std::random_device()();
}

std::string texts_of(const base::Findings& findings) {
  std::string texts;
  for (const base::Finding& finding : findings.kept()) texts += base::short_text(finding) + '\n';
  return texts;
}

}  // namespace

TEST_CASE("healthy zones of every shape give no warning") {
  const unsigned seed = seed_of_run();
  MESSAGE("BAILIWICK_SEED=" << seed);
  for (int i = 0; i < kZones; ++i) {
    CAPTURE(i);
    Healthy healthy(seed + static_cast<unsigned>(i));
    CHECK(texts_of(healthy.make().check()) == "");
  }
}

TEST_CASE("one mistake in a healthy zone is one finding") {
  const unsigned seed = seed_of_run();
  MESSAGE("BAILIWICK_SEED=" << seed);
  for (int i = 0; i < kZones; ++i) {
    CAPTURE(i);
    Healthy healthy(seed + static_cast<unsigned>(i));
    MadeZone made = healthy.make();
    const std::string bad = healthy.in_zone("planted");
    std::string code;
    switch (healthy.below(8)) {
      case 0:
        code = "A05";
        made.ns(healthy.origin(), bad);
        break;
      case 1:
        code = "D01";
        made.ns(bad, "ns1." + bad);
        break;
      case 2:
        code = "D03";
        made.ns(bad, healthy.in_zone("nobody"));
        break;
      case 3:
        code = "T05";
        made.cname(bad, healthy.in_zone("nobody"));
        break;
      case 4:
        code = "T06";
        made.cname(bad, bad);
        break;
      case 5:
        code = "T09";
        made.mx(bad, healthy.in_zone("nobody"));
        break;
      case 6:
        code = "T08";
        made.dname(bad, "x." + bad);
        break;
      case 7:
        code = "D14";
        made.ns(bad, "ns1." + bad).a("ns1." + bad, {10, 0, 0, 1});
        break;
    }
    CAPTURE(code);
    const base::Findings findings = made.check();
    CAPTURE(texts_of(findings));
    CHECK(findings.count(code) == 1);
    CHECK(findings.total() == 1);
  }
}
