// Registry profiles: what a file may say, where its mistakes are, and how a directory of one's own changes what is
// built in.
#include "config/registries.h"

#include <algorithm>

#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

using delegation::registry::Confidence;

namespace {

std::string mistakes(std::string_view text) {
  base::Findings findings;
  const auto profile = parse_registry(text, "p.yaml", findings);
  CHECK(profile.has_value() == findings.empty());
  std::string out;
  for (const base::Finding& finding : findings.kept()) {
    const base::Place& place = finding.places.front();
    CHECK_FALSE(finding.help.empty());
    out += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + finding.code + " " +
           finding.message + "\n";
  }
  return out;
}

constexpr const char* kGood =
    "name: own\n"
    "title: my registry\n"
    "suffixes: [Example., test]\n"
    "words: [glue record]\n"
    "rules:\n"
    "  ns-max: {value: 3, source: me, date: 2026-11-21, confidence: high}\n"
    "  hosts-offered: {value: false, source: me, date: 2026-11-21}\n"
    "  soa-retry: {value: 60..3600, source: me, date: 2026-11-21, confidence: medium}\n"
    "remarks:\n"
    "  - {text: be kind, source: me, date: 2026-11-21}\n";

bool has(const std::vector<Profile>& profiles, std::string_view name) {
  return std::ranges::find(profiles, name, &Profile::name) != profiles.end();
}

}  // namespace

TEST_CASE("a profile is read whole; confidence is low unless given") {
  base::Findings findings;
  const auto profile = parse_registry(kGood, "p.yaml", findings);
  REQUIRE(profile);
  CHECK(findings.empty());
  REQUIRE(profile->suffixes.size() == 2);
  CHECK(wire::to_display(profile->suffixes[0]) == "example");
  CHECK(wire::to_display(profile->suffixes[1]) == "test");
  REQUIRE(profile->rules.size() == 3);
  CHECK(profile->rules[0].most == 3);
  CHECK(profile->rules[0].source.confidence == Confidence::High);
  CHECK(profile->rules[1].most == 0);
  CHECK(profile->rules[1].source.confidence == Confidence::Low);
  CHECK(profile->rules[2].least == 60);
  CHECK(profile->rules[2].most == 3600);
  CHECK(profile->remarks.front().text == "be kind");
}

TEST_CASE("mistakes in a profile have their line and column, and all are told at once") {
  CHECK(mistakes("name: x\nsufixes: [a]\nrules:\n  ns-mx: {value: 1}\n  ns-max: {value: many}\n") ==
        "2:1 G03 unknown key 'sufixes'\n"
        "4:3 G03 unknown key 'ns-mx'\n"
        "5:19 G05 ns-max: 'many' is not a whole number\n");
  CHECK(mistakes("name: x\nrules:\n  ns-max: {value: 1, date: 2026-11-21}\n  ns-min: {source: s, date: 21.11.}\n") ==
        "3:3 G13 ns-max has no source\n"
        "4:29 G05 date: '21.11.' is not a date\n");
  CHECK(mistakes("name: x\nrules: {ns-min: {source: s, date: 2026-11-21}}\n") == "2:9 G13 ns-min has no value\n");
  CHECK(mistakes("name: x\nname: y\n") == "2:1 G04 'name' is given twice\n");
  CHECK(mistakes("name: x\nsuffixes: [a..b]\n").starts_with("2:12 G10 suffixes: "));
  CHECK(mistakes("title: x\n") == "1:1 G13 the profile has no name\n");
  CHECK(mistakes("").starts_with("0:0 G05 "));
  CHECK(mistakes("name: x\nrules: {soa-retry: {value: 9..1, source: s, date: 2026-11-21}}\n") ==
        "2:28 G05 soa-retry: '9..1' is not a range of seconds\n");
}

TEST_CASE("a directory of one's own: a profile takes the place of the built-in one of its name, and others are added") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  sandbox.write("own/a.yaml", kGood);
  sandbox.write("own/b.yaml", "name: cn\nrules: {}\n");
  sandbox.write("own/README.md", "not a profile");
  const Loaded loaded = sandbox.load("registries-directory: own\n");
  CHECK(lines(loaded) == std::string());
  CHECK(loaded.config.registries_directory == sandbox.path("own"));
  const std::vector<Profile> all = all_registries(loaded.config);
  CHECK(has(all, "own"));
  CHECK(has(all, "de"));
  CHECK(std::ranges::count(all, "cn", &Profile::name) == 1);
  CHECK(std::ranges::find(all, "cn", &Profile::name)->rules.empty());
}

TEST_CASE("what is wrong with the directory is told where it is configured, what is wrong in it in its files") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  CHECK(only(sandbox.load("workers: 1\nregistries-directory: own\n")).places.front().line == 2);
  sandbox.write("own/a.yaml", "name: a\nrules: {}\n");
  sandbox.write("own/b.yaml", "name: a\nrules: {}\n");
  CHECK(only(sandbox.load("registries-directory: own\n")).code == std::string(kDuplicateKey));
  sandbox.write("own/b.yaml", "name: b\nrules: {what: 1}\n");
  const base::Finding finding = only(sandbox.load("registries-directory: own\n"));
  const Loaded loaded = sandbox.load("registries-directory: own\n");
  CHECK(loaded.usable());
  REQUIRE(loaded.config.registries.size() == 1);
  CHECK(loaded.config.registries.front().name == "a");
  CHECK(finding.places.front().file == sandbox.path("own/b.yaml"));
  CHECK(finding.places.front().column == 9);
}

TEST_CASE(
    "a file of the directory that is broken while the server runs leaves its profile, and the registrars, as before") {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  sandbox.write("own/a.yaml", "name: a\ntitle: A\nregistrar: ours\nsuffixes: []\nrules: {}\n");
  sandbox.write("own/b.yaml", "name: b\ntitle: before\nrules: {}\n");
  const std::string config = "registries-directory: own\nzones: [{name: example.com, registrar: ours}]\n";
  const Loaded before = sandbox.load(config);
  REQUIRE_FALSE(before.registries_failed);
  REQUIRE(before.config.registries.size() == 2);
  sandbox.write("own/a.yaml", "name: a\nrules: {what: 1}\n");
  sandbox.write("own/b.yaml", "name: b\ntitle: after\nrules: {}\n");
  const Loaded now = load_text(config, sandbox.path("bailiwick.yaml"), &before.config);
  CHECK(now.registries_failed);
  CHECK(now.auxiliary.count(base::Level::Error) == 1);
  const std::vector<Profile>& own = now.config.registries;
  REQUIRE(own.size() == 2);
  CHECK(std::ranges::find(own, "a", &Profile::name)->registrar == "ours");
  CHECK(std::ranges::find(own, "b", &Profile::name)->title == "after");
  CHECK(now.config.zones.front().registrar == "ours");
  // Taken out of the config, it is a decision.
  CHECK(load_text("zones: [example.com]\n", sandbox.path("bailiwick.yaml"), &before.config).config.registries.empty());
}

TEST_CASE("a zone's registrar is one that a profile is for") {
  CHECK(load_yaml("zones: [{name: example.com, registrar: route53}]\n").config.zones.front().registrar == "route53");
  const Loaded loaded = load_yaml("zones: [{name: example.com, registrar: rout53}]\n");
  CHECK(loaded.usable());
  CHECK(loaded.config.zones.front().registrar == "");
  const base::Finding finding = only(loaded);
  CHECK(finding.code == std::string(kNoSuchChoice));
  CHECK(contains(finding.help, "did you mean route53?"));
}

TEST_CASE("a rule under its name of the release before is read, with a warning") {
  base::Findings findings;
  const auto profile = parse_registry(
      "name: x\nrules:\n  host-suffixes-refused: {value: [a.example, B.], source: s, date: 2026-11-21}\n", "p.yaml",
      findings);
  REQUIRE(profile);
  REQUIRE(findings.total() == 1);
  CHECK(findings.kept().front().level == base::Level::Warning);
  CHECK(findings.kept().front().message == "host-suffixes-refused is now called host-suffixes-rejected");
  REQUIRE(profile->rules.size() == 1);
  CHECK(profile->rules[0].key == delegation::registry::Key::HostSuffixesRejected);
  CHECK(profile->rules[0].words == std::vector<std::string>{"a.example", "b"});
}
