// The rules around the checks: what keeps a zone from going live, and that findings stay bounded. What each check says
// of a zone is in tests/checks.
#include "check/check.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

#include "check/catalogue.h"
#include "made_zone.h"

using namespace bailiwick;
using base::Level;
using check::Reject;

namespace {

base::Findings with(Level level, std::string code) {
  base::Findings findings;
  findings.add({.level = level, .code = std::move(code), .message = "x"});
  return findings;
}

}  // namespace

TEST_CASE("what keeps a zone from going live") {
  struct Row {
    Level level;
    const char* code;
    bool fatal, circular, error;
  };
  const Row rows[] = {
      {Level::Fatal, "A01", true, true, true},   {Level::Fatal, "S01", true, true, true},
      {Level::Error, "A03", false, true, true},  {Level::Error, "A05", false, true, true},
      {Level::Error, "C01", false, true, true},  {Level::Error, "C07", false, true, true},
      {Level::Error, "D01", false, false, true}, {Level::Error, "D05", false, false, true},
      {Level::Error, "C04", false, false, true}, {Level::Warning, "S09", false, false, false},
      {Level::Info, "A07", false, false, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.code);
    const base::Findings findings = with(row.level, row.code);
    CHECK(check::keeps_from_going_live(findings, Reject::Fatal) == row.fatal);
    CHECK(check::keeps_from_going_live(findings, Reject::Circular) == row.circular);
    // Alone, a zone shows no more of this.
    CHECK(check::keeps_from_going_live(findings, Reject::Unreachable) == row.circular);
    CHECK(check::keeps_from_going_live(findings, Reject::Error) == row.error);
  }
  CHECK_FALSE(check::keeps_from_going_live(base::Findings(), Reject::Error));
}

TEST_CASE("findings that are only counted keep a zone from going live too") {
  base::Findings findings;
  findings.add_unseen(Level::Error, "A05", 3);
  CHECK(check::keeps_from_going_live(findings, Reject::Circular));
}

TEST_CASE("codes are unique and of the catalogue's form") {
  std::set<std::string_view> codes;
  for (const check::Check& check : check::catalogue()) {
    CAPTURE(std::string(check.code));
    CHECK(check.code.size() == 3);
    CHECK(codes.insert(check.code).second);
    CHECK_FALSE(check.title.empty());
  }
}

TEST_CASE("many mistakes of one kind are all counted, and few are kept") {
  MadeZone made;
  made.soa().ns("example.com.", "ns.example.net.").ns("example.com.", "ns.example.org.");
  for (int i = 0; i < 1000; ++i) {
    const std::string child = "kid" + std::to_string(i) + ".example.com.";
    made.ns(child, "ns1." + child).a("outside" + std::to_string(i) + ".example.org.");
  }
  const base::Findings findings = made.check();
  CHECK(findings.count("D01") == 1000);
  CHECK(findings.count("S08") == 1000);
  CHECK(findings.count(Level::Error) == 2000);
  CHECK(findings.kept().size() == 2 * base::Findings::kKeptPerCode);
}

TEST_CASE("an alias that many delegations name is one finding") {
  MadeZone made;
  made.soa()
      .ns("example.com.", "ns.example.net.")
      .ns("example.com.", "ns.example.org.")
      .cname("ns1.example.com.", "box.example.com.")
      .a("box.example.com.");
  for (int i = 0; i < 100; ++i) made.ns("kid" + std::to_string(i) + ".example.com.", "NS1.example.com.");
  const base::Findings findings = made.check();
  CHECK(findings.count("D05") == 1);
  CHECK(findings.total() == 1);
}

TEST_CASE("a zone without any record says so once") {
  MadeZone made;
  const base::Findings findings = made.check();
  REQUIRE(findings.total() == 1);
  CHECK(findings.kept()[0].code == "A01");
  CHECK(findings.kept()[0].message == "there is no record of example.com in this file");
}

TEST_CASE("the checks of a large zone run at once, and tell what they tell of a small one in the same order") {
  const auto made = [](int more) {
    MadeZone zone;
    zone.soa().ns("example.com.", "ns.example.net.").ns("example.com.", "ns.example.org.");
    zone.ns("one.example.com.", "ns.one.example.com.").a("two.example.net.").a("a_host.example.com.");
    zone.mx("mail.example.com.", "gone.example.com.").cname("loop.example.com.", "loop.example.com.");
    for (int i = 0; i < more; ++i) zone.a("h" + std::to_string(i) + ".example.com.");
    std::vector<std::string> told;
    const base::Findings findings = zone.check();
    for (const base::Finding& finding : findings.kept()) told.push_back(finding.code + " " + finding.message);
    return told;
  };
  const auto small = made(0);
  CHECK(small.size() >= 5);
  CHECK(made(60'000) == small);
}
