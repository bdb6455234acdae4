// What a reload could not apply: what was there before is at work, the option is named, and it is applied once the
// cause is gone.
#include "service_fixture.h"
#include "support/captured_log.h"
#include "support/own_network.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;

namespace {

using Options = std::vector<std::string>;

std::string absent_line(const char* address, std::uint16_t port) {
  return std::string("listen: [\"") + address + "@" + std::to_string(port) + "\"]\n";
}

}  // namespace

TEST_CASE("listen: an address that is not on this machine replaces none that works, until it is") {
  const OwnNetwork network;
  if (!network.is_up()) {
    MESSAGE("needs root and ip(8): left out");
    return;
  }
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  CHECK(running.service.problems() == Options());
  files.write("a.test", good_zone(2));
  files.write_config(absent_line("192.0.2.99", running.port()));
  const CapturedLog log;
  const RunReport report = running.service.run({.everything = true});
  CHECK(report.result == RunReport::Result::Done);
  REQUIRE(report.config.size() == 1);
  CHECK(report.config.front().message.starts_with("listen: "));
  CHECK(Asker(running.port()).serial("a.test") == 2);
  CHECK(running.service.problems() == Options{"listen"});
  CHECK(running.service.standing().reloads_zones_rejected == 1);
  CHECK(running.service.standing().reloads_good == 0);
  CHECK(log.lines("error", "listen: cannot listen on 192.0.2.99@") == 1);
  CHECK(log.lines("warning", "reloaded: serving 1 zone on 127.0.0.1@") == 1);
  CHECK(log.has("; not applied: listen\n"));

  REQUIRE(network.add("192.0.2.99/32"));
  CHECK(running.service.run({.everything = true}).config.empty());
  CHECK(running.service.problems() == Options());
  CHECK(running.service.standing().reloads_good == 1);
  CHECK(Asker(running.port(), "192.0.2.99").serial("a.test") == 2);
  CHECK(running.service.status() == "serving 1 zone on 192.0.2.99@" + std::to_string(running.port()));
}

TEST_CASE("listen: an address that is taken is opened by itself once it is free") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  const std::uint16_t other = RunningService::free_port();
  auto holder = transport::open_alone(*transport::SocketAddress::parse("127.0.0.1", other));
  REQUIRE(holder);
  files.write_config(listen_line(other));
  const CapturedLog log;
  running.service.reload();
  CHECK(running.service.problems() == Options{"listen"});
  running.service.retry_listen();
  CHECK(running.service.problems() == Options{"listen"});
  CHECK(log.lines("error", "listen: cannot listen on 127.0.0.1@" + std::to_string(other)) == 1);
  CHECK(Asker(running.port()).serial("a.test") == 1);
  *holder = {};
  running.service.retry_listen();
  CHECK(running.service.snapshot()->listening == Options{"127.0.0.1@" + std::to_string(other)});
  CHECK(running.service.problems() == Options());
  CHECK(log.has("now listening on 127.0.0.1@" + std::to_string(other) + '\n'));
  CHECK(Asker(other).serial("a.test") == 1);
}

TEST_CASE("metrics.listen: what cannot be opened leaves the page where it was") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  const auto metrics_at = [&](std::uint16_t port) {
    files.write_config(listen_line(running.port()) + "metrics: {listen: 127.0.0.1@" + std::to_string(port) + "}\n");
    running.service.reload();
    return running.service.take_metrics_change();
  };
  const std::uint16_t first = RunningService::free_port(), second = RunningService::free_port();
  const Listening::Change opened = metrics_at(first);
  REQUIRE(opened.open.size() == 1);
  CHECK(opened.open.front().endpoint.port == first);
  auto holder = transport::open_alone(*transport::SocketAddress::parse("127.0.0.1", second));
  REQUIRE(holder);
  const CapturedLog log;
  const Listening::Change failed = metrics_at(second);
  CHECK(failed.open.empty());
  CHECK(failed.close.empty());
  CHECK(running.service.problems() == Options{"metrics.listen"});
  CHECK(running.service.metrics_listening().front().port == first);
  CHECK(log.lines("error", "metrics.listen: cannot listen on 127.0.0.1@" + std::to_string(second)) == 1);
  *holder = {};
  const Listening::Change mended = metrics_at(second);
  CHECK(mended.open.size() == 1);
  REQUIRE(mended.close.size() == 1);
  CHECK(mended.close.front().port == first);
  CHECK(running.service.problems() == Options());
}

TEST_CASE("cookies.secret-file, registered-hosts, registries-directory: what was read before stays in use") {
  const std::string good_profile =
      "name: own\ntitle: Own\nsuffixes: [test]\n"
      "rules:\n  ns-min: {value: 2, source: ours, date: 2026-11-21, confidence: high}\n";
  struct Row {
    const char* option;
    const char* yaml;
    const char* file;
    std::string good;
    const char* bad;
    const char* logged;  // with the option's name or code
  };
  const Row rows[] = {
      {"cookies.secret-file", "cookies: {secret-file: FOLDER/FILE}\n", "secret", std::string(32, 'a'), "oops",
       "cookies.secret-file: "},
      {"registered-hosts", "registered-hosts: FOLDER/FILE\n", "hosts", "ns1.a.test 192.0.2.1\n", "ns1 192.0.2.1\n",
       "registered-hosts: "},
      {"registries-directory", "registries-directory: FOLDER\n", "own.yaml", good_profile,
       "name: own\nrules: {oops: 1}\n", "error[G03]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.option);
    const ZoneFiles files;
    files.write("a.test", good_zone(1));
    const std::filesystem::path folder = std::filesystem::path(files.path("a.test")).parent_path() / "aside";
    std::filesystem::create_directory(folder);
    const auto write = [&](const std::string& text) { std::ofstream(folder / row.file) << text; };
    write(row.good);
    std::string yaml = row.yaml;
    if (const auto at = yaml.find("FILE"); at != std::string::npos) yaml.replace(at, 4, row.file);
    yaml.replace(yaml.find("FOLDER"), 6, folder.string());
    RunningService running(files, yaml);
    CHECK(running.service.problems() == Options());
    const auto before = running.service.config().registries;

    const CapturedLog log;
    write(row.bad);
    files.write("a.test", good_zone(2));
    running.service.reload();
    CHECK(Asker(running.port()).serial("a.test") == 2);
    CHECK(running.service.problems() == Options{row.option});
    CHECK(running.service.standing().reloads_zones_rejected == 1);
    CHECK(log.has(std::string("; not applied: ") + row.option + '\n'));
    CHECK(log.has(row.logged));
    CHECK(running.service.config().registries.size() == before.size());
    // Again: nothing is lost by the second attempt either.
    running.service.reload();
    CHECK(running.service.problems() == Options{row.option});
    CHECK(running.service.config().registries.size() == before.size());

    write(row.good);
    running.service.reload();
    CHECK(running.service.problems() == Options());
    CHECK(running.service.standing().reloads_good == 1);
  }
}

TEST_CASE("registered-hosts: zones are judged by the list that was read before, while the new one has errors") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  const std::string hosts = files.path("a.test") + ".hosts";
  std::ofstream(hosts) << "ns1.a.test 192.0.2.1\n";
  const std::string option = "registered-hosts: " + hosts + '\n';
  RunningService running(files, option);
  std::ofstream(hosts) << "ns1 192.0.2.1\n";
  files.write("b.test", good_zone(1));  // whose ns1.b.test is not in the list: no resolver finds it
  const CapturedLog log;
  running.service.reload();
  CHECK(log.lines("error", "the list read before stays in use") == 1);
  CHECK_FALSE(log.has("has no effect until its errors are corrected"));
  CHECK(Asker(running.port()).serial("b.test") == 100002);  // SERVFAIL
  // Taken out of the config, it is a decision.
  files.write_config(listen_line(running.port()));
  running.service.reload();
  CHECK(running.service.problems() == Options());
  CHECK(Asker(running.port()).serial("b.test") == 1);
}

TEST_CASE("zones-directory: one that cannot be listed takes no zone away") {
  const ZoneFiles files;
  files.write("a.test", good_zone(1));
  RunningService running(files);
  const std::string nowhere = files.path("a.test") + ".nowhere";
  const std::string config = std::filesystem::path(files.path("a.test")).parent_path() / "bailiwick.yaml";
  std::string text;
  std::getline(std::ifstream(config), text, '\0');
  std::string other = text;
  other.replace(other.find("zones-directory: ."), 18, "zones-directory: " + nowhere);
  std::ofstream(config) << other;
  const CapturedLog log;
  running.service.reload();
  CHECK(running.service.problems() == Options{"zones-directory"});
  CHECK(running.service.standing().reloads_zones_rejected == 1);
  CHECK(Asker(running.port()).serial("a.test") == 1);
  CHECK(log.has("zones-directory: '" + nowhere + "' does not exist"));
  files.write("a.test", good_zone(2));
  std::filesystem::create_directory(nowhere);
  std::filesystem::copy_file(files.path("a.test"), nowhere + "/a.test.zone");
  running.service.reload();
  CHECK(running.service.problems() == Options());
  CHECK(Asker(running.port()).serial("a.test") == 2);
}
