// A resolver that validates walks from the root to each zone of the world, in each of its ways of asking (QNAME minimisation,
// RFC 9156, among them), and delv judges once more what it brings back.
#include <doctest/doctest.h>

#include "resolvers/judges.h"
#include "resolvers/questions.h"
#include "resolvers/resolver.h"
#include "resolvers/world.h"

namespace bailiwick::resolvers {
namespace {

struct Walk {
  support::TempDir dir{"resolvers"};
  World world = make_world(WORLD, dir);
  NameServers servers{world.zones, dir, "strict: true\n"};
  std::vector<Expectation> questions = read_questions(std::string(WORLD) + "/questions");
};

TEST_CASE("a validating resolver gets the right answer to every kind of question, in every way of asking") {
  Walk walk;
  for (const Mode& mode : modes_of(judge())) {
    CAPTURE(mode.name);
    const Resolver resolver(judge(), mode, walk.world.beginning, walk.dir);
    for (const Expectation& expected : walk.questions) {
      const auto reply = resolver.ask(expected.name, expected.type);
      REQUIRE_MESSAGE(reply, expected.name << " " << expected.type << ": " << reply.error());
      const std::string wrong = difference(expected, *reply);
      CHECK_MESSAGE(wrong.empty(), wrong);
    }
  }
  CHECK_MESSAGE(walk.servers.all_running(), walk.servers.logs());
}

// With opt-out delv calls denials validated and wildcards unsigned. A chain of aliases is as secure as its last link.
bool agrees(const Expectation& expected, const std::string& said) {
  const bool unsigned_part = said.find("unsigned answer") != std::string::npos ||
                             said.find("negative response, unsigned") != std::string::npos;
  const bool validated = !unsigned_part && said.find("fully validated") != std::string::npos;
  if (!unsigned_part && !validated) return false;
  return expected.security == Security::OptOut || validated == (expected.security == Security::Secure);
}

TEST_CASE("delv, which validates by itself, agrees" * doctest::test_suite("delv")) {
  Walk walk;
  const Resolver resolver(judge(), modes_of(judge()).back(), walk.world.beginning, walk.dir);
  const auto anchor = walk.dir.write("delv/anchor", anchor_for_bind(walk.world.beginning.anchor));
  int number = 0;
  for (const Expectation& expected : walk.questions) {
    const auto log = walk.dir.path() / "delv" / std::to_string(++number);
    support::Process delv({{"delv", std::string("@") + kResolverAddress, "-a", anchor.string(), "+root=.", "-t",
                            expected.type, "-q", expected.name},
                           walk.dir.path(),
                           log,
                           {}});
    CHECK(delv.wait(std::chrono::seconds(30)) == 0);
    const std::string said = delv.log();
    INFO(expected.name << " " << expected.type << "\n" << said);
    CHECK(agrees(expected, said));
  }
}

}  // namespace
}  // namespace bailiwick::resolvers
