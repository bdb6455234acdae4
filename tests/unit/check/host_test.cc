// What a zone says about the hosts that NS records name.
#include "check/host.h"

#include <doctest/doctest.h>

#include "made_zone.h"

using namespace bailiwick;
using check::HostState;

TEST_CASE("the state of a name server's host") {
  MadeZone made;
  made.soa().a("a.example.com.").aaaa("aaaa.example.com.").cname("alias.example.com.", "a.example.com.");
  made.a("*.wild.example.com.").cname("*.away.example.com.", "a.example.com.").a("x.y.wild.example.com.");
  made.ns("kid.example.com.", "ns.example.net.").a("glue.kid.example.com.").cname("alias.kid.example.com.", "a.");
  made.a("*.kid.example.com.").dname("old.example.com.", "new.example.com.").a("known.old.example.com.");
  const zone::Built built = made.build();

  struct Row {
    const char* host;
    HostState state;
  };
  const Row rows[] = {
      {"ns.example.net.", HostState::Outside},
      {"notexample.com.", HostState::Outside},
      {"a.example.com.", HostState::Addressed},
      {"AAAA.Example.COM.", HostState::Addressed},
      {"any.wild.example.com.", HostState::Addressed},
      {"any.deeper.wild.example.com.", HostState::Addressed},
      {"y.wild.example.com.", HostState::NoAddress},      // an empty non-terminal
      {"any.y.wild.example.com.", HostState::NoAddress},  // its closest encloser has no wildcard
      {"example.com.", HostState::NoAddress},
      {"unknown.example.com.", HostState::NoAddress},
      {"alias.example.com.", HostState::Alias},
      {"any.away.example.com.", HostState::Alias},
      {"glue.kid.example.com.", HostState::Addressed},
      {"alias.kid.example.com.", HostState::Alias},
      {"kid.example.com.", HostState::NoGlue},
      {"any.kid.example.com.", HostState::NoGlue},  // a wildcard is no glue
      {"old.example.com.", HostState::NoAddress},   // a DNAME is for what lies below it
      {"any.old.example.com.", HostState::BelowDname},
      {"known.old.example.com.", HostState::BelowDname},
  };
  for (const Row& row : rows) {
    CAPTURE(row.host);
    const wire::Name host = MadeZone::name(row.host);
    CHECK(check::examine_host(*built.zone, host, built.zone->find_exact(host)).state == row.state);
  }
}
