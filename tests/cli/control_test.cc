// The commands for a running server, against one that is made up: what they ask, what they print, and their exit codes.
#include <doctest/doctest.h>

#include <string>

#include "cli/folder.h"
#include "cli/made_up_server.h"

namespace bailiwick::cli_tests {
namespace {

using control::Reply;
using control::Request;
using control::Verb;
using control::ZoneResult;
using control::ZoneState;

constexpr const char* kConfig = "control: {socket: sock}\n";

Reply done(std::string message = "done") {
  return {.body = control::Done{std::move(message)}, .exit = 0};
}

// A folder whose config names the socket of a made-up server.
struct Site {
  explicit Site(std::vector<Reply> replies = {done()}) : server(folder.path() / "sock", std::move(replies)) {
    folder.write("bailiwick.yaml", kConfig);
  }
  Outcome run(const std::string& arguments) { return folder.run(arguments + " --config bailiwick.yaml"); }

  Folder folder;
  MadeUpServer server;
};

}  // namespace

TEST_CASE("each command asks what its arguments say") {
  using base::log::Severity;
  const std::pair<const char*, Request> commands[] = {
      {"status", {.verb = Verb::Status}},
      {"status example.com .", {.verb = Verb::Status, .zones = {"example.com", "."}}},
      {"status --alive", {.verb = Verb::Status, .alive = true}},
      {"reload", {.verb = Verb::Reload}},
      {"reload a.example b.example --allow-removals",
       {.verb = Verb::Reload, .zones = {"a.example", "b.example"}, .allow_removals = true}},
      {"stats", {.verb = Verb::Stats}},
      {"zone print a.example", {.verb = Verb::ZonePrint, .zones = {"a.example"}}},
      {"zone print a.example www.a.example AAAA",
       {.verb = Verb::ZonePrint, .zones = {"a.example"}, .name = "www.a.example", .type = "AAAA"}},
      {"log-level debug", {.verb = Verb::LogLevel, .level = Severity::Debug}},
      {"log-level error --for 10m", {.verb = Verb::LogLevel, .level = Severity::Error, .for_s = 600}},
      {"cookie roll", {.verb = Verb::CookieRoll}},
      {"remove a.example", {.verb = Verb::Remove, .zones = {"a.example"}}},
  };
  Site site;
  for (const auto& [arguments, request] : commands) {
    CAPTURE(arguments);
    CHECK(site.run(arguments).exit_code == 0);
    CHECK(site.server.requests().back() == request);
  }
  CHECK(site.server.requests().size() == std::size(commands));
}

TEST_CASE("wrong arguments are exit 2 and ask nothing") {
  Site site;
  for (const char* arguments :
       {"remove", "zone", "zone print", "zone write a.example", "cookie", "cookie bake", "log-level", "log-level loud",
        "log-level debug --for soon", "log-level debug --for 0", "log-level debug --for 9000d", "stats --rate 2x",
        "stats --rate 2h", "remove a b", "reload --force"}) {
    CAPTURE(arguments);
    const Outcome outcome = site.run(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out == "");
    CHECK_FALSE(outcome.err == "");
  }
  CHECK(site.server.requests().empty());
}

TEST_CASE("the exit code is that of the reply") {
  Site site;
  for (const int exit : {0, 1, 2, 3, 4}) {
    site.server.answer({{.body = control::RunSummary{}, .exit = exit}});
    CHECK(site.run("reload").exit_code == exit);
    site.server.answer({{.body = control::Failure{"no room", "make some"}, .exit = exit}});
    const Outcome failed = site.run("reload");
    CHECK(failed.exit_code == exit);
    CHECK(failed.err == "bailiwick reload: no room (fix: make some)\n");
    CHECK(failed.out == "");
  }
}

TEST_CASE("without a server it is exit 4, also where the config has mistakes") {
  Folder folder;
  folder.write("bailiwick.yaml", std::string(kConfig) + "listen: nonsense\n");
  for (const char* command :
       {"status", "status --alive", "reload", "stats", "zone print a", "cookie roll", "log-level info", "remove a"}) {
    CAPTURE(command);
    const Outcome outcome = folder.run(std::string(command) + " --config bailiwick.yaml");
    CHECK(outcome.exit_code == 4);
    CHECK(contains(outcome.err, "no server is running (there is none at "));
    CHECK(contains(outcome.err, "/sock)"));
    CHECK(outcome.out == "");
  }
  folder.write("off.yaml", "control: {socket: \"\"}\n");
  CHECK(folder.run("status --config off.yaml").exit_code == 2);
}

TEST_CASE("--socket goes before the config, and mistakes in the config do not hide the server") {
  Site site;
  site.folder.write("broken.yaml", std::string(kConfig) + "listen: nonsense\nzones-directory: /none\n");
  CHECK(site.folder.run("reload --config broken.yaml").exit_code == 0);
  CHECK(site.folder.run("reload --socket sock --config none.yaml").exit_code == 0);
  CHECK(site.folder.run("reload --socket other --config bailiwick.yaml").exit_code == 4);
}

TEST_CASE("--json prints the lines as they are") {
  const std::vector<Reply> replies = {{.body = control::Progress{"loading", 1, 2}, .exit = {}},
                                      {.body = ZoneResult{.zone = "a", .state = ZoneState::Held}, .exit = {}},
                                      {.body = control::RunSummary{}, .exit = 1}};
  Site site(replies);
  const Outcome outcome = site.run("reload --json");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out == to_line(replies[0]) + to_line(replies[1]) + to_line(replies[2]));
  CHECK(outcome.err == "");
}

TEST_CASE("reload says what became of each zone, why, and what to do") {
  control::RunSummary summary{.unknown_zones = {"x.example"}, .ms = 1234};
  summary.zones = {1, 1, 1, 1, 1, 99'995, 0};
  Site site({{.body = ZoneResult{.zone = "a.example",
                                 .state = ZoneState::Published,
                                 .serial_before = 7,
                                 .serial_after = 8,
                                 .added = 3,
                                 .removed = 1'000},
              .exit = {}},
             {.body = ZoneResult{.zone = "r.example", .state = ZoneState::Removed, .serial_before = 5}, .exit = {}},
             {.body = ZoneResult{.zone = "h.example",
                                 .state = ZoneState::Held,
                                 .serial_before = 5,
                                 .serial_after = 5,
                                 .reason = control::Reason{"", "the zone file is gone", "/z/h.zone", 0,
                                                           "put it back, or run `bailiwick remove h.example`"},
                                 .since = 1796130000},
              .exit = {}},
             {.body = ZoneResult{.zone = "p.example",
                                 .state = ZoneState::PreviousVersion,
                                 .serial_before = 1,
                                 .serial_after = 1,
                                 .reason = control::Reason{"D03", "ns9.q.example has no address", "/z/p.zone", 12,
                                                           "add it to q.example"},
                                 .waits_for = "q.example"},
              .exit = {}},
             {.body = ZoneResult{.zone = "n.example", .state = ZoneState::NotLoaded}, .exit = {}},
             {.body = summary, .exit = 1}});
  const Outcome outcome = site.run("reload");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out ==
        "a.example: published, serial 7 -> 8, +3 -1,000 records\n"
        "r.example: removed, serial 5\n"
        "h.example: held, still serving, serial 5, since 2026-12-01 13:00 UTC\n"
        "  /z/h.zone: the zone file is gone\n"
        "  fix: put it back, or run `bailiwick remove h.example`\n"
        "p.example: rejected, previous version in service, serial 1\n"
        "  /z/p.zone:12: D03: ns9.q.example has no address\n"
        "  fix: add it to q.example\n"
        "  fix first: q.example\n"
        "n.example: not loaded, answering SERVFAIL\n"
        "x.example: not in the config\n"
        "Done in 1,234 ms: 1 published, 1 removed, 99,995 unchanged, 1 held, 1 rejected, 1 not loaded.\n");
}

TEST_CASE("a config with errors: its reasons, and that nothing has changed") {
  Site site({{.body = control::RunSummary{.config = {{"G03", "unknown key 'listen'", "b.yaml", 3, "write listen"}}},
              .exit = 2}});
  const Outcome outcome = site.run("reload");
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.out ==
        "b.yaml:3: G03: unknown key 'listen'\n"
        "  fix: write listen\n"
        "Nothing has changed: the config has errors.\n");
}

TEST_CASE("status is one screen") {
  control::StatusReport report{.version = "0.2.0",
                               .config = "/etc/bailiwick/bailiwick.yaml",
                               .pid = 17,
                               .started = 1796130000,
                               .now = 1796130000 + 3 * 86400,
                               .answering = true,
                               .listening = {"192.0.2.1", "2001:db8::1"},
                               .not_bound = {"192.0.2.9"},
                               .signed_zones = 2,
                               .expires_first = {{"s.example", 1796130000 + 10 * 86400}, {"t.example", 1796130000}},
                               .log_level = "info",
                               .attention = {{"the state directory is read-only", "make it writable"}}};
  report.zones = {0, 1, 0, 0, 0, 0, 99'999};
  const ZoneResult bad{.zone = "p.example", .state = ZoneState::PreviousVersion, .serial_after = 1};
  Site site({{.body = bad, .exit = {}}, {.body = report, .exit = 1}});
  const Outcome outcome = site.run("status");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out ==
        "bailiwick   0.2.0, process 17, running since 2026-12-01 13:00 UTC (3 days)\n"
        "config      /etc/bailiwick/bailiwick.yaml\n"
        "listening   192.0.2.1, 2001:db8::1\n"
        "not bound   192.0.2.9\n"
        "zones       1 previous version, 99,999 ok\n"
        "signatures  2 signed zones: s.example 7 days left, t.example expired 2026-12-01\n"
        "log level   info\n"
        "p.example: rejected, previous version in service, serial 1\n"
        "attention: the state directory is read-only\n"
        "  fix: make it writable\n");
  report.loading = control::Progress{"loading", 3, 100'000};
  report.answering = false;
  site.server.answer({{.body = report, .exit = 1}});
  CHECK(contains(site.run("status").out, "zones       loading 3 of 100,000\n"));
  CHECK(site.run("status --alive").out == "not answering\n");
  report.answering = true;
  site.server.answer({{.body = report, .exit = 0}});
  CHECK(site.run("status --alive").out == "answering on 192.0.2.1, 2001:db8::1\n");
}

TEST_CASE("zone text comes as it is, counters one per line, and rates over the time that has passed") {
  Site site({{.body = control::Text{"a.example. 3600 IN TXT \"\\001\"\n"}, .exit = {}}, done("")});
  CHECK(site.run("zone print a.example").out == "a.example. 3600 IN TXT \"\\001\"\n");
  site.server.answer(
      {{.body = control::Stats{.started = 1, .now_ms = 5, .counters = {{"udp", 3}, {"tcp", 0}}}, .exit = 0}});
  CHECK(site.run("stats").out == "udp 3\ntcp 0\n");
  CHECK(contains(site.run("stats --rate 1s").err, "the server was restarted"));  // its clock stands still
}

TEST_CASE("what a server sends cannot act on the terminal") {
  Site site({{.body = ZoneResult{.zone = "a\x1b[2J", .state = ZoneState::Published}, .exit = {}},
             {.body = control::Failure{"b\x1b[2J", "c\x1b[2J"}, .exit = 3}});
  const Outcome outcome = site.run("reload");
  CHECK_FALSE(contains(outcome.out + outcome.err, "\x1b"));
}

TEST_CASE("verbs of other name servers get the one that is ours") {
  Folder folder;
  for (const auto& [verb, ours] : {std::pair{"reconfig", "`bailiwick reload`"},
                                   {"force_transfer", "does not transfer zones yet"},
                                   {"zonestatus", "`bailiwick status ZONE`"},
                                   {"reload-zone", "`bailiwick reload ZONE`"},
                                   {"zone-status", "`bailiwick status ZONE`"},
                                   {"zone-read", "`bailiwick zone print ZONE`"},
                                   {"stats_noreset", "`bailiwick stats`"}}) {
    CAPTURE(verb);
    const Outcome outcome = folder.run(verb);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.err.starts_with(std::string("bailiwick: ") + verb + ": "));
    CHECK(contains(outcome.err, ours));
    CHECK(std::ranges::count(outcome.err, '\n') <= 2);
  }
}

}  // namespace bailiwick::cli_tests
