// Which zones are rejected for what is between zones, by checks.reject.
#include <doctest/doctest.h>

#include <string>

#include "world_maker.h"

using namespace worlds;

namespace {

struct Rejected {
  bool circular, unreachable;
};

// Of example.com, which comes before example.net, which is served beside it.
Rejected rejected(const std::string& com, const std::string& net) {
  World world;
  world.add("example.com", com);
  world.add("example.net", "@ NS ns1\nns1 A 192.0.2.1\n" + net);
  const check::WorldResult result = world.check();
  CHECK_FALSE(check::keeps_from_going_live(result, 1, check::Reject::Unreachable));
  CHECK_FALSE(check::keeps_from_going_live(result, 0, check::Reject::Fatal));
  return {check::keeps_from_going_live(result, 0, check::Reject::Circular),
          check::keeps_from_going_live(result, 0, check::Reject::Unreachable)};
}

}  // namespace

TEST_CASE("a zone that no resolver can find is rejected as unreachable, circular dependency or not") {
  struct Row {
    const char* com;
    const char* net;
    bool circular, unreachable;
  };
  const Row rows[] = {
      {"@ NS ns9.example.net.\n", "", false, true},                          // the host does not exist
      {"@ NS ns9.example.net.\n", "ns9 CNAME ns1\n", false, true},           // an alias (RFC 2181 section 10.3)
      {"@ NS a.b.example.net.\n", "b DNAME c\n", false, true},               // below a DNAME
      {"@ NS ns9.example.net.\n", "ns9 AAAA 2001:db8::1\n", false, false},   // found by clients with IPv6
      {"@ NS ns9.example.net.\n@ NS ns1.example.net.\n", "", false, false},  // one server works
      {"@ NS ns1.elsewhere.example.\n", "", false, false},                   // not known here: taken to work
      {"@ NS ns1\n", "", true, true},                                        // a circle
      {"@ NS ns1\nns1 A 192.0.2.7\n", "", false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.com);
    CAPTURE(row.net);
    const Rejected got = rejected(row.com, row.net);
    CHECK(got.circular == row.circular);
    CHECK(got.unreachable == row.unreachable);
  }
}
