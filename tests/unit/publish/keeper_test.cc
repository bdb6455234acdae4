// Whichever operation on files fails or is the last one before a crash or a power failure, while what a reload
// published is kept: the next start, with no file left that can be read, serves every zone, and zones that depend on
// each other in versions of the same commit.
#include "publish/keeper.h"

#include <cerrno>
#include <tuple>

#include "support/failing_files.h"
#include "support/temp_dir.h"
#include "support/zone_files.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::publish;
using Way = FailingFiles::Way;

namespace {

constexpr base::UnixTime kNow = 1795478040;

// a.test has the server of b.test, which is another one with each version; c.test stands alone.
class Trio {
 public:
  explicit Trio(unsigned serial) { write(serial); }

  void write(unsigned serial) const {
    const std::string server = "ns" + std::to_string(serial);
    files_.write("a.test", soa(serial) + "@ NS " + server + "\n" + server + " A 192.0.2.1\n");
    files_.write("b.test", soa(serial) + "@ NS " + server + ".a.test.\n");
    files_.write("c.test", good_zone(serial));
  }
  void break_all() const {
    for (const char* name : kNames) files_.write(name, "@ SOA broken");
  }
  std::vector<ZoneFile> files() const {
    std::vector<ZoneFile> all;
    for (const char* name : kNames) all.push_back({.name = name, .file = files_.path(name)});
    return all;
  }

 private:
  static constexpr const char* kNames[] = {"a.test", "b.test", "c.test"};
  ZoneFiles files_;
};

unsigned serial_of(const Zones& zones, const char* name) {
  const Zones::State* state = zones.find(name);
  return state != nullptr && state->live ? *state->live->zone->serial() : 0;
}

// A life that begins with what is in the directory.
RunOutcome start(Zones& zones, Keeper& keeper, const Trio& trio) {
  std::vector<std::string> problems;
  const KeptVersions kept = keeper.begin("", kNow, problems);
  CHECK(problems.empty());
  return zones.run(trio.files(), {.removals_decided = true, .kept = &kept});
}

struct After {
  unsigned a, b, c;
};

// What a start serves whose files are all broken.
After after_restart(const std::string& state, const Trio& trio) {
  trio.break_all();
  FailingFiles all_well(0, Way::Fails);
  Keeper keeper(state, all_well);
  Zones zones;
  const RunOutcome outcome = start(zones, keeper, trio);
  CHECK(outcome.counts.kept_old == 3);
  CHECK(outcome.store_problems.empty());
  return {serial_of(zones, "a.test"), serial_of(zones, "b.test"), serial_of(zones, "c.test")};
}

}  // namespace

TEST_CASE("whatever ends or fails while a reload is kept, the next start serves one commit's versions together") {
  std::size_t tried = 0;
  for (const Way way : {Way::Fails, Way::Ends, Way::PowerFails}) {
    for (std::size_t at = 1;; ++at, ++tried) {
      REQUIRE(at < 200);
      CAPTURE(static_cast<int>(way));
      CAPTURE(at);
      const TempDir dir("keeper");
      const Trio trio(1);
      {
        FailingFiles all_well(0, Way::Fails);
        Keeper keeper(dir.path(), all_well);
        Zones zones;
        start(zones, keeper, trio);
        REQUIRE(keeper.keep(zones, kNow));
      }
      FailingFiles disk(at, way, ENOSPC);
      {
        Keeper keeper(dir.path(), disk);
        Zones zones;
        start(zones, keeper, trio);
        trio.write(2);
        const RunOutcome outcome = zones.run(trio.files(), {.removals_decided = true});
        REQUIRE(outcome.counts.kept_old == 0);
        keeper.count(zones);
        CHECK(keeper.not_kept() == 3);
        const bool is_kept = keeper.keep(zones, kNow).has_value();
        if (is_kept) CHECK(keeper.not_kept() == 0);
        if (way == Way::Fails) {
          CHECK(keeper.keep(zones, kNow));
          CHECK(keeper.not_kept() == 0);
        }
      }
      const After found = after_restart(dir.path(), trio);
      CHECK(found.a == found.b);
      for (const unsigned serial : {found.a, found.c}) CHECK((serial == 1 || serial == 2));
      if (way == Way::Fails) CHECK((found.a == 2 && found.c == 2));
      if (disk.operations() < at) break;
    }
  }
  CHECK(tried > 30);
}

TEST_CASE("a first start is kept as far as it went, and begins anew without a word") {
  for (const Way way : {Way::Ends, Way::PowerFails}) {
    for (std::size_t at = 1;; ++at) {
      REQUIRE(at < 200);
      CAPTURE(at);
      const TempDir dir("keeper");
      const Trio trio(1);
      FailingFiles disk(at, way);
      {
        Keeper keeper(dir.path(), disk);
        Zones zones;
        start(zones, keeper, trio);
        std::ignore = keeper.keep(zones, kNow);
      }
      FailingFiles all_well(0, Way::Fails);
      Keeper keeper(dir.path(), all_well);
      Zones zones;
      CHECK(start(zones, keeper, trio).is_complete());
      CHECK(keeper.keep(zones, kNow));
      const After found = after_restart(dir.path(), trio);
      CHECK((found.a == 1 && found.b == 1 && found.c == 1));
      if (disk.operations() < at) break;
    }
  }
}

TEST_CASE("a version that is older than what was published is served, and an error names both serials") {
  const TempDir dir("keeper");
  const Trio trio(5);
  FailingFiles all_well(0, Way::Fails);
  dir.write("serials", "a.test. 7 0000000000000001\nb.test. 4 0000000000000001\n");  // of 0.1.0
  Keeper keeper(dir.path(), all_well);
  Zones zones;
  start(zones, keeper, trio);
  REQUIRE(keeper.keep(zones, kNow));
  const std::vector<std::string> problems = keeper.take_problems();
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().starts_with("zone a.test: serving serial 5, though serial 7 was published before"));
  REQUIRE(keeper.keep(zones, kNow));
  CHECK(keeper.take_problems().empty());
  CHECK(serial_of(zones, "a.test") == 5);
}

TEST_CASE("a log of serials that cannot be read keeps no version from being kept") {
  const TempDir dir("keeper");
  const Trio trio(5);
  FailingFiles all_well(0, Way::Fails);
  std::filesystem::create_directory(dir.path() / "serials.log");
  Keeper keeper(dir.path(), all_well);
  Zones zones;
  start(zones, keeper, trio);
  CHECK_FALSE(keeper.keep(zones, kNow));
  CHECK(keeper.take_problems().size() == 1);
  const After found = after_restart(dir.path(), trio);
  CHECK((found.a == 5 && found.b == 5 && found.c == 5));
}
