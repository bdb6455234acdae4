// What makes two summaries of a zone differ, and what two versions say at names that others use.
#include "check/reach/summary.h"

#include <doctest/doctest.h>

#include "check/reach/found_zones.h"
#include "unit/check/made_zone.h"

using namespace bailiwick;

namespace {

MadeZone plain() {
  MadeZone made;
  made.soa().ns("example.com.", "ns.example.com.").a("ns.example.com.").ns("kid.example.com.", "ns.kid.example.com.");
  made.a("ns.kid.example.com.").cname("alias.example.com.", "host.example.net.").mx("example.com.", "mx.example.net.");
  made.dnskey();
  return made;
}

check::DelegationSummary summary_of(MadeZone&& made) {
  return check::summarize(*made.build().zone);
}

std::shared_ptr<const zone::Zone> zone_of(MadeZone&& made) {
  return made.build().zone;
}

}  // namespace

TEST_CASE("a summary is the same while nothing changes that others depend on") {
  const check::DelegationSummary base = summary_of(plain());
  CHECK(base == summary_of(plain()));
  CHECK(base == summary_of(std::move(plain().a("www.example.com."))));
  CHECK(base == summary_of(std::move(plain().mx("www.example.com.", "ns.example.com."))));
  CHECK(base.servers.size() == 1);
  CHECK(base.delegations.count == 2);
  CHECK(base.targets.count == 2);
  CHECK(base.keys.count == 1);
}

TEST_CASE("a summary differs by servers, their addresses, delegations, glue, aliases, targets and keys") {
  const check::DelegationSummary base = summary_of(plain());
  CHECK_FALSE(base == summary_of(std::move(plain().ns("example.com.", "ns2.example.net."))));
  CHECK_FALSE(base == summary_of(std::move(plain().a("ns.example.com.", {192, 0, 2, 9}))));
  CHECK_FALSE(base == summary_of(std::move(plain().aaaa("ns.example.com."))));
  CHECK_FALSE(base == summary_of(std::move(plain().ns("kid.example.com.", "ns2.example.net."))));
  CHECK_FALSE(base == summary_of(std::move(plain().ns("kid2.example.com.", "ns2.example.net."))));
  CHECK_FALSE(base == summary_of(std::move(plain().a("ns.kid.example.com.", {192, 0, 2, 9}))));
  CHECK_FALSE(base == summary_of(std::move(plain().cname("other.example.com.", "host.example.net."))));
  CHECK_FALSE(base == summary_of(std::move(plain().dname("tree.example.com.", "example.net."))));
  CHECK_FALSE(base == summary_of(std::move(plain().mx("www.example.com.", "mx.example.net."))));
  MadeZone unsigned_zone;
  unsigned_zone.soa().ns("example.com.", "ns.example.com.").a("ns.example.com.");
  MadeZone with_key;
  with_key.soa().ns("example.com.", "ns.example.com.").a("ns.example.com.").dnskey();
  CHECK_FALSE(summary_of(std::move(unsigned_zone)) == summary_of(std::move(with_key)));
}

TEST_CASE("two versions answer alike at the names that NS records of any zone have, and only there") {
  check::FoundZones found({});
  MadeZone user("example.org.");
  user.soa().ns("example.org.", "host.example.com.").ns("example.org.", "deep.kid.example.com.");
  const auto served = zone_of(plain());
  const auto other = zone_of(std::move(user));
  const check::FoundZones::Change changes[] = {{served->origin(), served}, {other->origin(), other}};
  found.apply(changes);
  CHECK(found.answers_alike(*served, *zone_of(plain())));
  CHECK(found.answers_alike(*served, *zone_of(std::move(plain().a("www.example.com.")))));
  CHECK_FALSE(found.answers_alike(*served, *zone_of(std::move(plain().a("host.example.com.")))));
  CHECK_FALSE(found.answers_alike(*served, *zone_of(std::move(plain().a("*.example.com.")))));
  CHECK_FALSE(found.answers_alike(*served, *zone_of(std::move(plain().cname("host.example.com.", "www.")))));
  CHECK_FALSE(found.answers_alike(*served, *zone_of(std::move(plain().a("deep.kid.example.com.")))));
  CHECK_FALSE(found.answers_alike(*served, *zone_of(std::move(plain().a("ns.example.com.", {192, 0, 2, 9})))));
}
