// The command line itself: which stream complaints and help go to, what is said to who mistypes, and the exit codes.
#include <doctest/doctest.h>

#include <string>

#include "cli/folder.h"
#include "cli/zone_texts.h"

using namespace bailiwick;

namespace {

using cli_tests::contains;
using cli_tests::Folder;
using cli_tests::kGood;
using cli_tests::Outcome;

}  // namespace

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
  CHECK(contains(folder.run("check --help").out, "--explain [CODE] "));
  CHECK(contains(folder.run("check --explain=A05").out, "A05 (error)"));
  CHECK(contains(folder.run("check --explain A05").out, "A05 (error)"));
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
