// What the operator has accepted: levels, waivers in the zone file, and the baseline.
#include <doctest/doctest.h>

#include <string>

#include "cli/folder.h"

using namespace bailiwick;
using cli_tests::contains;
using cli_tests::Folder;
using cli_tests::Outcome;

namespace {

constexpr const char* kHead =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "    IN NS  ns2\n"
    "ns1 IN A   192.0.2.1\n"
    "ns2 IN A   198.51.100.1\n";

// Of a zone with a twin of the address of www, and `comment` behind it.
Outcome check_twin(const std::string& behind, const std::string& before = "", const std::string& arguments = "") {
  Folder folder;
  folder.write("a.zone", kHead + before + "www IN A 192.0.2.80\nwww IN A 192.0.2.80 " + behind + "\n");
  return folder.run("check --format short --fail-on warning " + arguments + " example.com a.zone");
}

}  // namespace

TEST_CASE("--fail-on draws the line") {
  Folder folder;
  folder.write("a.zone", std::string(kHead) + "www IN A 192.0.2.80\nwww IN A 192.0.2.80\n");
  const auto exit_code = [&](const std::string& level) {
    return folder.run("check --fail-on " + level + " example.com a.zone").exit_code;
  };
  CHECK(exit_code("fatal") == 0);
  CHECK(exit_code("error") == 0);
  CHECK(exit_code("warning") == 1);
  CHECK(exit_code("info") == 1);
  CHECK(exit_code("anything") == 2);
  folder.write("a.zone", std::string(kHead) + "kid IN NS ns1.kid\n");
  CHECK(exit_code("fatal") == 0);
  CHECK(exit_code("error") == 1);
  CHECK(folder.run("check --fail-on fatal example.com missing.zone").exit_code == 2);
}

TEST_CASE("no OK for a zone that must not go live, whatever --fail-on says") {
  Folder folder;
  folder.write("a.zone", std::string(kHead) + "@ IN NS ns3\n");
  const Outcome outcome = folder.run("check --fail-on fatal example.com a.zone");
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "must not go live"));
  CHECK_FALSE(contains(outcome.out, "OK\n"));
}

TEST_CASE("a waiver behind the record, before it, or for the whole zone") {
  CHECK(check_twin("").exit_code == 1);
  for (const char* behind : {"; bailiwick: allow S09", ";bailiwick:allow S09", "; bailiwick: allow A07, S09 -- a test",
                             "; bailiwick: allow S09 until=2999-12-31", "; bailiwick: allow-zone S09"}) {
    CAPTURE(std::string(behind));
    const Outcome outcome = check_twin(behind);
    CHECK(outcome.exit_code == 0);
    CHECK(contains(outcome.out, " waived"));
    CHECK(contains(outcome.out, "OK\n"));
    CHECK_FALSE(contains(outcome.out, "[S09]"));
  }
  CHECK(check_twin("", "; bailiwick: allow-zone S09\n").exit_code == 0);
  // The record that was there first is a place of the finding too.
  CHECK(check_twin("", "; bailiwick: allow S09\n\n; another comment\n").exit_code == 0);
  CHECK(check_twin("", "; bailiwick: allow S09\nmail IN A 192.0.2.25\n").exit_code == 1);
  CHECK(check_twin("; bailiwick: allow S10").exit_code == 1);
}

TEST_CASE("inside parentheses a waiver is about the whole record") {
  Folder folder;
  folder.write("a.zone",
               std::string(kHead) + "www IN A 192.0.2.80\nwww IN A ( ; bailiwick: allow S09\n 192.0.2.80 )\n");
  CHECK(folder.run("check --fail-on warning example.com a.zone").exit_code == 0);
}

TEST_CASE("a waiver that is over, unknown or not understood is a warning with its place") {
  const Outcome over = check_twin("; bailiwick: allow S09 until=2020-01-01");
  CHECK(over.exit_code == 1);
  CHECK(contains(over.out, "warning[S09]"));
  CHECK(contains(over.out, "a.zone:8:21: warning[W01]: this waiver ended on 2020-01-01"));
  CHECK(contains(check_twin("; bailiwick: allow S99").out,
                 "warning[W01]: this waiver names S99, a code that does not exist"));
  for (const char* wrong : {"; bailiwick:", "; bailiwick: allow", "; bailiwick: permit S09",
                            "; bailiwick: allow S09 until=soon", "; bailiwick: allow S09 until=2027-13-01"}) {
    CAPTURE(std::string(wrong));
    const Outcome outcome = check_twin(wrong);
    CHECK(outcome.exit_code == 1);
    CHECK(contains(outcome.out, "warning[W01]: this waiver cannot be understood: "));
    CHECK(contains(outcome.out, "warning[S09]"));
  }
  CHECK(contains(check_twin("", "", "").out, "[S09]"));
  Folder folder;
  folder.write("a.zone", std::string(kHead) + "; bailiwick: allow S09\n");
  CHECK(contains(folder.run("check --format short example.com a.zone").out, "no record follows it"));
}

TEST_CASE("a waiver without use is told as info") {
  const Outcome outcome = check_twin("; bailiwick: allow-zone S10 S09");
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "info[W01]: this waiver of S10 has nothing to waive"));
}

TEST_CASE("what keeps a zone from going live cannot be waived, and says so") {
  Folder folder;
  folder.write("a.zone",
               std::string(kHead) + "@ IN NS ns3 ; bailiwick: allow-zone A05\nwww IN A 1.2.3 ; bailiwick: allow S01\n");
  const Outcome outcome = folder.run("check example.com a.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.out, "must not go live"));
  CHECK(contains(outcome.out, "error[A05]"));
  CHECK(contains(outcome.out, "fatal[S01]"));
  CHECK(contains(outcome.out, "the waiver at a.zone:7:13 does not apply"));
  CHECK(folder.run("check --write-baseline known example.com a.zone").exit_code == 1);
  CHECK(folder.run("check --baseline known example.com a.zone").exit_code == 1);
}

TEST_CASE("a baseline accepts what was there, and nothing new") {
  Folder folder;
  const std::string twin = "www IN A 192.0.2.80\nwww IN A 192.0.2.80\n";
  folder.write("a.zone", kHead + twin);
  const std::string check = "check --format short --fail-on warning ";
  CHECK(folder.run(check + "--baseline known example.com a.zone").exit_code == 2);
  const Outcome written = folder.run(check + "--write-baseline known example.com a.zone");
  CHECK(written.exit_code == 0);
  CHECK(contains(folder.shell("cat known >out 2>err").out, "\nS09 example.com www.example.com"));
  const Outcome same = folder.run(check + "--baseline known example.com a.zone");
  CHECK(same.exit_code == 0);
  CHECK(contains(same.out, "1 waived"));

  folder.write("a.zone", kHead + std::string("; moved\n\n") + twin);
  CHECK(folder.run(check + "--baseline known example.com a.zone").exit_code == 0);
  folder.write("a.zone", kHead + twin + "mail IN A 192.0.2.25\nmail IN A 192.0.2.25\n");
  const Outcome more = folder.run(check + "--baseline known example.com a.zone");
  CHECK(more.exit_code == 1);
  CHECK(contains(more.out, "mail.example.com"));
  CHECK_FALSE(contains(more.out, "www.example.com"));

  folder.write("a.zone", kHead);
  CHECK(contains(folder.run(check + "--baseline known example.com a.zone").out, "has 1 more that were not found"));
  folder.write("known", "this is no baseline\x01\n");
  CHECK(folder.run(check + "--baseline known example.com a.zone").exit_code == 2);
  CHECK(folder.run(check + "--write-baseline nowhere/known example.com a.zone").exit_code == 2);
}
