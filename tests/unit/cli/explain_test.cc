// The entries of --explain: one for every code that the sources can report, and examples that are what they say: the
// wrong one has the finding, the mended one has not.
#include "check/explain.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "check/check.h"
#include "check/registry.h"
#include "config/config.h"
#include "load/zone_file.h"

using namespace bailiwick;
using check::explanations;

namespace {

// Codes that other doors report: at a reload, between zones, from the config or the registry's rules.
bool is_found_in_one_file(const std::string& code) {
  static const std::set<std::string> kElsewhere = {"A10", "A11", "D10", "D20", "T10", "W01"};
  return std::string("SADT").find(code.front()) != std::string::npos && !kElsewhere.contains(code);
}

base::Findings findings_of(std::string_view example) {
  std::string text(example);
  if (!text.starts_with("$TTL") && !text.starts_with("@    IN SOA")) text = std::string(check::kExampleHead) + text;
  load::Loaded loaded = load::load_zone_text(text, "example.com.zone", *wire::Name::from_text("example.com"));
  REQUIRE(loaded.built);
  base::Findings findings = std::move(loaded.findings);
  findings.append(
      check::check_zone({*loaded.built->zone, loaded.built->sources, loaded.built->notes}, {.information = true}));
  return findings;
}

std::string in_words(const base::Findings& findings) {
  std::string text;
  for (const base::Finding& finding : findings.kept()) text += short_text(finding) + '\n';
  return text;
}

// What looks like a code between double quotes in the sources.
std::set<std::string> codes_in_sources() {
  static const std::regex kCode("\"([SADTCPRGW][0-9]{2})\"");
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
  for (const check::Check& check : check::registry()) {
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
  for (const check::Check& check : check::registry()) checked.insert(std::string(check.code));
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

TEST_CASE("the examples of configs too") {
  for (const check::Explanation* entry : explanations()) {
    if (entry->code.front() != 'G' || entry->wrong.starts_with('#')) continue;
    CAPTURE(std::string(entry->code));
    CHECK(config::load_text(std::string(entry->wrong), "/nowhere/b.yaml").findings.count(entry->code) > 0);
    if (entry->code == "G12") continue;  // the folder is another machine's
    CHECK(config::load_text(std::string(entry->mended), "/nowhere/b.yaml").findings.count(entry->code) == 0);
  }
}
