// What a long check shows while it runs: a line on a terminal, gone before anything else is printed, and nothing
// elsewhere.
#include <doctest/doctest.h>

#include <string>

#include "cli/folder.h"

using namespace bailiwick;

namespace {

using cli_tests::contains;
using cli_tests::Folder;
using cli_tests::Outcome;

constexpr const char* kZone =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "    IN NS  ns.example.net.\n"
    "ns1 IN A   192.0.2.1\n";

// `check $1`, of which a zone comes through a pipe that stays open until the line $2 has been seen (or a minute has
// passed).
constexpr const char* kSlowly = R"(
mkfifo pipe
script -qefc "'$BAILIWICK' check $1 <pipe" seen >/dev/null 2>&1 &
exec 3>pipe
head -n 3 a.zone >&3
for i in $(seq 600); do grep -aq "$2" seen 2>/dev/null && break; sleep 0.1; done
tail -n +4 a.zone >&3
exec 3>&-
wait $!
code=$?
cat seen >out
exit $code
)";

}  // namespace

TEST_CASE("no progress where standard error is no terminal") {
  Folder folder;
  folder.write("a.zone", kZone);
  CHECK(folder.run("check example.com a.zone").err == "");
}

TEST_CASE("progress on a terminal, and gone before the result") {
  if (!support::find_program("script")) {
    MESSAGE("script(1) is not installed: not tested");
    return;
  }
  Folder folder;
  folder.write("a.zone", kZone);
  folder.write("slowly", kSlowly);
  const Outcome outcome =
      folder.shell("BAILIWICK='" BAILIWICK "' sh slowly 'example.com /dev/stdin' 'reading example.com'");
  CAPTURE(outcome.out);
  CHECK(outcome.exit_code == 0);
  const std::size_t shown = outcome.out.rfind("reading example.com");
  REQUIRE(shown != std::string::npos);
  const std::size_t erased = outcome.out.rfind("\r\033[K");
  const std::size_t result = outcome.out.find("zone example.com: loaded serial 7");
  CHECK(shown < erased);
  CHECK(erased < result);
  CHECK(result != std::string::npos);
}

TEST_CASE("of several zones that are read at once, progress is that of all of them") {
  if (!support::find_program("script")) {
    MESSAGE("script(1) is not installed: not tested");
    return;
  }
  Folder folder;
  folder.write("a.zone", kZone);
  folder.write("slowly", kSlowly);
  folder.write("b.yaml",
               "user: \"\"\nzones-directory: .\nzones: [{name: example.com, file: a.zone}, {name: example.org, file: "
               "/dev/stdin}]\n");
  const Outcome outcome =
      folder.shell("BAILIWICK='" BAILIWICK "' sh slowly '--config b.yaml' 'reading 2 zones, now example'");
  CAPTURE(outcome.out);
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "reading 2 zones, now example."));
}

TEST_CASE("the way to more is told on a terminal only, and where something was found only") {
  Folder folder;
  folder.write("a.zone", kZone);
  folder.write("warned.zone", std::string(kZone) + "ns1 IN A 192.0.2.1\n");
  const std::string hint = "bailiwick check --explain CODE says more";
  CHECK_FALSE(contains(folder.run("check example.com warned.zone").out, hint));
  if (!support::find_program("script")) {
    MESSAGE("script(1) is not installed: not tested");
    return;
  }
  const auto on_terminal = [&](const std::string& file) {
    return folder
        .shell("script -qefc \"'" BAILIWICK "' check example.com " + file + "\" seen >/dev/null 2>&1; cat seen >out")
        .out;
  };
  CHECK(contains(on_terminal("warned.zone"), hint));
  CHECK_FALSE(contains(on_terminal("a.zone"), hint));
}
