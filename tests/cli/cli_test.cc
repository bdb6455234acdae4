// The command line as scripts and people meet it: what goes to which stream, and the exit codes. Each test runs the
// built binary in a folder of its own.
#include <doctest/doctest.h>

#include <string>

#include "cli/folder.h"

using namespace bailiwick;

namespace {

using cli_tests::contains;
using cli_tests::Folder;
using cli_tests::Outcome;

constexpr const char* kGood =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "ns1 IN A   192.0.2.1\n"
    "@   IN NS  ns.provider.test.\n";
constexpr const char* kTwin =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "ns1 IN A   192.0.2.1\n"
    "ns1 IN A   192.0.2.1\n"
    "@   IN NS  ns.example.net.\n";
constexpr const char* kCircle =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "    IN NS  ns2\n"
    "ns1 IN A   192.0.2.1\n";

}  // namespace

TEST_CASE("a good zone file: two lines and 0, whatever the name's case and final dot") {
  Folder folder;
  folder.write("good.zone", kGood);
  for (const char* name : {"example.com", "example.com.", "EXAMPLE.com"}) {
    const Outcome outcome = folder.run(std::string("check ") + name + " good.zone");
    CHECK(outcome.out == "zone example.com: loaded serial 2026112101\nOK\n");
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
  CHECK(outcome.out.ends_with("1 zone: 1 warning\nOK, with 1 warning\n"));
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
      "1 zone: 1 error, 2 warnings\n");
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
  CHECK(outcome.out.ends_with("\n1 zone: 1 error, 2 warnings\n"));
}

TEST_CASE("an error that the server would live with is an error all the same") {
  Folder folder;
  folder.write("glue.zone", std::string(kGood) + "kid IN NS ns1.kid\n");
  const Outcome outcome = folder.run("check example.com glue.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.starts_with("zone example.com: loaded serial 2026112101\n"));
  CHECK(contains(outcome.out, "error[D01]: "));
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
  CHECK(contains(outcome.out, "1 zone: 121 fatal errors\n"));
}

TEST_CASE("what cannot be read is 2, and so is wrong usage") {
  Folder folder;
  folder.write("good.zone", kGood);
  for (const char* arguments :
       {"check example.com missing.zone", "check example.com .", "check example.com /dev/null/x", "check example.com",
        "check a..b good.zone", "check '' good.zone", "check example.com good.zone more", "check --fromat short",
        "check --format jsn example.com good.zone", "check --config missing.yaml", "config --config missing.yaml",
        "version more", "--nonsense", ""}) {
    CAPTURE(arguments);
    const Outcome outcome = folder.run(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK_FALSE((outcome.out + outcome.err).empty());
    CHECK_FALSE(contains(outcome.out, "OK"));
  }
}

TEST_CASE("complaints about usage go to standard error and name the help") {
  Folder folder;
  const Outcome outcome = folder.run("check --fromat short");
  CHECK(outcome.out == "");
  CHECK(contains(outcome.err, "--fromat"));
  CHECK(contains(outcome.err, "bailiwick check --help"));
}

TEST_CASE("swapped arguments are recognised") {
  Folder folder;
  folder.write("good.zone", kGood);
  const Outcome outcome = folder.run("check good.zone example.com");
  CHECK(outcome.exit_code == 2);
  CHECK(contains(outcome.err, "bailiwick check example.com good.zone"));
}

TEST_CASE("a misspelt subcommand gets the nearest one") {
  Folder folder;
  const Outcome outcome = folder.run("chekc example.com x");
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out == "");
  CHECK(contains(outcome.err, "there is no subcommand 'chekc'; did you mean 'check'?"));
}

TEST_CASE("an unknown option gets the nearest one, or where the thing is said instead") {
  Folder folder;
  const Outcome misspelt = folder.run("check --confg x");
  CHECK(misspelt.exit_code == 2);
  CHECK(contains(misspelt.err, "did you mean --config?"));
  const Outcome port = folder.run("serve --port 53");
  CHECK(port.exit_code == 2);
  CHECK(contains(port.err, "the port is in the config: `listen: [ADDRESS@PORT]`"));
}

TEST_CASE("help is --help, also of a subcommand") {
  Folder folder;
  CHECK(folder.run("help").out == folder.run("--help").out);
  CHECK(folder.run("help").exit_code == 0);
  CHECK(folder.run("help check").out == folder.run("check --help").out);
  CHECK(contains(folder.run("help chekc").err, "did you mean 'check'?"));
}

TEST_CASE("--explain without a code lists them all, with their titles") {
  Folder folder;
  const Outcome outcome = folder.run("check --explain");
  CHECK(outcome.exit_code == 0);
  for (const char* line : {"A05  ", "C02  ", "D01  a delegation to a host inside it, without glue\n", "S01  "})
    CHECK(contains(outcome.out, line));
  CHECK(contains(folder.run("check --explain=A05").out, "A05 (error)"));
  CHECK(contains(folder.run("check --explain A05").out, "A05 (error)"));
}

TEST_CASE("the config and all its zones") {
  Folder folder;
  folder.write("zones/example.com.zone", kGood);
  folder.write("zones/example.net.zone", kGood);
  folder.write("b.yaml", "zones-directory: zones\nlisten: [127.0.0.1@5300]\n");
  const Outcome good = folder.run("check --config b.yaml");
  CHECK(good.exit_code == 0);
  CHECK(contains(good.out, "zone example.com: loaded serial 2026112101\n"));
  CHECK(contains(good.out, "zone example.net: loaded serial 2026112101\n"));
  CHECK(good.out.ends_with("OK\n"));

  folder.write("zones/example.org.zone", kCircle);
  const Outcome circle = folder.run("check --config b.yaml");
  CHECK(circle.exit_code == 1);
  CHECK(contains(circle.out, "zone example.org: must not go live\n"));
  CHECK(contains(circle.out, "error[A05]: name server ns2.example.org lies inside example.org"));
  CHECK(circle.out.ends_with("3 zones: 1 error, 2 warnings\n"));

  folder.write("b.yaml", "zones-directory: zones\nchecks: {refuse: fatal}\n");
  const Outcome served = folder.run("check --config b.yaml");
  CHECK(served.exit_code == 1);
  CHECK(contains(served.out, "zone example.org: loaded serial 7\n"));
}

TEST_CASE("a zone file that a config names and that is missing is unreadable input") {
  Folder folder;
  folder.write("b.yaml", "zones-directory: .\nzones: [{name: example.com, file: missing.zone}]\n");
  const Outcome outcome = folder.run("check --config b.yaml");
  CHECK(outcome.exit_code == 2);
  CHECK(contains(outcome.out, "missing.zone"));
}

TEST_CASE("a config with errors: all of them with their lines, exit 2") {
  Folder folder;
  folder.write("b.yaml", "lisen: [127.0.0.1]\nworkers: -1\nzones: []\n");
  const Outcome checked = folder.run("check --config b.yaml");
  CHECK(checked.exit_code == 2);
  CHECK(contains(checked.out, "b.yaml:1:1"));
  CHECK(contains(checked.out, "b.yaml:2:"));
  CHECK(contains(checked.out, "listen"));

  const Outcome shown = folder.run("config --config b.yaml");
  CHECK(shown.exit_code == 2);
  CHECK(shown.out == "");
  CHECK(contains(shown.err, "b.yaml:1:1"));
}

TEST_CASE("config prints what is in effect and why, as a config of the same effect") {
  Folder folder;
  folder.write("zones/example.com.zone", kGood);
  folder.write("b.yaml", "workers: 3\nzones-directory: zones\n");
  const Outcome outcome = folder.run("config --config b.yaml");
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "workers: 3"));
  CHECK(contains(outcome.out, "b.yaml:1"));
  CHECK(contains(outcome.out, "default"));
  folder.write("again.yaml", outcome.out);
  CHECK(folder.run("check --config again.yaml").exit_code == 0);
  CHECK(contains(folder.run("config --options").out, "tcp.idle-timeout"));
}

TEST_CASE("version and help go to standard output") {
  Folder folder;
  for (const char* arguments : {"version", "--version"}) {
    const Outcome outcome = folder.run(arguments);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.starts_with("bailiwick "));
    CHECK(outcome.err == "");
  }
  for (const char* arguments : {"--help", "check --help", "config --help", "serve --help"}) {
    const Outcome outcome = folder.run(arguments);
    CAPTURE(arguments);
    CHECK(outcome.exit_code == 0);
    CHECK(contains(outcome.out, "Exit codes:"));
    CHECK(outcome.err == "");
  }
  const std::string help = folder.run("--help").out;
  for (const char* subcommand : {"serve ", "check ", "config ", "version "}) CHECK(contains(help, subcommand));
}

TEST_CASE("output that cannot be written is no success") {
  Folder folder;
  folder.write("good.zone", kGood);
  const Outcome full = folder.shell("'" BAILIWICK "' check example.com good.zone >/dev/full 2>err");
  CHECK(full.exit_code == 3);
  CHECK(contains(full.err, "cannot write to standard output: No space left on device"));
  CHECK(folder.shell("'" BAILIWICK "' version >&- 2>err").exit_code != 0);
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
