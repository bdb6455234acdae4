// Every zone file beside this one says in its first lines what reading and checking it must report, no more and no
// less:
//   ; zone: example.net             (example.com unless given)
//   ; expect: A05 error line 12     (one for each finding; line 0 where it is about the whole file)
//   ; expect: none
//   ; options: public own=192.0.2.53 serves=example.org time=2027-01-01T00:00:00Z dnssec=quick zonemd=require
//                                   (what check::Options may say; judged by 2027-01-01 unless given)
//   ; help: A05 line 12 add `ns1.   (what the message, notes and help of that finding have among them)
// A file is called CODE-words.zone after the check that it is for. Small examples all lack a second name server and a
// second network, so findings of level info, and A04, D13 and D15, count only in files of their own check.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "check/catalogue.h"
#include "check/check.h"
#include "load/zone_file.h"

using namespace bailiwick;

namespace {

struct Case {
  std::filesystem::path path;
  std::string zone = "example.com";
  std::vector<std::string> expected;  // "A05 error line 12", sorted
  std::vector<std::string> texts;     // "A05 line 12 words that its text has"
  bool said = false;                  // it has an `expect` line
  check::Options options = {.information = true, .now = base::parse_time("2027-01-01")};

  std::string code() const { return path.filename().string().substr(0, 3); }
};

void read_options(const std::string& words, check::Options& options) {
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    if (word == "public") options.public_addresses = true;
    if (word.starts_with("own=")) options.own_addresses.push_back(*base::Address::from_text(word.substr(4)));
    if (word.starts_with("time=")) options.now = base::parse_time(word.substr(5)).value();
    if (word == "dnssec=off") options.dnssec = check::Dnssec::Off;
    if (word == "dnssec=quick") options.dnssec = check::Dnssec::Quick;
    if (word == "zonemd=off") options.zonemd = check::Zonemd::Off;
    if (word == "zonemd=require") options.zonemd = check::Zonemd::Require;
    if (word.starts_with("serves=")) options.own_zones.insert(word.substr(7));
  }
}

bool counts(const Case& zone, const base::Finding& finding) {
  if (finding.code == zone.code()) return true;
  return finding.level != base::Level::Info && finding.code != "A04" && finding.code != "D13" && finding.code != "D15";
}

Case read_case(const std::filesystem::path& path) {
  Case result{.path = path, .expected = {}, .texts = {}};
  std::ifstream in(path);
  for (std::string line; std::getline(in, line) && line.starts_with(';');) {
    if (line.starts_with("; zone: ")) result.zone = line.substr(8);
    if (line.starts_with("; options: ")) read_options(line.substr(11), result.options);
    if (line.starts_with("; help: ")) result.texts.push_back(line.substr(8));
    if (!line.starts_with("; expect: ")) continue;
    result.said = true;
    if (line != "; expect: none") result.expected.push_back(line.substr(10));
  }
  std::ranges::sort(result.expected);
  return result;
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(ZONES))
    if (entry.path().extension() == ".zone") cases.push_back(read_case(entry.path()));
  std::ranges::sort(cases, {}, &Case::path);
  return cases;
}

base::Findings findings_of(const Case& zone) {
  load::Loaded loaded = load::load_zone_file(zone.path.string(), *wire::Name::from_text(zone.zone));
  REQUIRE(loaded.built);
  base::Findings findings = std::move(loaded.findings);
  findings.append(check::check_zone({*loaded.built->zone, loaded.built->sources, loaded.built->notes}, zone.options));
  return findings;
}

std::string in_one_line(const base::Finding& finding) {
  const std::uint32_t line = finding.places.empty() ? 0 : finding.places.front().line;
  return finding.code + ' ' + std::string(level_name(finding.level)) + " line " + std::to_string(line);
}

// "A05 line 12 " and all that it says.
std::string in_full(const base::Finding& finding) {
  const std::uint32_t line = finding.places.empty() ? 0 : finding.places.front().line;
  std::string text = finding.code + " line " + std::to_string(line) + ' ' + finding.message;
  for (const std::string& note : finding.notes) text += "; " + note;
  return text + "; " + finding.help;
}

// Whether `text` says the words behind the line number of `wanted`, of that finding.
bool says(const std::string& text, const std::string& wanted) {
  const std::size_t words = wanted.find(' ', wanted.find("line ") + 5) + 1;
  return text.starts_with(wanted.substr(0, words)) && text.contains(wanted.substr(words));
}

std::string join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace

TEST_CASE("each zone file gives the findings that it says, and no others") {
  for (const Case& zone : all_cases()) {
    CAPTURE(zone.path.filename().string());
    CHECK(zone.said);
    const base::Findings findings = findings_of(zone);
    std::vector<std::string> found;
    for (const base::Finding& finding : findings.kept())
      if (counts(zone, finding)) found.push_back(in_one_line(finding));
    std::ranges::sort(found);
    CHECK(findings.dropped() == 0);
    CHECK(join(found) == join(zone.expected));
  }
}

TEST_CASE("what a finding tells to type is what mends the zone") {
  for (const Case& zone : all_cases()) {
    CAPTURE(zone.path.filename().string());
    const base::Findings findings = findings_of(zone);
    std::vector<std::string> texts;
    for (const base::Finding& finding : findings.kept()) texts.push_back(in_full(finding));
    for (const std::string& wanted : zone.texts) {
      CAPTURE(wanted);
      CAPTURE(join(texts));
      CHECK(std::ranges::any_of(texts, [&](const std::string& text) { return says(text, wanted); }));
    }
  }
}

TEST_CASE("each finding names its zone and file, says what is wrong in one sentence, and what to do") {
  for (const Case& zone : all_cases()) {
    CAPTURE(zone.path.filename().string());
    const base::Findings findings = findings_of(zone);
    for (const base::Finding& finding : findings.kept()) {
      CAPTURE(finding.message);
      CHECK((finding.subject == zone.zone || finding.subject.empty()));
      CHECK_FALSE(finding.message.empty());
      CHECK_FALSE(finding.message.ends_with('.'));
      CHECK_FALSE(finding.help.empty());
      REQUIRE_FALSE(finding.places.empty());
      for (const base::Place& place : finding.places) {
        CHECK(place.file == zone.path.string());
        CHECK((place.line == 0) == (place.column == 0));
      }
    }
  }
}

TEST_CASE("each check has a zone that it speaks about, and one just beside it where it is silent") {
  const std::vector<Case> cases = all_cases();
  for (const check::Check& check : check::catalogue()) {
    const std::string code(check.code);
    CAPTURE(code);
    const auto is_named = [&](const Case& zone) { return zone.path.filename().string().starts_with(code + '-'); };
    const auto speaks = [&](const Case& zone) {
      return std::ranges::any_of(zone.expected, [&](const std::string& line) { return line.starts_with(code); });
    };
    CHECK(std::ranges::any_of(cases, [&](const Case& zone) { return is_named(zone) && speaks(zone); }));
    CHECK(std::ranges::any_of(cases, [&](const Case& zone) { return is_named(zone) && !speaks(zone); }));
  }
}
