// Every file of oracle/ is a world and what must be found of it. After a first line that says what it shows:
//   zone ORIGIN                  the records that follow are its, without SOA and $TTL
//   policy ORIGIN narrow|wide    of the parent that is not loaded
//   registered HOST ADDRESS...   a line of the file of registered hosts
//   externals none
//   state ZONE both=S v4=S v6=U  S solid, X needs zones that are not loaded, W needs sibling glue, U unreached
//   core ZONE...                 all cores, exactly;  victims ZONE VICTIM...: of the core that holds ZONE
//   depth ZONE N;  single ZONE HOST...
//   expect CODE LEVEL            all warnings and errors, exactly, and those infos that matter
//   count CODE N;  places CODE N;  about CODE ZONE...;  help CODE TEXT
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "world_maker.h"

using namespace worlds;

namespace {

using Words = std::vector<std::string>;

struct Case {
  World world;
  std::vector<Words> wanted;
};

Words split(const std::string& line) {
  std::istringstream in(line);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

Case read_case(const std::filesystem::path& path) {
  static const std::set<std::string> kWanted = {"state",  "core",  "victims", "depth", "single",
                                                "expect", "count", "places",  "about", "help"};
  Case result;
  std::vector<std::pair<std::string, std::string>> zones;
  std::map<std::string, check::ParentPolicy> policies;
  std::string registered;
  std::ifstream in(path);
  std::string line;
  for (std::getline(in, line); std::getline(in, line);) {
    const Words words = split(line);
    if (words.empty()) continue;
    if (words[0] == "zone") {
      zones.emplace_back(words[1], "");
    } else if (words[0] == "policy") {
      policies[words[1]] = words[2] == "wide" ? check::ParentPolicy::Wide : check::ParentPolicy::Narrow;
    } else if (words[0] == "registered") {
      registered += line.substr(10) + '\n';
    } else if (words[0] == "externals") {
      result.world.no_externals();
    } else if (kWanted.contains(words[0])) {
      result.wanted.push_back(words);
    } else {
      zones.back().second += line + '\n';
    }
  }
  for (const auto& [origin, text] : zones) result.world.add(origin, text, policies[origin]);
  if (!registered.empty()) result.world.add_registered(registered);
  return result;
}

// What the oracle leaves out of account unless it is listed: addresses of documentation and single networks are in all
// of its worlds.
bool is_counted(const base::Finding& finding, const std::set<std::string>& wanted) {
  static const std::set<std::string> kIgnored = {"A04", "D13", "D14", "D15"};
  if (wanted.contains(finding.code + ' ' + std::string(level_name(finding.level)))) return true;
  return finding.level != base::Level::Info && !kIgnored.contains(finding.code);
}

std::string text_of(const std::set<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + '\n';
  return text;
}

std::set<std::string> names_of(const check::ReachGraph& graph, std::span<const std::uint32_t> zones) {
  std::set<std::string> names;
  for (const std::uint32_t zone : zones) names.insert(wire::to_display(graph.zones[zone].origin));
  return names;
}

std::set<std::string> after(const Words& words, std::size_t from) {
  return {words.begin() + static_cast<std::ptrdiff_t>(from), words.end()};
}

void check_graph(const Words& words, const check::ReachGraph& graph) {
  const std::uint32_t number = zone_number(graph, words[1]);
  if (words[0] == "state") {
    REQUIRE(number != check::kNobody);
    const auto& reach = graph.zones[number].reach;
    const std::string states =
        std::string("both=") + letter(reach[2]) + " v4=" + letter(reach[0]) + " v6=" + letter(reach[1]);
    CHECK(states == words[2] + ' ' + words[3] + ' ' + words[4]);
  } else if (words[0] == "depth") {
    CHECK(std::to_string(graph.zones[number].depth) == words[2]);
  } else if (words[0] == "single") {
    std::set<std::string> hosts;
    for (const std::uint32_t host : graph.single[number]) hosts.insert(wire::to_display(graph.hosts[host].name));
    CHECK(text_of(hosts) == text_of(after(words, 2)));
  } else if (words[0] == "victims") {
    REQUIRE(graph.zones[number].core != check::kNobody);
    CHECK(names_of(graph, graph.cores[graph.zones[number].core].victims) == after(words, 2));
  }
}

void check_cores(const std::vector<Words>& wanted, const check::ReachGraph& graph) {
  std::set<std::set<std::string>> cores;
  std::set<std::set<std::string>> expected;
  for (const check::ReachCore& core : graph.cores) cores.insert(names_of(graph, core.zones));
  for (const Words& words : wanted)
    if (words[0] == "core") expected.insert(after(words, 1));
  CHECK(cores == expected);
}

void check_finding(const Words& words, const base::Findings& findings, const check::WorldResult& result) {
  for (const base::Finding& finding : findings.kept()) {
    if (words.size() < 2 || finding.code != words[1]) continue;
    if (words[0] == "places") CHECK(std::to_string(finding.places.size()) == words[2]);
    if (words[0] != "help") continue;
    std::string text;
    for (std::size_t word = 2; word < words.size(); ++word) text += (word > 2 ? " " : "") + words[word];
    CAPTURE(finding.help);
    CHECK(finding.help.contains(text));
  }
  for (std::size_t i = 0; i < result.findings.kept().size(); ++i)
    if (words[0] == "about" && result.findings.kept()[i].code == words[1])
      CHECK(names_of(result.graph, result.concerned[i]) == after(words, 2));
  if (words[0] == "count") CHECK(std::to_string(findings.count(words[1])) == words[2]);
}

std::vector<std::filesystem::path> all_cases() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(ORACLE))
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

TEST_CASE("each world of the oracle has the states, the cores and the findings that it says") {
  for (const std::filesystem::path& path : all_cases()) {
    CAPTURE(path.filename().string());
    const Case world = read_case(path);
    const check::WorldResult result = world.world.check();
    const base::Findings findings = world.world.all_findings(result);
    std::set<std::string> expected;
    for (const Words& words : world.wanted) {
      CAPTURE(words[0]);
      CAPTURE(words[1]);
      if (words[0] == "expect") expected.insert(words[1] + ' ' + words[2]);
      check_graph(words, result.graph);
      check_finding(words, findings, result);
    }
    check_cores(world.wanted, result.graph);
    std::set<std::string> found;
    for (const base::Finding& finding : findings.kept())
      if (is_counted(finding, expected)) found.insert(finding.code + ' ' + std::string(level_name(finding.level)));
    CHECK(text_of(found) == text_of(expected));
  }
}

TEST_CASE("each finding says what is wrong in one sentence, where, and what to do") {
  for (const std::filesystem::path& path : all_cases()) {
    CAPTURE(path.filename().string());
    const check::WorldResult result = read_case(path).world.check();
    CHECK(result.concerned.size() == result.findings.kept().size());
    for (const base::Finding& finding : result.findings.kept()) {
      if (std::getenv("SHOW_FINDINGS") != nullptr) {
        MESSAGE(path.filename().string() << ' ' << base::short_text(finding));
        for (const base::Place& place : finding.places) MESSAGE("   " << place_text(place) << ": " << place.label);
        for (const std::string& note : finding.notes) MESSAGE("   = " << note);
      }
      CAPTURE(finding.code);
      CHECK_FALSE(finding.message.empty());
      CHECK_FALSE(finding.message.ends_with('.'));
      CHECK_FALSE(finding.help.empty());
      CHECK_FALSE(finding.subject.empty());
      REQUIRE_FALSE(finding.places.empty());
      for (const base::Place& place : finding.places) CHECK(place.line > 0);
    }
  }
}
