// Every zone file beside this one says in its first lines which rules of its registry it breaks:
//   ; zone: example.cn
//   ; registrar: route53             (none unless given)
//   ; expect: R01 warning line 5     (one for each finding), or: none
// The profiles are those that are built in, with one that wants two addresses of every host under .two.
#include "config/registries.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "delegation/registry/rules.h"
#include "load/zone_file.h"

using namespace bailiwick;
namespace rules = delegation::registry;

namespace {

constexpr const char* kTwo =
    "name: two\n"
    "suffixes: [two]\n"
    "rules:\n"
    "  host-addresses-min: {value: 2, source: this test, date: 2026-11-21, confidence: high}\n";

std::vector<rules::Profile> profiles() {
  base::Findings findings;
  config::Config config;
  config.registries.push_back(*config::parse_registry(kTwo, "two.yaml", findings));
  return config::all_registries(config);
}

struct Case {
  std::filesystem::path path;
  std::string zone;
  std::string registrar;
  std::vector<std::string> expected;
};

Case read_case(const std::filesystem::path& path) {
  Case result{.path = path, .zone = {}, .registrar = {}, .expected = {}};
  std::ifstream in(path);
  for (std::string line; std::getline(in, line) && line.starts_with(';');) {
    if (line.starts_with("; zone: ")) result.zone = line.substr(8);
    if (line.starts_with("; registrar: ")) result.registrar = line.substr(13);
    if (line.starts_with("; expect: ") && line != "; expect: none") result.expected.push_back(line.substr(10));
  }
  std::ranges::sort(result.expected);
  return result;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(ZONES))
    if (entry.path().extension() == ".zone") cases.push_back(read_case(entry.path()));
  return cases;
}

base::Findings findings_of(const Case& one) {
  static const std::vector<rules::Profile> known = profiles();
  const load::Loaded loaded = load::load_zone_file(one.path.string(), *wire::Name::from_text(one.zone));
  REQUIRE(loaded.built);
  return rules::check_rules({*loaded.built->zone, loaded.built->sources, loaded.built->notes}, {known, one.registrar},
                            true);
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("each zone breaks the rules that it says, and no others; each finding names its source and what to do") {
  for (const Case& one : all_cases()) {
    CAPTURE(one.path.filename().string());
    std::vector<std::string> found;
    const base::Findings findings = findings_of(one);
    for (const base::Finding& finding : findings.kept()) {
      REQUIRE_FALSE(finding.places.empty());
      found.push_back(finding.code + ' ' + std::string(level_name(finding.level)) + " line " +
                      std::to_string(finding.places.front().line));
      CHECK(finding.subject == one.zone);
      CHECK_FALSE(finding.help.empty());
      REQUIRE(finding.notes.size() == 1);
      CHECK(finding.notes.front().starts_with("source: "));
    }
    std::ranges::sort(found);
    CHECK(join(found) == join(one.expected));
  }
}

TEST_CASE("each rule has a zone that breaks it, and one just beside it that does not") {
  const std::vector<Case> cases = all_cases();
  for (const rules::RuleTitle& rule : rules::rule_titles()) {
    const std::string code(rule.code);
    CAPTURE(code);
    const auto is_named = [&](const Case& one) { return one.path.filename().string().starts_with(code + '-'); };
    CHECK(std::ranges::any_of(cases, [&](const Case& one) { return is_named(one) && !one.expected.empty(); }));
    CHECK(std::ranges::any_of(cases, [&](const Case& one) { return is_named(one) && one.expected.empty(); }));
  }
}

TEST_CASE("what is of low confidence is not told unasked") {
  const std::vector<rules::Profile> known = profiles();
  const load::Loaded loaded =
      load::load_zone_file(std::string(ZONES) + "/R10-timers.zone", *wire::Name::from_text("example.de"));
  CHECK(rules::check_rules({*loaded.built->zone, loaded.built->sources, loaded.built->notes}, {known, {}}).empty());
}

TEST_CASE("every profile file is built in, and each rule and remark has a source and a date") {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(PROFILES)) {
    if (entry.path().extension() != ".yaml") continue;
    CAPTURE(entry.path().filename().string());
    base::Findings findings;
    const auto profile = config::parse_registry(read_file(entry.path()), entry.path().string(), findings);
    CHECK(findings.empty());
    REQUIRE(profile);
    CHECK(profile->name == entry.path().stem().string());
    files.insert(profile->name);
    for (const rules::Rule& rule : profile->rules) {
      CHECK_FALSE(rule.source.title.empty());
      CHECK(rule.source.date.size() == 10);
    }
    for (const rules::Remark& remark : profile->remarks) {
      CHECK_FALSE(remark.source.title.empty());
      CHECK(remark.source.date.size() == 10);
    }
  }
  std::set<std::string> builtin;
  for (const rules::Profile& profile : config::builtin_registries()) builtin.insert(profile.name);
  CHECK(files == builtin);
}

TEST_CASE("the table of keys is in the order of their enumerators, and each is found by its name") {
  for (const rules::KeyInfo& key : rules::keys()) {
    CHECK(&rules::info(key.key) == &key);
    CHECK(rules::key_named(key.name) == key.key);
  }
}

TEST_CASE("which profiles hold for a zone") {
  const std::vector<rules::Profile> known = profiles();
  const auto names = [&](const char* zone, std::string_view registrar) {
    std::string list;
    for (const rules::Profile* profile : rules::select(known, *wire::Name::from_text(zone), registrar))
      list += (list.empty() ? "" : " ") + profile->name;
    return list;
  };
  CHECK(names("example.cn", "") == "cn alibaba-cn");
  CHECK(names("EXAMPLE.COM.cn", "alibaba") == "cn alibaba-cn alibaba");
  CHECK(names("example.cn", "google") == "cn google");
  CHECK(names("example.com", "") == "com-net");
  CHECK(names("shop.nowhere", "") == "epp-base");
  CHECK(names("xn--p1ai", "") == "iana");
  // Not a registry's to delegate: below a domain, or for private use.
  CHECK(names("sub.example.com", "") == "");
  CHECK(names("test", "") == "");
  CHECK(names(".", "") == "");
}
