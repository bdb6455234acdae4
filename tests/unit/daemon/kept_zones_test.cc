// Restarts: each ZoneRuns is a server's life, and what it leaves in state-directory is all that the next one knows.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "daemon/zone_runs.h"
#include "publish/outcome_text.h"
#include "support/temp_dir.h"
#include "support/zone_files.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;
using namespace bailiwick::publish;

namespace {

namespace fs = std::filesystem;

class Host {
 public:
  explicit Host(const std::vector<std::string>& zones) : state_("kept"), config(files.config(zones)) {
    config.state_directory = state_.path();
    config.zones_listed = true;
  }

  struct Life {
    RunOutcome outcome;
    ZoneRuns runs;

    const Outcome* of(const std::string& zone) const {
      const auto found = std::ranges::find(outcome.zones, zone, &Outcome::zone);
      return found == outcome.zones.end() ? nullptr : &*found;
    }
    std::string became(const std::string& zone) const {
      return of(zone) == nullptr ? "" : std::string(became_name(of(zone)->became));
    }
    // -1: SERVFAIL; -2: it is not a zone of this server.
    long serial(const std::string& zone) const {
      const auto* entry = runs.zones().set()->find_origin(*wire::Name::from_text(zone));
      if (entry == nullptr) return -2;
      return entry->zone == nullptr ? -1 : static_cast<long>(*entry->zone->serial());
    }
    // Answers are linked for all that is served.
    bool is_linked() const {
      return std::ranges::all_of(runs.zones().states(), [](const Zones::State& state) {
        return state.live == nullptr || state.live->linked != nullptr;
      });
    }
  };

  Life start(bool keeps = true) const {
    Life life;
    life.outcome = life.runs.run(config, {.is_start = true});
    CHECK(life.is_linked());
    if (keeps) {
      CHECK(life.runs.keep(config.state_directory));
      CHECK(life.runs.not_kept() == 0);
    }
    return life;
  }

  fs::path copy_of(const std::string& zone) const {
    for (const auto& entry : fs::recursive_directory_iterator(state_.path()))
      if (entry.path().filename() == zone + ".zone" && entry.path().string().contains("/good/")) return entry.path();
    return {};
  }
  fs::path state() const { return state_.path(); }

  ZoneFiles files;

 private:
  TempDir state_;

 public:
  config::Config config;
};

std::string content_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a zone whose file is broken at a start is served as it was last, and the outcome says since when") {
  Host host({"a.test", "b.test"});
  host.files.write("b.test", good_zone(1));
  for (const std::string& broken :
       {circular_zone(8), std::string("@ SOA broken"), std::string(), std::string("gone")}) {
    CAPTURE(broken);
    host.files.write("a.test", good_zone(7));
    host.start();
    host.files.write("a.test", broken);
    if (broken == "gone") host.files.remove("a.test");
    for (int again = 0; again < 2; ++again) {
      const Host::Life life = host.start();
      CHECK(life.became("a.test") == "previous_version");
      CHECK(life.serial("a.test") == 7);
      CHECK(life.became("b.test") == "unchanged");
      CHECK(life.outcome.counts.kept_old == 1);
      CHECK(life.outcome.counts.left_out == 0);
      REQUIRE(life.of("a.test")->reason);
      const std::string text = outcome_text(*life.of("a.test"), base::unix_now());
      CAPTURE(text);
      CHECK(text.contains("still serving serial 7 from " + base::today()));
    }
  }
}

TEST_CASE("once its file is right again, the zone is served from it") {
  Host host({"a.test"});
  host.files.write("a.test", good_zone(7));
  host.start();
  host.files.write("a.test", circular_zone(8));
  Host::Life life = host.start();
  REQUIRE(life.serial("a.test") == 7);
  CHECK(life.runs.run(host.config, {}).counts.kept_old == 1);  // a reload changes nothing by itself
  host.files.write("a.test", good_zone(9));
  CHECK(life.runs.run(host.config, {}).counts.kept_old == 0);
  CHECK(life.serial("a.test") == 9);
  CHECK(life.runs.not_kept() == 1);
  REQUIRE(life.runs.keep(host.config.state_directory));
  CHECK(content_of(host.copy_of("a.test")).contains("; copy serial 9\n"));
}

TEST_CASE("a file that was changed well while the server was down is a new version; one that was not is none") {
  Host host({"a.test", "b.test"});
  host.files.write("a.test", good_zone(7));
  host.files.write("b.test", good_zone(1));
  host.start();
  host.files.write("a.test", good_zone(8));
  const Host::Life life = host.start();
  CHECK(life.became("a.test") == "published");
  CHECK(life.of("a.test")->serial_before == 7);
  CHECK(life.serial("a.test") == 8);
  CHECK(life.became("b.test") == "unchanged");
  CHECK(host.start().became("a.test") == "unchanged");
}

TEST_CASE("what a file says that was not changed is not written again") {
  Host host({"a.test"});
  host.files.write("a.test", good_zone(7));
  fs::last_write_time(host.files.path("a.test"), fs::file_time_type::clock::now() - std::chrono::hours(1));
  host.start();
  const fs::path copy = host.copy_of("a.test");
  REQUIRE_FALSE(copy.empty());
  const std::string before = content_of(copy);
  host.start();
  const auto since = [](const std::string& text) { return text.substr(text.find("; copy since "), 40); };
  CHECK(since(content_of(copy)) == since(before));
}

TEST_CASE("a version by which another zone would be lost is rejected at a start as at a reload") {
  Host host({"a.test", "b.test"});
  host.files.write("a.test", good_zone(1));
  host.files.write("b.test", soa(1) + "@ NS ns1.a.test.\n");
  CHECK(host.start().outcome.is_complete());
  // ns1.a.test is no more: nobody could find b.test.
  host.files.write("a.test", soa(2) + "@ NS ns2\nns2 A 192.0.2.2\n");
  const Host::Life life = host.start();
  CHECK(life.became("a.test") == "previous_version");
  CHECK(life.serial("a.test") == 1);
  CHECK(life.serial("b.test") == 1);
  CHECK(life.became("b.test") == "unchanged");
}

TEST_CASE("zones whose versions depend on each other, one of them broken now, are both served as they were") {
  Host host({"a.test", "b.test"});
  host.files.write("a.test", good_zone(1));
  host.files.write("b.test", soa(1) + "@ NS ns1.a.test.\n");
  host.start();
  host.files.write("a.test", "@ SOA broken");
  host.files.write("b.test", "@ SOA broken");
  const Host::Life life = host.start();
  CHECK(life.outcome.counts.kept_old == 2);
  CHECK(life.serial("a.test") == 1);
  CHECK(life.serial("b.test") == 1);
}

TEST_CASE("a zone that was taken out of the config while the server was down is gone, and its copy is in removed/") {
  Host host({"a.test", "b.test"});
  host.files.write("a.test", good_zone(1));
  host.files.write("b.test", good_zone(1));
  host.start();
  host.config.zones.erase(host.config.zones.begin());
  const Host::Life life = host.start();
  CHECK(life.became("a.test") == "removed");
  CHECK(life.serial("a.test") == -2);
  CHECK(host.copy_of("a.test").empty());
  CHECK(fs::exists(host.state() / "removed" / base::today() / "a.test.zone"));
  CHECK(host.start().became("a.test").empty());
}

TEST_CASE("a file that is gone from zones-directory is no decision: the zone is held over a start") {
  Host host({"a.test", "b.test"});
  host.config.zones_listed = false;
  host.config.zones_directory = fs::path(host.files.path("a.test")).parent_path();
  host.files.write("a.test", good_zone(1));
  host.files.write("b.test", good_zone(1));
  host.start();
  host.files.remove("a.test");
  host.config.zones.erase(host.config.zones.begin());
  for (int again = 0; again < 2; ++again) {
    Host::Life life = host.start();
    CHECK(life.became("a.test") == "held");
    CHECK(life.serial("a.test") == 1);
  }
  Host::Life life = host.start();
  CHECK(life.runs.run(host.config, {.allow_removals = true}).counts.held == 0);
  REQUIRE(life.runs.keep(host.config.state_directory));
  CHECK(host.start().serial("a.test") == -2);
}

TEST_CASE(
    "where all files of zones-directory are gone at a start, all zones are served, and are the same once they are "
    "back") {
  Host host({"a.test"});
  host.config.zones_listed = false;
  host.config.zones_directory = fs::path(host.files.path("a.test")).parent_path();
  host.files.write("a.test", good_zone(1));
  host.start();
  host.files.remove("a.test");
  const config::Config full = host.config;
  host.config.zones.clear();
  Host::Life life = host.start();
  CHECK(life.became("a.test") == "held");
  CHECK(life.serial("a.test") == 1);
  host.files.write("a.test", good_zone(2));
  const RunOutcome back = life.runs.run(full, {});
  CHECK(back.counts.held == 0);
  CHECK(back.counts.served == 1);
  CHECK(life.serial("a.test") == 2);
}

TEST_CASE("many zones that were taken out at once are held at a start, too") {
  std::vector<std::string> names;
  for (int i = 0; i < 20; ++i) names.push_back("z" + std::to_string(i) + ".test");
  Host host(names);
  for (const std::string& name : names) host.files.write(name, good_zone(1));
  host.start();
  host.config.zones.resize(9);
  const Host::Life life = host.start();
  CHECK(life.outcome.counts.held == 11);
  CHECK(life.serial("z19.test") == 1);
}

TEST_CASE("a damaged copy is set aside and told, and the file is loaded as if there were none") {
  Host host({"a.test"});
  host.files.write("a.test", good_zone(7));
  host.start();
  const fs::path copy = host.copy_of("a.test");
  std::string text = content_of(copy);
  text[text.find("192.0.2.1")] = '9';
  std::ofstream(copy) << text;
  const Host::Life life = host.start(false);
  CHECK(life.serial("a.test") == 7);
  REQUIRE(life.outcome.store_problems.size() == 1);
  CHECK(life.outcome.store_problems.front().contains("is damaged"));
  CHECK(life.outcome.store_problems.front().contains("it was renamed to "));
  CHECK_FALSE(fs::exists(copy));
  host.files.write("a.test", "@ SOA broken");
  CHECK(host.start().serial("a.test") == -1);
}

TEST_CASE("a state-directory of 0.1.0 has no copies: files are loaded, and kept from then on") {
  Host host({"a.test", "b.test"});
  fs::create_directories(host.state() / "published");
  std::ofstream(host.state() / "serials") << "; Kept by bailiwick(8)\na.test. 6 0000000000000001\n";
  std::ofstream(host.state() / "published" / "a.test.zone") << "; since 2026-01-01 00:00 UTC\n; end\n";
  host.files.write("a.test", good_zone(7));
  host.files.write("b.test", circular_zone(7));
  const Host::Life life = host.start();
  CHECK(life.became("a.test") == "published");
  CHECK(life.became("b.test") == "not_loaded");
  CHECK(life.outcome.store_problems.empty());
  CHECK_FALSE(host.copy_of("a.test").empty());
}

TEST_CASE("stricter options reject what is kept and change nothing about what is served") {
  Host host({"a.test"});
  host.config.checks.reject = check::Reject::Fatal;
  host.files.write("a.test", circular_zone(7));
  CHECK(host.start().became("a.test") == "published");
  host.config.checks.reject = check::Reject::Unreachable;
  Host::Life life = host.start();
  CHECK(life.became("a.test") == "previous_version");
  CHECK(life.serial("a.test") == 7);
  CHECK(life.runs.run(host.config, {}).counts.kept_old == 1);
}

TEST_CASE("with an empty state-directory nothing is kept, and nothing waits to be") {
  Host host({"a.test"});
  host.config.state_directory.clear();
  host.files.write("a.test", good_zone(7));
  host.start();
  host.files.write("a.test", "@ SOA broken");
  CHECK(host.start().serial("a.test") == -1);
}

TEST_CASE("what cannot be written is counted, and written by the next call") {
  Host host({"a.test"});
  const fs::path place = host.state() / "state";
  host.config.state_directory = place;
  std::ofstream(place) << "a file where the directory should be";
  host.files.write("a.test", good_zone(7));
  Host::Life life = host.start(false);
  CHECK_FALSE(life.runs.keep(place));
  CHECK(life.runs.not_kept() == 1);
  fs::remove(place);
  CHECK(life.runs.keep(place));
  CHECK(life.runs.not_kept() == 0);
  CHECK_FALSE(host.copy_of("a.test").empty());
}
