// A test case that fails shows what its server said, however it fails: whoever reads a failure elsewhere has nothing
// else.
#include <doctest/doctest.h>

#include <stdexcept>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

struct Started : Site {
  Started() {
    zone("example.com", example_zone());
    start();
  }
};

// Skipped but by the test case below.
TEST_CASE_FIXTURE(Started, "fails on purpose: a check" * doctest::skip()) {
  CHECK(serial() == "no serial");
}
TEST_CASE("fails on purpose: an exception" * doctest::skip()) {
  const Started site;
  throw std::runtime_error("for once");
}
TEST_CASE_FIXTURE(Started, "does not fail" * doctest::skip()) {
  CHECK(serial() == "1");
}

TEST_CASE(
    "a test case that fails, by a check or an exception, shows what its server said; one that does not, does not") {
  const support::TempDir dir("e2e");
  for (const auto& [name, is_shown] :
       {std::pair{"fails on purpose: a check", true}, std::pair{"fails on purpose: an exception", true},
        std::pair{"does not fail", false}}) {
    CAPTURE(name);
    const auto log = dir.path() / name;
    support::Process program(
        {{"/proc/self/exe", "--no-skip", std::string("--test-case=") + name}, dir.path(), log, {}});
    CHECK(program.wait(std::chrono::seconds(60)) == (is_shown ? 1 : 0));
    CHECK((log_line(support::read_file(log), "ready: serving 1 zone on") != "") == is_shown);
  }
}

}  // namespace
}  // namespace bailiwick::e2e
