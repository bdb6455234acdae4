// `bailiwick check` and `bailiwick config` of a whole config.
#include <doctest/doctest.h>
#include <unistd.h>

#include <string>

#include "cli/folder.h"
#include "cli/zone_texts.h"

using namespace bailiwick;

namespace {

using cli_tests::contains;
using cli_tests::Folder;
using cli_tests::kCircle;
using cli_tests::kGood;
using cli_tests::Outcome;

}  // namespace

TEST_CASE("the config and all its zones") {
  Folder folder;
  folder.write("zones/example.com.zone", kGood);
  folder.write("zones/example.net.zone", kGood);
  folder.write("b.yaml", "user: \"\"\nzones-directory: zones\nlisten: [127.0.0.1@5300]\n");
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
  CHECK(circle.out.ends_with("3 zones: 1 error, 2 warnings, and 4 notes, shown with --all\n"));

  folder.write("b.yaml", "user: \"\"\nzones-directory: zones\nchecks: {reject: fatal}\n");
  const Outcome served = folder.run("check --config b.yaml");
  CHECK(served.exit_code == 1);
  CHECK(contains(served.out, "zone example.org: loaded serial 7\n"));
}

TEST_CASE("--max-ttl holds instead of checks.max-ttl") {
  Folder folder;
  folder.write("example.com.zone", kGood);
  folder.write("b.yaml", "user: \"\"\nzones-directory: .\nchecks: {max-ttl: 59m}\n");
  CHECK(folder.run("check --config b.yaml").exit_code == 1);
  CHECK(folder.run("check --max-ttl 1h --config b.yaml").exit_code == 0);
  CHECK(folder.run("check --max-ttl none --config b.yaml").exit_code == 0);
}

TEST_CASE("a zone file that a config names and that is missing is unreadable input") {
  Folder folder;
  folder.write("b.yaml", "user: \"\"\nzones-directory: .\nzones: [{name: example.com, file: missing.zone}]\n");
  const Outcome outcome = folder.run("check --config b.yaml");
  CHECK(outcome.exit_code == 2);
  CHECK(contains(outcome.out, "missing.zone"));
}

TEST_CASE(
    "a user that does not exist: an error as root, when serve would not start, else a warning; zones are checked") {
  Folder folder;
  folder.write("example.com.zone", kGood);
  folder.write("b.yaml", "user: no-such-user\nzones-directory: .\n");
  const Outcome outcome = folder.run("check --config b.yaml --format short");
  const bool is_root = ::geteuid() == 0;
  CHECK(outcome.exit_code == (is_root ? 2 : 0));
  CHECK(contains(outcome.out, std::string("b.yaml:1:1: ") + (is_root ? "error" : "warning") +
                                  "[G17]: there is no user 'no-such-user' on this machine"));
  CHECK(contains(outcome.out, "zone example.com: loaded serial 2026112101\n"));
  CHECK(contains(outcome.out, "OK, with 1 warning") == !is_root);
  if (is_root) CHECK(folder.run("serve --config b.yaml").exit_code != 0);
  folder.write("b.yaml", "user: root\nzones-directory: .\n");
  CHECK_FALSE(contains(folder.run("check --config b.yaml").out, "G17"));
}

TEST_CASE("a secret of DNS cookies that is none is told with its line, like any other mistake") {
  Folder folder;
  folder.write("example.com.zone", kGood);
  folder.write("secret", "# ours\n0123\n");
  folder.write("b.yaml", "zones-directory: .\nuser: \"\"\ncookies: {secret-file: secret}\n");
  const Outcome outcome = folder.run("check --config b.yaml --format short");
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.out, "secret:2:5: error[G16]: a secret has 32 hexadecimal digits, this one 4"));
  folder.write("b.yaml", "zones-directory: .\nuser: \"\"\ncookies: {enabled: false, secret-file: secret}\n");
  CHECK(folder.run("check --config b.yaml").exit_code == 0);
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
  folder.write("b.yaml", "user: \"\"\nworkers: 3\nzones-directory: zones\n");
  const Outcome outcome = folder.run("config --config b.yaml");
  CHECK(outcome.exit_code == 0);
  CHECK(contains(outcome.out, "workers: 3"));
  CHECK(contains(outcome.out, "b.yaml:2"));
  CHECK(contains(outcome.out, "default"));
  folder.write("again.yaml", outcome.out);
  CHECK(folder.run("check --config again.yaml").exit_code == 0);
  CHECK(contains(folder.run("config --options").out, "tcp.idle-timeout"));
}

TEST_CASE("mistakes in what the config names are exit 1, and the zones are checked all the same") {
  Folder folder;
  folder.write("zones/example.com.zone", kGood);
  folder.write("zones/example.com (1).zone", kGood);
  folder.write("b.yaml", "user: \"\"\nzones-directory: zones\n");
  Outcome outcome = folder.run("check --config b.yaml --format short");
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.out, "example.com (1).zone: error[G10]"));
  CHECK(contains(outcome.out, "example.com"));

  folder.write("b.yaml", "user: \"\"\nzones-directory: zones\nzones: [{name: example.com, registrar: nobody}]\n");
  outcome = folder.run("check --config b.yaml --format short");
  CHECK(outcome.exit_code == 1);
  CHECK(contains(outcome.out, "b.yaml:3:9: error[G07]: zones: registrar: 'nobody' is not one of"));
  CHECK(folder.run("config --config b.yaml").exit_code == 0);
}

TEST_CASE("a list of registered hosts with a mistake counts as none, and each mistake is told") {
  Folder folder;
  folder.write("zones/example.com.zone", kGood);
  folder.write("b.yaml", "user: \"\"\nzones-directory: zones\nregistered-hosts: hosts\n");
  // Without the mistake this says that the hosts of the zone are not registered.
  folder.write("hosts", "ns1.elsewhere.example 192.0.2.1\n");
  const std::string told = folder.run("check --config b.yaml --format short").out;
  CHECK((contains(told, "[C01]") || contains(told, "[D01]")));
  struct Row {
    const char* hosts;
    const char* message;
  };
  const Row rows[] = {
      {"ns1.elsewhere.example 192.0.2.1\nns2.elsewhere.example 192.0.2.300\n",
       "hosts:2:23: error[G14]: '192.0.2.300' is"},
      {"ns1 192.0.2.1\n", "hosts:1:1: error[G14]: 'ns1' is not a full host name"},
      {"ns1. 192.0.2.1\n", "hosts:1:1: error[G14]: 'ns1.' is not a full host name"},
      {"ns1.elsewhere.example\n", "hosts:1:1: error[G14]: 'ns1.elsewhere.example' has no address"},
      {"192.0.2.1 ns1.elsewhere.example\n", "hosts:1:1: error[G14]: '192.0.2.1' is no host name"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.hosts);
    folder.write("hosts", row.hosts);
    const Outcome outcome = folder.run("check --config b.yaml --format short");
    CHECK(outcome.exit_code == 1);
    CHECK(contains(outcome.out, row.message));
    CHECK(contains(outcome.out, "has no effect until its errors are corrected"));
    CHECK_FALSE(contains(outcome.out, "[C01]"));
    CHECK_FALSE(contains(outcome.out, "[D01]"));
  }
  // An address twice is a warning, and the list counts.
  folder.write("hosts", "ns1.elsewhere.example 192.0.2.1 192.0.2.1\n");
  CHECK_FALSE(contains(folder.run("check --config b.yaml --format short").out, "has no effect"));
}
