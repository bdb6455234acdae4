// `include`: which files are read, that together they are one config, and every way in which they are not.
#include <sys/stat.h>

#include "config/show.h"
#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

class Site : public Sandbox {
 public:
  Site() { write("zones/example.com.zone"); }
  std::string place(const base::Place& at) const {
    return std::filesystem::relative(at.file, path("")).string() + ':' + std::to_string(at.line);
  }
};

}  // namespace

TEST_CASE("files that are included are read as if they were in the config, in the order of their names") {
  const Site site;
  site.write("conf.d/20-b.yaml", "tcp: {connections: 7}\nlog: {level: debug}\n");
  site.write("conf.d/10-a.yaml", "tcp: {idle-timeout: 1s}\nzones-directory: zones\n");
  site.write("conf.d/notes.txt", "not: [yaml");
  site.write("conf.d/.hidden.yaml", "oops: 1\n");
  const Loaded loaded = site.load("include: conf.d/*.yaml\nworkers: 3\n");
  CHECK(lines(loaded) == std::string());
  CHECK(loaded.config.workers == 3);
  CHECK(loaded.config.tcp.connections == 7);
  CHECK(loaded.config.tcp.idle_timeout_ms == 1000);
  CHECK(loaded.config.log_level == base::log::Severity::Debug);
  // Paths start at the main file's directory, as if they were in it.
  CHECK(loaded.config.zones_directory == site.path("zones"));
  CHECK(loaded.config.zones.size() == 1);
  CHECK(site.place(loaded.origins.at("tcp.connections")) == "conf.d/20-b.yaml:1");
  CHECK(site.place(loaded.origins.at("include")) == "bailiwick.yaml:1");
  CHECK(loaded.sources == std::vector<std::string>{site.path("bailiwick.yaml"), site.path("conf.d/"),
                                                   site.path("conf.d/10-a.yaml"), site.path("conf.d/20-b.yaml")});
  // What is printed has them resolved.
  const Loaded again = site.load(effective_text(loaded));
  CHECK(lines(again) == std::string());
  CHECK(again.config.tcp.connections == 7);
  CHECK_FALSE(again.origins.contains("include"));
}

TEST_CASE("an option in two files is an error that names both places") {
  const Site site;
  site.write("conf.d/a.yaml", "tcp:\n  connections: 7\nlisten: [127.0.0.1]\n");
  site.write("conf.d/b.yaml", "# first\ntcp: {connections: 8}\n");
  const Loaded loaded = site.load("include: conf.d/*.yaml\nlisten: [\"::1\"]\n");
  CHECK_FALSE(loaded.usable());
  const auto& kept = loaded.findings.kept();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].code == kDuplicateKey);
  CHECK(kept[0].message == "listen is given twice");
  CHECK(site.place(kept[0].places[0]) == "conf.d/a.yaml:3");
  CHECK(site.place(kept[0].places.at(1)) == "bailiwick.yaml:2");
  CHECK(kept[1].message == "tcp.connections is given twice");
  CHECK(site.place(kept[1].places[0]) == "conf.d/b.yaml:2");
  CHECK(site.place(kept[1].places.at(1)) == "conf.d/a.yaml:2");
}

TEST_CASE("zones of several files add up; one that two files have is an error that names both places") {
  const Site site;
  site.write("conf.d/a.yaml", "zones:\n  - {name: b.example, file: /srv/b}\n");
  Loaded loaded = site.load("include: [conf.d/*.yaml]\nzones: [{name: a.example, file: /srv/a}]\n");
  CHECK(lines(loaded) == std::string());
  REQUIRE(loaded.config.zones.size() == 2);
  CHECK(site.place(loaded.config.zones[1].place) == "conf.d/a.yaml:2");
  site.write("conf.d/b.yaml", "zones:\n\n  - {name: B.Example., file: /srv/b}\n");
  loaded = site.load("include: [conf.d/*.yaml]\nzones: [{name: a.example, file: /srv/a}]\n");
  const base::Finding twice = only(loaded);
  CHECK(twice.code == kDuplicateZone);
  CHECK(site.place(twice.places[0]) == "conf.d/b.yaml:3");
  CHECK(site.place(twice.places.at(1)) == "conf.d/a.yaml:2");
  CHECK_FALSE(loaded.usable());
  CHECK(loaded.config.zones.size() == 2);
}

TEST_CASE("an address that two files give is an error, be it for the metrics") {
  const Site site;
  site.write("m.yaml", "metrics: {listen: 127.0.0.1@5300}\n");
  const base::Finding twice = only(site.load("include: m.yaml\nlisten: 127.0.0.1@5300\n"));
  CHECK(twice.code == kDuplicateListen);
  CHECK(site.place(twice.places[0]) == "m.yaml:1");
  CHECK(site.place(twice.places.at(1)) == "bailiwick.yaml:2");
}

TEST_CASE("mistakes in an included file have their place in it") {
  const Site site;
  site.write("a.yaml", "tcp:\n  conections: 1\n");
  CHECK(site.place(only(site.load("include: a.yaml\n")).places[0]) == "a.yaml:2");
  site.write("a.yaml", "tcp: [\n");
  const Loaded broken = site.load("include: a.yaml\nworkers: 2\n");
  CHECK(only(broken).code == kNotYaml);
  CHECK_FALSE(broken.usable());
  CHECK(broken.config.workers == 2);
}

TEST_CASE("includes of includes start at their own file, and go only so deep") {
  const Site site;
  site.write("a/one.yaml", "include: b/two.yaml\n");
  site.write("a/b/two.yaml", "include: ../../three.yaml\n");
  site.write("three.yaml", "workers: 4\n");
  CHECK(site.load("include: a/one.yaml\n").config.workers == 4);
  for (int i = 0; i < 20; ++i)
    site.write("deep" + std::to_string(i) + ".yaml", "include: deep" + std::to_string(i + 1) + ".yaml\n");
  const base::Finding deep = only(site.load("include: deep0.yaml\n"));
  CHECK(deep.message == "include: more than 8 files include one another");
  CHECK(site.place(deep.places[0]) == "deep7.yaml:1");
}

TEST_CASE("a file is included once: no circle is followed, and none is read twice by two patterns") {
  const Site site;
  site.write("a.yaml", "include: b.yaml\n");
  site.write("b.yaml", "include: a.yaml\n");
  CHECK(contains(only(site.load("include: a.yaml\n")).message, "a.yaml' is included twice"));
  site.write("c.yaml", "include: bailiwick.yaml\n");
  site.write("bailiwick.yaml", "include: c.yaml\n");
  CHECK(contains(only(load_file(site.path("bailiwick.yaml"))).message, "bailiwick.yaml' is included twice"));
  site.write("d.yaml", "workers: 1\n");
  const base::Finding twice = only(site.load("include: [d.yaml, ./d.yaml]\n"));
  CHECK(twice.code == kDuplicateKey);
  CHECK(site.place(twice.places.at(1)) == "bailiwick.yaml:1");
  CHECK_FALSE(site.load("include: \"*.yaml\"\n").usable());  // it has itself, and the circle of a and b
}

TEST_CASE("what cannot be read is said where it is included") {
  const Site site;
  const Loaded missing = site.load("workers: 1\ninclude: none.yaml\n");
  CHECK(only(missing).code == kUnreadable);
  CHECK(site.place(only(missing).places[0]) == "bailiwick.yaml:2");
  CHECK(contains(only(missing).message, "No such file"));
  CHECK_FALSE(missing.usable());
  // Nothing has to match a pattern; that its directory is missing is a warning.
  site.write("conf.d/x");
  CHECK(lines(site.load("include: conf.d/*.yaml\n")) == std::string());
  const Loaded no_directory = site.load("include: confd/*.yaml\n");
  CHECK(only(no_directory).level == base::Level::Warning);
  CHECK(no_directory.usable());
  CHECK(contains(only(site.load("include: conf.d\n")).message, "Is a directory"));
  CHECK(contains(only(site.load("include: c*/a.yaml\n")).message, "wildcard in a directory"));
  CHECK(only(site.load("include: [[a]]\n")).code == kWrongType);
  CHECK(only(site.load("include: \"\"\n")).code == kWrongType);
  CHECK(only(site.load("include: []\n")).code == kMissing);
  CHECK_FALSE(site.load("tcp: {include: a.yaml}\n").usable());
  REQUIRE(::mkfifo(site.path("pipe.yaml").c_str(), 0600) == 0);
  CHECK_FALSE(site.load("include: pipe.yaml\n").usable());  // and does not wait for a writer
  CHECK_FALSE(site.load("include: /dev/zero\n").usable());
}

TEST_CASE("many large files have the bound of one") {
  const Site site;
  for (int i = 0; i < 5; ++i) site.write("big/" + std::to_string(i) + ".yaml", std::string(kLargestConfig / 4, '#'));
  CHECK(contains(only(site.load("include: big/*.yaml\n")).message, "larger than"));
}
