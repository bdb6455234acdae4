#include "daemon/last_published.h"

#include <sys/stat.h>
#include <unistd.h>

#include "delegation/same_delegation.h"
#include "load/zone_file.h"
#include "support/zone_files.h"

using namespace bailiwick;
using namespace bailiwick::support;
using namespace bailiwick::daemon;

namespace fs = std::filesystem;

namespace {

std::shared_ptr<const zone::Zone> zone_of(const std::string& name, const std::string& text) {
  return load::load_zone_text(text, "", *wire::Name::from_text(name)).built->zone;
}

answer::ZoneSet set_of(const std::shared_ptr<const zone::Zone>& zone) {
  return answer::ZoneSet({{wire::Name(zone->origin()), zone}});
}

// A state-directory, and the zone that is published.
class State {
 public:
  explicit State(std::string name = "example.com") : name_(std::move(name)) {}

  base::Result<void> publish(const std::string& text) {
    return PublishedKeeper().keep(directory(), set_of(zone_of(name_, text)));
  }
  LastPublished read() const {
    auto last = read_last_published(directory(), *wire::Name::from_text(name_));
    REQUIRE(last);
    return *last;
  }
  std::string directory() const { return files_.path("state"); }
  // Of all files below it but that of the serials.
  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(directory()))
      if (entry.is_regular_file() && entry.path().filename() != "serials") found.push_back(entry.path());
    return found;
  }

 private:
  ZoneFiles files_;
  std::string name_;
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::string kOne = soa(1) + "@ NS ns1\nns1 A 192.0.2.1\n";
const std::string kTwo = soa(2) + "@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 A 192.0.2.2\nns2 AAAA 2001:db8::2\n";

}  // namespace

TEST_CASE("what is published first is kept with its date, and there is nothing before it") {
  State state;
  CHECK_FALSE(state.read().now);
  state.publish(kTwo + "www A 192.0.2.80\n");
  const LastPublished last = state.read();
  REQUIRE(last.now);
  CHECK_FALSE(last.before);
  CHECK(delegation::same_delegation(*last.now->zone, *zone_of("example.com", kTwo)));
  CHECK(last.now->zone->serial() == 2);
  CHECK(last.now->zone->record_count() == 6);  // SOA, two NS, three addresses; not www
  CHECK(last.now->since.size() == std::string("2026-11-21 23:54 UTC").size());
  CHECK(last.now->since.ends_with(" UTC"));
}

TEST_CASE("another delegation makes the last one the one before; what else changes does not") {
  State state;
  state.publish(kOne);
  state.publish(soa(5) + "@ NS NS1\nns1 A 192.0.2.1\nwww A 192.0.2.80\n");
  CHECK_FALSE(state.read().before);
  CHECK(state.read().now->zone->serial() == 1);  // it was not written again

  state.publish(soa(6) +
                "@ NS ns1\nns1 60 A 192.0.2.1\n");  // a TTL: resolvers wait for less, at the registrar all stays
  CHECK_FALSE(state.read().before);
  CHECK(state.read().now->zone->serial() == 6);

  state.publish(kTwo);
  REQUIRE(state.read().before);
  CHECK(delegation::same_delegation(*state.read().before->zone, *zone_of("example.com", kOne)));
  CHECK(delegation::same_delegation(*state.read().now->zone, *zone_of("example.com", kTwo)));
  state.publish(kTwo);
  CHECK(delegation::same_delegation(*state.read().before->zone, *zone_of("example.com", kOne)));
}

TEST_CASE("what has not changed is not written again") {
  State state;
  state.publish(kOne);
  const fs::path file = state.files().at(0);
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(24);
  fs::last_write_time(file, old);
  const auto written = fs::last_write_time(file);
  PublishedKeeper keeper;
  const auto zones = set_of(zone_of("example.com", kOne));
  keeper.keep(state.directory(), zones);
  keeper.keep(state.directory(), zones);
  CHECK(fs::last_write_time(file) == written);
}

TEST_CASE("every zone name makes a file of its own inside the directory, that can be read back") {
  const std::string label(63, 'x');
  // With room for hostmaster before it.
  const std::string longest = label + '.' + label + '.' + label + '.' + std::string(40, 'y');
  std::string escaped;
  for (int i = 0; i < 60; ++i) escaped += R"(\000)";
  for (const std::string& name :
       {std::string("."), std::string("example.com"), std::string(R"(\.\./\.\./etc)"), std::string(R"(a\.b.test)"),
        std::string(R"(a\/b.test)"), std::string(R"(\047etc.test)"), std::string(R"(\000.test)"), longest,
        escaped + '.' + escaped + '.' + escaped + '.' + label.substr(0, 40)}) {
    CAPTURE(name);
    State state(name);
    state.publish(kOne);
    REQUIRE(state.files().size() == 1);
    CHECK(state.files().at(0).parent_path() == fs::path(state.directory()) / "published");
    REQUIRE(state.read().now);
    CHECK(delegation::same_delegation(*state.read().now->zone, *zone_of(name, kOne)));
  }
}

TEST_CASE("names that look alike do not share a file") {
  const ZoneFiles files;
  const std::string directory = files.path("state");
  std::string one;
  for (int i = 0; i < 60; ++i) one += R"(\000)";
  const std::vector<std::string> names = {".",           "a.b.test",    R"(a\.b.test)", "%2e",
                                          "before.test", "test.before", one + ".one",   one + ".two"};
  std::vector<answer::ZoneSet::Entry> entries;
  for (const std::string& name : names) entries.push_back({*wire::Name::from_text(name), zone_of(name, kOne)});
  PublishedKeeper().keep(directory, answer::ZoneSet(std::move(entries)));
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory + "/published")) ++count;
  CHECK(count == names.size());
}

TEST_CASE("a damaged file is as good as none, and is written anew") {
  State state;
  state.publish(kOne);
  const fs::path file = state.files().at(0);
  const std::string whole = text_of(file);
  REQUIRE(whole.size() > 40);
  for (const std::string& damaged :
       {std::string(), whole.substr(0, whole.size() - 1), whole.substr(0, whole.size() - 30), std::string("; since\n"),
        std::string("; since 2026-11-21 23:54 UTC\n; end\n"), std::string("; since 2026\n@ SOA broken\n"),
        std::string(100, '\0')}) {
    CAPTURE(damaged);
    std::ofstream(file) << damaged;
    CHECK_FALSE(state.read().now);
    state.publish(kOne);
    CHECK(state.read().now);
  }
}

TEST_CASE("a directory that cannot be written to is told with the file, stops nothing, and leaves no half a file") {
  State state;
  std::ofstream(state.directory()) << "a file where the directory should be";
  auto kept = state.publish(kOne);
  REQUIRE_FALSE(kept);
  CHECK(kept.error().message.find(state.directory()) != std::string::npos);
  fs::remove(state.directory());
  fs::create_directories(state.directory() + "/published/example.com.zone.new");  // cannot be opened as a file
  kept = state.publish(kOne);
  REQUIRE_FALSE(kept);
  CHECK(kept.error().message.find("published/example.com.zone.new") != std::string::npos);
  CHECK_FALSE(state.read().now);
  fs::remove(state.directory() + "/published/example.com.zone.new");
  CHECK(state.publish(kOne));
  CHECK(state.read().now);
  CHECK(state.files().size() == 1);
}

TEST_CASE("without a directory nothing is kept") {
  PublishedKeeper().keep("", set_of(zone_of("example.com", kOne)));
  CHECK_FALSE(read_last_published("", *wire::Name::from_text("example.com"))->now);
}
