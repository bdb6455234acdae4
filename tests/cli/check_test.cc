// `bailiwick check` of one zone file as scripts and people meet it: what is printed, in which form, and the exit code.
#include <doctest/doctest.h>

#include <string>

#include "cli/folder.h"
#include "cli/zone_texts.h"

using namespace bailiwick;

namespace {

using cli_tests::contains;
using cli_tests::Folder;
using cli_tests::kCircle;
using cli_tests::kGood;
using cli_tests::kTwin;
using cli_tests::Outcome;

}  // namespace

TEST_CASE("a good zone file: its serial, OK and 0, whatever the name's case and final dot") {
  Folder folder;
  folder.write("good.zone", kGood);
  for (const char* name : {"example.com", "example.com.", "EXAMPLE.com"}) {
    const Outcome outcome = folder.run(std::string("check ") + name + " good.zone");
    CHECK(outcome.out == "zone example.com: loaded serial 2026112101\n1 zone: 1 note, shown with --all\nOK\n");
    CHECK(outcome.err == "");
    CHECK(outcome.exit_code == 0);
  }
}

TEST_CASE("warnings are shown, and still 0") {
  Folder folder;
  folder.write("twin.zone", kTwin);
  const Outcome outcome = folder.run("check example.com twin.zone");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.starts_with("zone example.com: loaded serial 7\n"));
  CHECK(contains(outcome.out, "warning[S09]: "));
  CHECK(outcome.out.ends_with("1 zone: 1 warning, and 1 note, shown with --all\nOK, with 1 warning\n"));
}

TEST_CASE("notes that are not shown are counted, as many as --all shows") {
  Folder folder;
  folder.write("good.zone", kGood);
  CHECK(contains(folder.run("check --all example.com good.zone").out, "\n1 zone: 1 note\nOK\n"));
  for (const char* form : {"text", "short"}) {
    const std::string out = folder.run("check --format " + std::string(form) + " example.com good.zone").out;
    CHECK(contains(out, "\n1 zone: 1 note, shown with --all\nOK\n"));
    CHECK_FALSE(contains(out, "info["));
  }
  const std::string json = folder.run("check --format json example.com good.zone").out;
  CHECK(contains(json, "\"info\":0,\"info_hidden\":1,"));
  CHECK_FALSE(contains(json, "D14"));
}

TEST_CASE("--time judges signatures and waivers by another date") {
  Folder folder;
  folder.write("signed.zone",
               std::string(kGood) + "@ IN RRSIG NS 15 2 3600 20270201000000 20270101000000 1 example.com. AAAA\n");
  const auto run = [&](const std::string& options) {
    return folder.run("check --format short " + options + " example.com signed.zone").out;
  };
  CHECK(contains(run("--time 2027-02-02"), "error[X02]: the signature of the NS"));
  CHECK(contains(run("--time 2027-02-02"), "expired on 2027-02-01 00:00 UTC"));
  CHECK(contains(run("--time 2027-01-31T12:00:00Z"), "warning[X02]"));
  CHECK_FALSE(contains(run("--time 2027-01-15"), "X02"));
  CHECK_FALSE(contains(run("--time 1799971200"), "X02"));  // the same
  CHECK_FALSE(contains(run("--time 2027-02-02 --dnssec off"), "X02"));

  const std::string loaded = "zone example.com: loaded serial 2026112101, ";
  CHECK(run("--time 2027-01-15").starts_with(loaded + "signed until 2027-02-01 (17 days left)\n"));
  CHECK(run("--time 2027-02-02").starts_with(loaded + "signatures expired since 2027-02-01\n"));
  const std::string json = folder.run("check --format json --time 2027-01-15 example.com signed.zone").out;
  CHECK(contains(json, "\"signed_until\":1801440000"));
  const Outcome wrong = folder.run("check --time tomorrow example.com signed.zone");
  CHECK(wrong.exit_code == 2);
  CHECK(contains(wrong.err, "--time takes a date such as 2027-01-01"));
}

TEST_CASE("the circle: the line, the caret and what to type; exit 1") {
  Folder folder;
  folder.write("circle.zone", kCircle);
  const Outcome outcome = folder.run("check example.com circle.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err == "");
  CHECK(
      outcome.out ==
      "zone example.com: must not go live\n"
      "\n"
      "error[A05]: name server ns2.example.com lies inside example.com, but has no address there\n"
      " --> circle.zone:4:12\n"
      "4 |     IN NS  ns2\n"
      "  |            ^^^ has no address\n"
      "  = note: the address of ns2.example.com is asked of the name servers of example.com, and it is one of them\n"
      "          itself: nobody can find it\n"
      "  = note: until then the zone has one server only\n"
      "  = help: add `ns2.example.com. IN A <address>` (and `AAAA <IPv6 address>` if it has one), and register\n"
      "          ns2.example.com with the same addresses at your registrar (there called host, glue record or custom\n"
      "          DNS host)\n"
      "\n"
      "warning[C10]: example.com cannot be reached once ns1.example.com fails\n"
      " --> circle.zone:3:12\n"
      "3 |     IN NS  ns1\n"
      "  |            ^^^ example.com hangs on this server\n"
      "  = help: mend ns2.example.com (A05), then two name servers serve example.com\n"
      "\n"
      "warning[C13]: name server ns2.example.com of example.com can never be used: it has no address\n"
      " --> circle.zone:4:12\n"
      "4 |     IN NS  ns2\n"
      "  |            ^^^ of no use\n"
      "  = note: resolvers that try it lose time, and example.com has one server fewer than it seems\n"
      "  = help: mend it as A05 says, or delete the NS record\n"
      "\n"
      "1 zone: 1 error, 2 warnings, and 2 notes, shown with --all\n");
}

TEST_CASE("the caret stands under the mailbox, not under the primary server in front of it") {
  Folder folder;
  const std::string soa = "@   IN SOA ns1  hostmaster@example.com 1 4h 1h 2w 1h";
  std::string text = kGood;
  const std::size_t at = text.find("@ ");
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find('\n', at) - at, soa);
  folder.write("mailbox.zone", text);
  const Outcome outcome = folder.run("check example.com mailbox.zone");
  CHECK(contains(outcome.out, ":17\n2 | " + soa + "\n  |                 ^^^^^^^^^^^^^^^^^^^^^^\n"));
}

TEST_CASE("--format short is one line a finding") {
  Folder folder;
  folder.write("circle.zone", kCircle);
  const Outcome outcome = folder.run("check --format short example.com circle.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.out, "\ncircle.zone:4:12: error[A05]: name server ns2.example.com lies inside"));
  CHECK(outcome.out.ends_with("\n1 zone: 1 error, 2 warnings, and 2 notes, shown with --all\n"));
}

TEST_CASE("an error that the server would live with is an error all the same") {
  Folder folder;
  folder.write("glue.zone", std::string(kGood) + "kid IN NS ns1.kid\n");
  const Outcome outcome = folder.run("check example.com glue.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.starts_with("zone example.com: loaded serial 2026112101\n"));
  CHECK(contains(outcome.out, "error[D01]: "));
}

TEST_CASE("--max-ttl is the longest TTL of a zone file that no config speaks of") {
  Folder folder;
  folder.write("good.zone", kGood);
  CHECK(folder.run("check --max-ttl 1h example.com good.zone").exit_code == 0);
  const Outcome lower = folder.run("check --format short --max-ttl 59m example.com good.zone");
  CHECK(lower.exit_code == 1);
  CHECK(contains(lower.out, "error[S03]: "));
  const Outcome wrong = folder.run("check --max-ttl soon example.com good.zone");
  CHECK(wrong.exit_code == 2);
  CHECK(contains(wrong.err, "--max-ttl: 'soon' is not a TTL"));
}

TEST_CASE("at most 50 findings are printed, with the count of the rest") {
  Folder folder;
  std::string text = kGood;
  for (int i = 0; i < 120; ++i) text += "www" + std::to_string(i) + " IN A 1.2.3\n";
  folder.write("bad.zone", text + "@ IN CNAME ns1\n");
  const Outcome outcome = folder.run("check --format short example.com bad.zone");
  CHECK(outcome.exit_code == 1);
  std::size_t lines = 0;
  for (std::size_t at = 0; (at = outcome.out.find("\nbad.zone:", at)) != std::string::npos; ++at) ++lines;
  CHECK(lines == 50);
  CHECK(contains(outcome.out, "and 70 more of code S01\n"));
  CHECK(contains(outcome.out, "1 zone: 121 fatal errors, and "));
}

TEST_CASE("no colour but on a terminal, and nothing from a file that a terminal would act on") {
  Folder folder;
  folder.write("bad.zone",
               std::string(kCircle) + "www IN TXT \"\033[31m\033]0;x\007\" ; \033[2J\nwww IN A 1.2.3 ; \033[2J\n");
  const Outcome outcome = folder.run("check example.com bad.zone", "TERM=xterm");
  CHECK(outcome.exit_code == 1);
  CHECK_FALSE(contains(outcome.out, "\033"));
  CHECK_FALSE(contains(outcome.out, "\007"));
  CHECK(contains(outcome.out, "\\x1b[2J"));
}

TEST_CASE("colour on a terminal, unless NO_COLOR is set") {
  if (!support::find_program("script")) {
    MESSAGE("script(1) is not installed: not tested");
    return;
  }
  Folder folder;
  folder.write("circle.zone", kCircle);
  const std::string command = " script -qefc \"'" BAILIWICK "' check example.com circle.zone\" out >/dev/null 2>err";
  const Outcome coloured = folder.shell("unset NO_COLOR; TERM=xterm" + command);
  CHECK(coloured.exit_code == 1);
  CHECK(contains(coloured.out, "\033[1;31merror[A05]\033[0m"));
  CHECK_FALSE(contains(folder.shell("NO_COLOR=1 TERM=xterm" + command).out, "\033["));
  CHECK_FALSE(contains(folder.shell("unset NO_COLOR; TERM=dumb" + command).out, "\033["));
}
