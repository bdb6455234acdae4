// Zones as replies say them: outcomes of real runs, and text that loads as the same zone.
#include "daemon/commands/zone_replies.h"

#include "daemon/zone_runs.h"
#include "support/zone_files.h"
#include "zone/compare.h"

namespace bailiwick::daemon::zone_replies_tests {
namespace {

using control::ZoneState;

std::shared_ptr<const zone::Zone> zone_of(const ZoneRuns& runs, const char* name) {
  const publish::Zones::State* state = runs.zones().find(name);
  REQUIRE(state != nullptr);
  REQUIRE(state->live);
  return state->live->zone;
}

std::string all_of(ZoneText text) {
  std::string out;
  for (int i = 0; i < 100'000 && text(out); ++i) {
  }
  return out;
}

ZoneState state_in(const RunReport& report, const std::string& zone) {
  for (const control::ZoneResult& result : report.zones)
    if (result.zone == zone) return result.state;
  FAIL(zone);
  return ZoneState::Ok;
}

}  // namespace

TEST_CASE("a zone's text begins with its SOA and loads as the same zone") {
  const support::ZoneFiles files;
  std::string text = support::good_zone(7) +
                     "a.b IN TXT \"q\\\"\\\\;\" \"\\000\\255\"\n"
                     "\\.x\\ y IN CAA 0 issue \"ca.example\"\n"
                     "*.w 60 IN MX 10 @\n"
                     "svc IN SVCB 1 . alpn=h2,h3 port=53\n"
                     "t IN TYPE65280 \\# 3 01ff00\n";
  for (int i = 0; i < 500; ++i) text += "h" + std::to_string(i) + " IN AAAA 2001:db8::" + std::to_string(i) + '\n';
  files.write("example.com", text);
  ZoneRuns runs;
  runs.run(files.config({"example.com"}), {});
  const auto zone = zone_of(runs, "example.com");
  const std::string printed = all_of(zone_text(zone, {}));
  CHECK(printed.starts_with("example.com. "));
  CHECK(printed.substr(0, printed.find('\n')).find(" IN SOA ") != std::string::npos);
  CHECK(static_cast<std::size_t>(std::ranges::count(printed, '\n')) == zone->record_count());

  files.write("example.com", printed);
  ZoneRuns again;
  again.run(files.config({"example.com"}), {});
  CHECK(zone::same_records(*zone, *zone_of(again, "example.com")));

  const auto node = zone->find_exact(*wire::Name::from_text("h7.example.com."));
  REQUIRE(node != zone::kNoNode);
  const std::string one = all_of(zone_text(zone, {.node = node}));
  CHECK(one.ends_with(" IN AAAA 2001:db8::7\n"));
  CHECK(std::ranges::count(one, '\n') == 1);
  CHECK(all_of(zone_text(zone, {.node = node, .type = rr::Type::A})) == "");
  CHECK(all_of(zone_text(zone, {.node = zone::kApex, .type = rr::Type::SOA})).find(" IN SOA ") != std::string::npos);
}

TEST_CASE("an outcome says the same as a reply, value by value") {
  const publish::Outcome outcome{.zone = "a.test",
                                 .file = "/z/a.zone",
                                 .became = publish::Became::KeptOld,
                                 .serial_before = 1,
                                 .serial_after = 2,
                                 .added = 3,
                                 .removed = 4,
                                 .since = 5,
                                 .reason = base::Finding{.code = "D03", .message = "no address", .help = "add it"},
                                 .fix_first = "b.test"};
  CHECK(zone_result(outcome) ==
        control::ZoneResult{.zone = "a.test",
                            .state = ZoneState::PreviousVersion,
                            .serial_before = 1,
                            .serial_after = 2,
                            .added = 3,
                            .removed = 4,
                            .reason = control::Reason{"D03", "no address", "/z/a.zone", 0, "add it"},
                            .waits_for = "b.test",
                            .since = 5});
  using publish::Became;
  for (const Became became :
       {Became::Published, Became::Unchanged, Became::KeptOld, Became::LeftOut, Became::Held, Became::Removed})
    CHECK(control::state_name(zone_result(publish::Outcome{.became = became}).state) == publish::became_name(became));
}

TEST_CASE("what became of zones in a run, and how they are after it") {
  const support::ZoneFiles files;
  for (const char* zone : {"a.test", "b.test", "c.test"}) files.write(zone, support::good_zone(1));
  ZoneRuns runs;
  const config::Config config = files.config({"a.test", "b.test", "c.test"});
  const RunReport first = run_report(runs.run(config, {}), {}, runs.zones());
  CHECK(first.zones.size() == 3);
  CHECK(first.unchanged == 0);
  CHECK(state_in(first, "a.test") == ZoneState::Published);

  files.write("a.test", support::good_zone(2) + "more IN TXT x\n");
  files.write("b.test", "@ IN SOA broken\n");
  const std::vector<std::string> named = {"a.test", "b.test", "c.test", "d.test"};
  const RunReport second = run_report(runs.run(config, {}), named, runs.zones());
  CHECK(state_in(second, "a.test") == ZoneState::Published);
  CHECK(state_in(second, "b.test") == ZoneState::PreviousVersion);
  CHECK(state_in(second, "c.test") == ZoneState::Unchanged);
  CHECK(second.zones.size() == 3);  // d.test is not configured
  CHECK(second.unchanged == 0);
  for (const control::ZoneResult& result : second.zones) {
    if (result.zone == "a.test") {
      CHECK(result.serial_before == 1);
      CHECK(result.serial_after == 2);
    }
    if (result.zone != "b.test") continue;
    CHECK(result.serial_after == 1);
    REQUIRE(result.reason);
    CHECK(result.reason->file == files.path("b.test"));
    CHECK(result.reason->line == 1);
    CHECK_FALSE(result.reason->message.empty());
  }
  const RunReport third = run_report(runs.run(config, {}), {}, runs.zones());  // it may say that it read a zone again
  std::uint64_t unchanged = third.unchanged;
  for (const control::ZoneResult& result : third.zones) unchanged += result.state == ZoneState::Unchanged ? 1 : 0;
  CHECK(unchanged == 2);

  CHECK(zone_result(*runs.zones().find("a.test")).state == ZoneState::Ok);
  CHECK(zone_result(*runs.zones().find("b.test")).state == ZoneState::PreviousVersion);
}

}  // namespace bailiwick::daemon::zone_replies_tests
