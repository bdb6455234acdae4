// The entries of --explain: one for every code that the sources can report, and examples that are what they say: the
// wrong one has the finding, the mended one has not.
#include "check/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "check/catalogue.h"
#include "check/check.h"
#include "check/reach/world.h"
#include "config/load.h"
#include "config/registries.h"
#include "delegation/registry/rules.h"
#include "load/zone_file.h"

using namespace bailiwick;
using check::explanations;

namespace {

// Codes that other doors report: at a reload, from the config, with more than zones.
bool is_found_elsewhere(const std::string& code) {
  static const std::set<std::string> kElsewhere = {"A10", "A11", "D20", "T10", "W01"};
  return code.front() == 'G' || kElsewhere.contains(code);
}

bool is_found_in_one_file(const std::string& code) {
  return std::string("SADTX").find(code.front()) != std::string::npos && code != "D10" && !is_found_elsewhere(code);
}

base::Findings findings_of(std::string_view example) {
  std::string text(example);
  if (!text.starts_with("$TTL") && !text.starts_with("@    IN SOA")) text = std::string(check::kExampleHead) + text;
  load::Loaded loaded = load::load_zone_text(text, "example.com.zone", *wire::Name::from_text("example.com"));
  REQUIRE(loaded.built);
  base::Findings findings = std::move(loaded.findings);
  findings.append(check::check_zone({*loaded.built->zone, loaded.built->sources, loaded.built->notes},
                                    {.information = true, .now = base::parse_time("2027-01-01")}));
  return findings;
}

// The zones of an example, each begun by a line `; zone: NAME`, in canonical order.
std::vector<std::pair<wire::Name, std::string>> zones_of(std::string_view example) {
  constexpr std::string_view kMark = "; zone: ";
  std::vector<std::pair<wire::Name, std::string>> zones;
  std::istringstream in{std::string(example)};
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kMark))
      zones.emplace_back(*wire::Name::from_text(line.substr(kMark.size())), "");
    else if (!zones.empty())
      zones.back().second += line + '\n';
  }
  std::ranges::sort(zones, [](const auto& a, const auto& b) { return wire::compare_canonical(a.first, b.first) < 0; });
  return zones;
}

// What `bailiwick check --all` finds of a config with these zones, under the registries that are built in and one that
// wants two addresses a host.
base::Findings findings_of_world(std::string_view example) {
  base::Findings findings;
  config::Config config;
  config.registries.push_back(*config::parse_registry(
      "name: two\nsuffixes: [two]\nrules:\n"
      "  host-addresses-min: {value: 2, source: this test, date: 2026-11-21, confidence: high}\n",
      "two.yaml", findings));
  const auto profiles = config::all_registries(config);
  std::deque<zone::Built> built;
  std::vector<check::ZoneInput> inputs;
  for (const auto& [origin, text] : zones_of(example)) {
    const bool has_soa = text.contains(" SOA ");
    load::Loaded loaded = load::load_zone_text(
        (has_soa ? "$TTL 1h\n" : "$TTL 1h\n@ SOA ns1 hostmaster 2026112101 4h 1h 2w 1h\n") + text, "zone", origin);
    REQUIRE(loaded.built);
    findings.append(std::move(loaded.findings));
    built.push_back(std::move(*loaded.built));
    inputs.push_back({*built.back().zone, built.back().sources, built.back().notes});
    findings.append(check::check_zone(inputs.back(), {.information = true}));
    findings.append(delegation::registry::check_rules(inputs.back(), {profiles, ""}, true));
  }
  REQUIRE_FALSE(inputs.empty());
  findings.append(check::check_world({.zones = inputs, .information = true}).findings);
  return findings;
}

std::string in_words(const base::Findings& findings) {
  std::string text;
  for (const base::Finding& finding : findings.kept()) text += short_text(finding) + '\n';
  return text;
}

// What looks like a code between double quotes in the sources.
std::set<std::string> codes_in_sources() {
  static const std::regex kCode("\"([SADTCPRGW][0-9]{2}|X0[0-9])\"");
  const auto source = std::filesystem::path(__FILE__).parent_path() / "../../../src";
  std::set<std::string> codes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source)) {
    if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string all = text.str();
    for (std::sregex_iterator at(all.begin(), all.end(), kCode), end; at != end; ++at) codes.insert((*at)[1]);
  }
  return codes;
}

}  // namespace

TEST_CASE("every code that can be reported has an entry") {
  for (const check::Check& check : check::catalogue()) {
    CAPTURE(std::string(check.code));
    CHECK(check::explain(check.code) != nullptr);
  }
  const std::set<std::string> codes = codes_in_sources();
  CHECK(codes.size() > 50);
  for (const std::string& code : codes) {
    CAPTURE(code);
    CHECK(check::explain(code) != nullptr);
  }
}

TEST_CASE("entries are whole, and no code has two") {
  std::set<std::string_view> codes;
  for (const check::Explanation* entry : explanations()) {
    CAPTURE(std::string(entry->code));
    CHECK(codes.insert(entry->code).second);
    CHECK(check::explain(entry->code) == entry);
    for (const std::string_view text :
         {entry->title, entry->level, entry->meaning, entry->why, entry->wrong, entry->mended})
      CHECK_FALSE(text.empty());
    CHECK(entry->wrong.ends_with('\n'));
    CHECK(entry->mended.ends_with('\n'));
    CHECK(entry->wrong != entry->mended);
    CHECK(entry->meaning.ends_with('.'));
    CHECK(entry->why.ends_with('.'));
  }
  CHECK(check::explain("Z99") == nullptr);
  CHECK(check::explain("a05") == nullptr);
}

TEST_CASE("the wrong example has the finding, the mended one has not") {
  std::set<std::string, std::less<>> checked = {"S01", "S02", "S03", "S04", "S05", "S06", "S07", "S15"};
  for (const check::Check& check : check::catalogue()) checked.insert(std::string(check.code));
  for (const check::Explanation* entry : explanations()) {
    const std::string code(entry->code);
    if (!is_found_in_one_file(code) || !checked.contains(code)) continue;
    CAPTURE(code);
    const base::Findings wrong = findings_of(entry->wrong);
    CAPTURE(in_words(wrong));
    CHECK(wrong.count(entry->code) > 0);
    const base::Findings mended = findings_of(entry->mended);
    CAPTURE(in_words(mended));
    // The addresses of all examples are those for documentation, which D14 is about.
    CHECK((mended.count(entry->code) == 0 || (code == "D14" && mended.count(code) < wrong.count(code))));
  }
}

TEST_CASE("the examples of several zones and of registries too") {
  for (const check::Explanation* entry : explanations()) {
    const std::string code(entry->code);
    if (is_found_in_one_file(code) || is_found_elsewhere(code)) continue;
    CAPTURE(code);
    const base::Findings wrong = findings_of_world(entry->wrong);
    CAPTURE(in_words(wrong));
    CHECK(wrong.count(entry->code) > 0);
    const base::Findings mended = findings_of_world(entry->mended);
    CAPTURE(in_words(mended));
    CHECK(mended.count(entry->code) == 0);
  }
}

TEST_CASE("the examples of configs too") {
  const auto count = [](std::string_view text, std::string_view code) {
    const config::Loaded loaded = config::load_text(std::string(text), "/nowhere/b.yaml");
    return loaded.findings.count(code) + loaded.auxiliary.count(code);
  };
  for (const check::Explanation* entry : explanations()) {
    if (entry->code.front() != 'G' || entry->wrong.starts_with('#')) continue;
    CAPTURE(std::string(entry->code));
    CHECK(count(entry->wrong, entry->code) > 0);
    if (entry->code == "G12") continue;  // the folder is another machine's
    CHECK(count(entry->mended, entry->code) == 0);
  }
}
