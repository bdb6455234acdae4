// Requests over a real socket to a server that is made up: what is asked of it and when, and what each client is told.
#include "daemon/commands/commands.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include "control/client.h"
#include "support/temp_dir.h"
#include "transport/asio.h"

namespace bailiwick::daemon::commands_tests {

using control::Request;
using control::Verb;
using control::ZoneResult;
using control::ZoneState;
namespace asio = boost::asio;

namespace {

ZoneResult result_of(const std::string& zone, ZoneState state, const std::string& waits_for = "") {
  return {.zone = zone, .state = state, .waits_for = waits_for};
}

// All of it belongs to the server's thread.
class MadeUpServer final : public CommandTarget {
 public:
  control::StatusReport status() override { return report; }
  std::vector<ZoneResult> bad_zones(std::size_t most) override {
    std::vector<ZoneResult> zones = bad;
    zones.resize(std::min(most, zones.size()));
    return zones;
  }
  std::optional<ZoneResult> zone_status(const std::string& zone) override {
    if (zone == "bad.example") return result_of(zone, ZoneState::PreviousVersion);
    if (zone == "example.com") return result_of(zone, ZoneState::Ok);
    return std::nullopt;
  }
  void run(const RunRequest& request, OnOutcome done) override {
    runs.push_back(request);
    if (throws) throw std::runtime_error("the disk is on fire");
    begun(std::move(done));
  }
  void remove(const std::string& zone, OnOutcome done) override {
    removals.push_back(zone);
    begun(std::move(done));
  }
  control::Stats stats() override { return {.started = 1, .now_ms = 2, .counters = {{"udp_queries", 3}}}; }
  base::Result<ZoneText> zone_text(const std::string& zone, const std::string& name, const std::string& type) override {
    if (zone == "large.example")  // one RRset, a record of which is longer than a line of a reply should be
      return ZoneText([](std::string& out) {
        for (int i = 0; i < 60'000; ++i) out += "large.example. 3600 IN A 192.0.2.1\n";
        out += std::string(100'000, 'x') + "\n.\n";
        return false;
      });
    if (zone != "example.com") return base::fail(zone + " is not served");
    return ZoneText([lines = 5'000, what = name + ' ' + type](std::string& out) mutable {
      out += what + ' ' + std::to_string(lines) + '\n';
      return --lines > 0;
    });
  }
  void set_log_level(std::optional<base::log::Severity> level) override { levels.push_back(level); }
  base::Result<std::string> roll_cookie() override {
    if (throws) return base::fail("the secret is in a file");
    return std::string("the secret was replaced");
  }
  // Ends what is at work.
  void end(const RunReport& ended) { std::exchange(at_work, nullptr)(ended); }

  control::StatusReport report{.answering = true};
  std::vector<ZoneResult> bad;
  std::vector<RunRequest> runs;
  std::vector<std::string> removals;
  std::vector<std::optional<base::log::Severity>> levels;
  OnOutcome at_work;
  bool overlapped = false;
  bool throws = false;
  bool ends_at_once = true;
  RunReport outcome;

 private:
  void begun(OnOutcome done) {
    overlapped = overlapped || at_work != nullptr;
    if (ends_at_once) return done(outcome);
    at_work = std::move(done);
  }
};

struct Told {
  int exit = -1;
  std::string error;  // of the client
  std::vector<ZoneResult> zones;
  std::vector<std::string> progress;
  std::string text;
  control::Reply last;
  const control::RunSummary& run() const { return std::get<control::RunSummary>(last.body); }
  std::string message() const {
    if (const auto* failure = std::get_if<control::Failure>(&last.body)) return failure->message;
    if (const auto* done = std::get_if<control::Done>(&last.body)) return done->message;
    return "";
  }
};

class RunningCommands {
 public:
  explicit RunningCommands(bool ready = true) : dir_("commands"), path((dir_.path() / "control").string()) {
    REQUIRE(commands.listen(path, ""));
    if (ready) commands.ready();
    thread_ = std::thread([this] { context_.run(); });
  }
  ~RunningCommands() {
    context_.stop();
    thread_.join();
  }
  template <class Task>
  auto at_server(Task task) {
    std::packaged_task<decltype(task())()> wrapped(std::move(task));
    auto result = wrapped.get_future();
    asio::post(context_, [&] { wrapped(); });
    return result.get();
  }
  Told ask(const Request& request) const {
    Told told;
    const auto exit = control::ask(path, request, [&](const control::Reply& reply, std::string_view) {
      if (const auto* zone = std::get_if<ZoneResult>(&reply.body)) told.zones.push_back(*zone);
      if (const auto* text = std::get_if<control::Text>(&reply.body)) told.text += text->text;
      if (const auto* progress = std::get_if<control::Progress>(&reply.body)) told.progress.push_back(progress->what);
      told.last = reply;
      return true;
    });
    told.exit = exit ? *exit : exit.error().exit;
    if (!exit) told.error = exit.error().message;
    return told;
  }
  std::future<Told> ask_beside(const Request& request) const {
    return std::async(std::launch::async, [this, request] { return ask(request); });
  }
  // Waits until that holds at the server.
  template <class Condition>
  bool soon(Condition condition) {
    for (int i = 0; i < 1000; ++i) {
      if (at_server(condition)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

 private:
  support::TempDir dir_;
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
  std::thread thread_;

 public:
  std::string path;
  MadeUpServer server;
  Commands commands{context_, server};
};

Request reload(std::vector<std::string> zones = {}, bool allow_removals = false) {
  return {.verb = Verb::Reload, .zones = std::move(zones), .allow_removals = allow_removals};
}

std::vector<std::string> names(const std::vector<ZoneResult>& zones) {
  std::vector<std::string> list;
  for (const ZoneResult& zone : zones) list.push_back(zone.zone);
  return list;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a reload tells of the zones that changed or are bad, the worst last, and sums up") {
  RunningCommands running;
  running.server.outcome = {
      .zones = {result_of("bad.example", ZoneState::NotLoaded), result_of("b.example", ZoneState::Published),
                result_of("a.example", ZoneState::Published), result_of("held.example", ZoneState::Held)},
      .unchanged = 99'996,
      .ms = 12};
  const Told told = running.ask(reload());
  CHECK(told.exit == control::kExitRejected);
  CHECK(names(told.zones) == Names{"a.example", "b.example", "held.example", "bad.example"});
  CHECK(told.run().zones == std::array<std::uint64_t, control::kZoneStates>{1, 0, 1, 0, 2, 99'996, 0});
  CHECK(told.run().ms == 12);
  CHECK(running.server.runs == std::vector<RunRequest>{{.everything = true}});
  running.server.outcome = {.zones = {result_of("a.example", ZoneState::Removed)}};
  CHECK(running.ask(reload({}, true)).exit == control::kExitDone);
  CHECK(running.server.runs.back() == RunRequest{.everything = true, .allow_removals = true});
}

TEST_CASE("a reload of named zones speaks of these and of those that wait for them; an unknown one is no success") {
  RunningCommands running;
  running.server.outcome = {.zones = {result_of("a.example", ZoneState::Unchanged),
                                      result_of("b.example", ZoneState::PreviousVersion, "a.example"),
                                      result_of("c.example", ZoneState::NotLoaded)}};
  const Told told = running.ask(reload({"A.Example.", "a.example"}, true));
  CHECK(running.server.runs == std::vector<RunRequest>{{.zones = {"a.example"}, .allow_removals_of = {"a.example"}}});
  CHECK(names(told.zones) == Names{"a.example", "b.example"});
  CHECK(told.exit == control::kExitRejected);
  running.server.outcome.zones.erase(running.server.outcome.zones.begin() + 1);
  CHECK(running.ask(reload({"a.example"})).exit == control::kExitDone);  // c.example is not its business
  const Told unknown = running.ask(reload({"a.example", "x.example"}));
  CHECK(unknown.exit == control::kExitRejected);
  CHECK(unknown.run().unknown_zones == Names{"x.example"});
}

TEST_CASE("a name that cannot be one is wrong usage, and nothing is done") {
  RunningCommands running;
  const Told told = running.ask(reload({"a..b"}));
  CHECK(told.exit == control::kExitUsage);
  CHECK(told.message() == "'a..b' is not a valid zone name");
  CHECK(running.server.runs.empty());
}

TEST_CASE("a config with errors is exit 2 with its reasons, a failed or throwing run exit 3 with its words") {
  RunningCommands running;
  running.server.outcome = {.result = RunReport::Result::ConfigErrors,
                            .config = {control::Reason{"G03", "unknown key", "bailiwick.yaml", 4, "delete it"}}};
  const Told config = running.ask(reload());
  CHECK(config.exit == control::kExitUsage);
  CHECK(config.run().config == running.server.outcome.config);
  CHECK(running.ask(reload({"x.example"})).run().unknown_zones.empty());  // nothing is known about it
  running.server.outcome = {.result = RunReport::Result::Failed, .failure = "not enough memory"};
  CHECK(running.ask(reload()).message() == "not enough memory");
  CHECK(running.ask(reload()).exit == control::kExitInternal);
  running.at_server([&] { running.server.throws = true; });
  CHECK(running.ask(reload()).message() == "the disk is on fire");
  running.at_server([&] { running.server.throws = false; });
  running.server.outcome = {};
  CHECK(running.ask(reload()).exit == control::kExitDone);  // and it goes on
}

TEST_CASE("reloads during a reload wait for it, and then one run answers all of them") {
  RunningCommands running;
  running.at_server([&] { running.server.ends_at_once = false; });
  auto first = running.ask_beside(reload());
  REQUIRE(running.soon([&] { return running.server.runs.size() == 1; }));
  std::vector<std::future<Told>> waiting;
  waiting.push_back(running.ask_beside(reload({"a.example"}, true)));
  waiting.push_back(running.ask_beside(reload({"b.example"})));
  waiting.push_back(running.ask_beside(reload()));
  std::promise<void> signalled;
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  running.at_server([&] { running.commands.reload([&](const RunReport&) { signalled.set_value(); }); });
  CHECK(running.at_server([&] { return running.server.runs.size(); }) == 1);
  running.at_server([&] { running.server.end({.zones = {result_of("a.example", ZoneState::NotLoaded)}}); });
  CHECK(first.get().exit == control::kExitRejected);
  for (const auto& each : waiting) CHECK(each.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
  running.at_server([&] {
    REQUIRE(running.server.runs.size() == 2);
    CHECK(running.server.runs[1] == RunRequest{.everything = true,
                                               .zones = {"a.example", "b.example"},
                                               .allow_removals = false,
                                               .allow_removals_of = {"a.example"}});
    running.server.end(
        {.zones = {result_of("a.example", ZoneState::Published), result_of("b.example", ZoneState::PreviousVersion)},
         .unchanged = 5});
  });
  const Told a = waiting[0].get(), b = waiting[1].get(), all = waiting[2].get();
  CHECK(a.exit == control::kExitDone);  // of the second run, not of the first
  CHECK(names(a.zones) == Names{"a.example"});
  CHECK(a.progress == Names{"waiting"});
  CHECK(b.exit == control::kExitRejected);
  CHECK(names(b.zones) == Names{"b.example"});
  CHECK(names(all.zones) == Names{"a.example", "b.example"});
  CHECK(signalled.get_future().wait_for(std::chrono::seconds(5)) == std::future_status::ready);
  CHECK(running.at_server([&] { return running.server.runs.size(); }) == 2);
}

TEST_CASE("removals and reloads do not overlap, and come in the order in which they were asked for") {
  RunningCommands running;
  running.at_server([&] { running.server.ends_at_once = false; });
  auto first = running.ask_beside(reload());
  REQUIRE(running.soon([&] { return running.server.runs.size() == 1; }));
  auto removal = running.ask_beside({.verb = Verb::Remove, .zones = {"Old.Example"}});
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  auto after = running.ask_beside(reload());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  running.at_server([&] {
    CHECK(running.server.removals.empty());
    running.server.end({});
  });
  running.at_server([&] {
    CHECK(running.server.removals == Names{"old.example"});
    CHECK(running.server.runs.size() == 1);
    running.server.end({.zones = {result_of("old.example", ZoneState::Removed)}});
  });
  CHECK(removal.get().exit == control::kExitDone);
  running.at_server([&] {
    CHECK(running.server.runs.size() == 2);
    running.server.end({});
  });
  CHECK(first.get().exit == control::kExitDone);
  CHECK(after.get().exit == control::kExitDone);
  CHECK_FALSE(running.server.overlapped);
}

TEST_CASE("before the zones are loaded the status says how far, and a reload waits until they are") {
  RunningCommands running(false);
  running.server.report = {.answering = false, .loading = control::Progress{"loading", 3, 100'000}};
  const Told status = running.ask({.verb = Verb::Status});
  CHECK(status.exit == control::kExitRejected);
  CHECK(std::get<control::StatusReport>(status.last.body).loading == control::Progress{"loading", 3, 100'000});
  CHECK(running.ask({.verb = Verb::Status, .alive = true}).exit == control::kExitRejected);
  auto waiting = running.ask_beside(reload());
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  CHECK(running.at_server([&] { return running.server.runs.empty(); }));
  running.at_server([&] { running.commands.ready(); });
  CHECK(waiting.get().exit == control::kExitDone);
}

TEST_CASE("the client that asked may go: the work is done, and the next command works") {
  RunningCommands running;
  running.at_server([&] { running.server.ends_at_once = false; });
  const pid_t child = ::fork();
  if (child == 0) {
    control::ask(running.path, reload(), [](const auto&, auto) { return true; },
                 {.connect = std::chrono::seconds(1), .silence = std::chrono::milliseconds(100)});
    ::_exit(0);
  }
  REQUIRE(running.soon([&] { return running.server.at_work != nullptr; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  running.at_server([&] {
    running.server.ends_at_once = true;
    running.server.end({});
  });
  CHECK(running.ask(reload()).exit == control::kExitDone);
}

TEST_CASE("status is 1 as soon as there is something to look at; --alive only says whether it answers") {
  RunningCommands running;
  const Request status{.verb = Verb::Status};
  CHECK(running.ask(status).exit == control::kExitDone);
  running.server.bad = {result_of("b.example", ZoneState::Held), result_of("a.example", ZoneState::NotLoaded)};
  const Told bad = running.ask(status);
  CHECK(bad.exit == control::kExitRejected);
  CHECK(names(bad.zones) == Names{"a.example", "b.example"});
  CHECK(running.ask({.verb = Verb::Status, .alive = true}).exit == control::kExitDone);
  running.server.bad.clear();
  running.server.report.attention = {{"the disk is full", "make room"}};
  CHECK(running.ask(status).exit == control::kExitRejected);
  running.server.report.attention.clear();
  running.server.report.not_bound = {"192.0.2.1"};
  CHECK(running.ask(status).exit == control::kExitRejected);
  CHECK(running.ask({.verb = Verb::Status, .zones = {"EXAMPLE.com"}}).exit == control::kExitDone);
  const Told named = running.ask({.verb = Verb::Status, .zones = {"example.com", "bad.example", "no.example"}});
  CHECK(named.exit == control::kExitRejected);
  CHECK(names(named.zones) == Names{"bad.example", "example.com"});
  CHECK(std::get<control::StatusReport>(named.last.body).unknown_zones == Names{"no.example"});
}

TEST_CASE("zone print, stats and cookie roll hand on what the server has") {
  RunningCommands running;
  const Told text = running.ask({.verb = Verb::ZonePrint, .zones = {"example.com"}, .name = "www", .type = "A"});
  CHECK(text.exit == control::kExitDone);
  CHECK(std::ranges::count(text.text, '\n') == 5'000);
  CHECK(text.text.starts_with("www A 5000\nwww A 4999\n"));
  CHECK(text.text.ends_with("www A 1\n"));
  const Told large = running.ask({.verb = Verb::ZonePrint, .zones = {"large.example"}});
  CHECK(large.error == "");
  CHECK(large.exit == control::kExitDone);
  CHECK(large.text.size() == 60'000 * 35 + 100'000 + 3);
  CHECK(large.text.ends_with("x\n.\n"));
  const Told none = running.ask({.verb = Verb::ZonePrint, .zones = {"x.example"}});
  CHECK(none.exit == control::kExitRejected);
  CHECK(none.message() == "x.example is not served");
  CHECK(std::get<control::Stats>(running.ask({.verb = Verb::Stats}).last.body).counters.at(0).second == 3);
  CHECK(running.ask({.verb = Verb::CookieRoll}).message() == "the secret was replaced");
  running.at_server([&] { running.server.throws = true; });
  CHECK(running.ask({.verb = Verb::CookieRoll}).exit == control::kExitRejected);
}

TEST_CASE("a log level ends by itself, or by the next reload of the config, but not by that of a zone") {
  using base::log::Severity;
  using Levels = std::vector<std::optional<Severity>>;
  RunningCommands running;
  const Request forever{.verb = Verb::LogLevel, .level = Severity::Debug};
  CHECK(running.ask(forever).message() == "log level debug until the next reload");
  running.ask(reload({"a.example"}));
  CHECK(running.at_server([&] { return running.server.levels; }) == Levels{Severity::Debug});
  running.ask(reload());
  running.ask(reload());
  CHECK(running.at_server([&] { return running.server.levels; }) == Levels{Severity::Debug, std::nullopt});
  const Request a_second{.verb = Verb::LogLevel, .level = Severity::Error, .for_s = 1};
  CHECK(running.ask(a_second).message() == "log level error for 1 s");
  CHECK(running.soon([&] { return running.server.levels.size() == 4; }));
  CHECK(running.server.levels.back() == std::nullopt);
}

TEST_CASE("a path that cannot be used leaves the old one at work, and one of another server is left alone") {
  RunningCommands running;
  RunningCommands other;
  const auto bad = running.at_server([&] { return running.commands.listen("/none/control", ""); });
  REQUIRE_FALSE(bad);
  CHECK(bad.error().message.starts_with("control.socket: "));
  CHECK(running.ask({.verb = Verb::Stats}).exit == 0);
  CHECK_FALSE(running.at_server([&] { return running.commands.listen(other.path, "").has_value(); }));
  CHECK(other.ask({.verb = Verb::Stats}).exit == 0);
  CHECK(running.ask({.verb = Verb::Stats}).exit == 0);
  running.at_server([&] { running.server.ends_at_once = false; });
  auto waiting = running.ask_beside(reload());
  REQUIRE(running.soon([&] { return running.server.at_work != nullptr; }));
  CHECK(running.at_server([&] { return running.commands.listen("", "").has_value(); }));
  running.at_server([&] { running.server.end({}); });
  CHECK(waiting.get().exit == control::kExitDone);  // the reload that switched it off
  CHECK(running.ask({.verb = Verb::Stats}).exit == control::kExitNotNow);
  CHECK(running.at_server([&] { return running.commands.listen(running.path, "").has_value(); }));
  CHECK(running.ask({.verb = Verb::Stats}).exit == 0);
  running.at_server([&] { running.commands.shutdown(); });
  CHECK(running.ask({.verb = Verb::Stats}).exit == control::kExitNotNow);
}

}  // namespace bailiwick::daemon::commands_tests
