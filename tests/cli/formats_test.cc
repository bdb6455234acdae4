// What programs read: JSON lines, SARIF and workflow commands hold what the text form says, whatever octets the files
// and their names have.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/folder.h"
#include "support/sanitized.h"

using namespace bailiwick;
using cli_tests::Folder;
using cli_tests::Outcome;
using nlohmann::json;

namespace {

constexpr const char* kBroken =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "    IN NS  ns2\n"
    "ns1 IN A   192.0.2.1\n"
    "ns1 IN A   192.0.2.1\n";

// The objects of JSON lines; each must parse.
std::vector<json> objects(const std::string& text) {
  std::vector<json> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    REQUIRE(end != std::string::npos);
    all.push_back(json::parse(text.substr(at, end - at)));
    at = end + 1;
  }
  return all;
}

json find(const std::vector<json>& all, const std::string& code) {
  for (const json& object : all)
    if (object.value("code", "") == code) return object;
  FAIL("there is no finding " << code);
  return {};
}

}  // namespace

TEST_CASE("JSON: an object for each finding, and one that sums up") {
  Folder folder;
  folder.write("broken.zone", kBroken);
  const Outcome outcome = folder.run("check --format json example.com broken.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err == "");
  const std::vector<json> all = objects(outcome.out);
  const json circle = find(all, "A05");
  CHECK(circle["type"] == "finding");
  CHECK(circle["level"] == "error");
  CHECK(circle["zone"] == "example.com");
  CHECK(circle["message"] == "name server ns2.example.com lies inside example.com, but has no address there");
  REQUIRE_FALSE(circle["spans"].empty());
  CHECK(circle["spans"][0] == json{{"file", "broken.zone"},
                                   {"line", 4},
                                   {"col", 12},
                                   {"end", 15},
                                   {"label", "has no address"},
                                   {"primary", true}});
  CHECK_FALSE(circle["help"].empty());
  CHECK(circle["notes"].is_array());
  const json twin = find(all, "S09");
  REQUIRE(twin["spans"].size() == 2);
  CHECK(twin["spans"][1]["primary"] == false);

  const json& summary = all.back();
  CHECK(summary["type"] == "summary");
  CHECK(summary["error"].get<int>() >= 1);
  CHECK(summary["fatal"] == 0);
  CHECK(summary["waived"] == 0);
  CHECK(summary["not_listed"] == 0);
  REQUIRE(summary["zones"].size() == 1);
  CHECK(summary["zones"][0]["zone"] == "example.com");
  CHECK(summary["zones"][0]["live"] == false);
  CHECK(summary["zones"][0]["serial"] == 7);
  CHECK(summary["zones"][0]["size"] == std::string(kBroken).size());
}

TEST_CASE("JSON of a good zone is the summary alone; of a config with errors, its findings") {
  Folder folder;
  folder.write("b.yaml", "lisen: [127.0.0.1]\nzones: []\n");
  const Outcome outcome = folder.run("check --format json --config b.yaml");
  CHECK(outcome.exit_code == 2);
  const std::vector<json> all = objects(outcome.out);
  CHECK(find(all, "G03")["spans"][0]["file"] == "b.yaml");
  CHECK(all.back()["type"] == "summary");
}

TEST_CASE("every format takes any octets in files and their names") {
  Folder folder;
  const std::string name = "a b,c:%d\"\\\n\xff\xc3\xbc.zone";
  std::string text = kBroken;
  for (int octet = 1; octet < 256; ++octet) {
    const char c = static_cast<char>(octet);
    if (c == '\n' || c == '\r') continue;
    text += std::string("x") + c + "y IN A \"" + c + "\n";
  }
  folder.write(name, text);
  for (const char* format : {"text", "short", "json", "sarif", "github"}) {
    CAPTURE(std::string(format));
    const Outcome outcome = folder.run(std::string("check --all --format ") + format + " example.com a*.zone");
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.err == "");
    if (format == std::string("json")) {
      const std::vector<json> all = objects(outcome.out);
      CHECK(all.size() > 100);
      CHECK(find(all, "A05")["spans"][0]["file"] == "a b,c:%d\"\\\n\\xff\xc3\xbc.zone");
    } else if (format == std::string("sarif")) {
      const json log = json::parse(outcome.out);
      CHECK(log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
            "a%20b%2Cc%3A%25d%22%5C%0A%FF%C3%BC.zone");
    } else {
      CHECK(outcome.out.find('\033') == std::string::npos);
    }
  }
}

TEST_CASE("SARIF has what code scanning asks for") {
  Folder folder;
  folder.write("zones/broken.zone", kBroken);
  const Outcome outcome = folder.run("check --format sarif example.com \"$PWD/zones/broken.zone\"");
  CHECK(outcome.exit_code == 1);
  const json log = json::parse(outcome.out);
  CHECK(log["version"] == "2.1.0");
  CHECK(log["$schema"].is_string());
  REQUIRE(log["runs"].size() == 1);
  const json& run = log["runs"][0];
  const json& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "Bailiwick");
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  REQUIRE(run["results"].size() >= 2);
  bool has_related = false;
  for (const json& result : run["results"]) {
    const json& rule = driver["rules"][result["ruleIndex"].get<std::size_t>()];
    CHECK(rule["id"] == result["ruleId"]);
    CHECK_FALSE(rule["shortDescription"]["text"].get<std::string>().empty());
    CHECK_FALSE(rule["fullDescription"]["text"].get<std::string>().empty());
    CHECK_FALSE(rule["help"]["markdown"].get<std::string>().empty());
    CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
    CHECK_FALSE(result["partialFingerprints"]["primaryLocationLineHash"].get<std::string>().empty());
    const std::string level = result["level"];
    CHECK((level == "error" || level == "warning" || level == "note"));
    REQUIRE(result["locations"].size() == 1);
    const json& place = result["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"] == "zones/broken.zone");
    CHECK(place["region"]["startLine"].get<int>() >= 1);
    has_related |= result.contains("relatedLocations");
  }
  CHECK(has_related);
}

// Thousands of findings take long under a sanitizer, and tell it nothing that ten do not.
TEST_CASE("SARIF lists at most 5000 results, and says how many more there are" * doctest::skip(support::kSanitized)) {
  Folder folder;
  std::string text = kBroken;
  for (int i = 0; i < 5100; ++i) text += "www" + std::to_string(i) + " IN A 1.2.3\n";
  folder.write("bad.zone", text);
  const json log = json::parse(folder.run("check --format sarif --all example.com bad.zone").out);
  CHECK(log["runs"][0]["results"].size() == 5000);
  const std::string rest = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
  CHECK(rest.ends_with(" more findings are not listed"));
}

TEST_CASE("a fingerprint stays when lines move") {
  Folder folder;
  folder.write("a.zone", kBroken);
  folder.write("b.zone", std::string("; a line more\n\n") + kBroken);
  const auto print = [&](const std::string& file) {
    return find(objects(folder.run("check --format json example.com " + file).out), "A05")["fingerprint"];
  };
  CHECK(print("a.zone") == "A05 example.com ns2.example.com");
  CHECK(print("a.zone") == print("b.zone"));
}

TEST_CASE("GitHub annotations: one command a line, escaped") {
  Folder folder;
  folder.write("a,b.zone", kBroken);
  const Outcome outcome = folder.run("check --format github example.com a,b.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(
      outcome.out.starts_with("::error file=a%2Cb.zone,line=4,col=12,endColumn=15,title=A05 example.com::name server "
                              "ns2.example.com lies inside example.com, but has no address there%0A"));
  CHECK(outcome.out.find("\n::warning file=a%2Cb.zone,") != std::string::npos);
}

TEST_CASE("--all unfolds") {
  Folder folder;
  std::string text = kBroken;
  for (int i = 0; i < 120; ++i) text += "www" + std::to_string(i) + " IN A 1.2.3\n";
  folder.write("bad.zone", text);
  const auto lines = [&](const std::string& arguments) {
    const std::string out = folder.run("check --format short " + arguments + " example.com bad.zone").out;
    std::size_t count = 0;
    for (std::size_t at = 0; (at = out.find("fatal[S01]", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  CHECK(lines("") == 50);
  CHECK(lines("--all") == 120);
}

TEST_CASE("--explain prints the entry; an unknown code gets the near ones and 2") {
  Folder folder;
  for (const char* code : {"A05", "a05"}) {
    const Outcome outcome = folder.run(std::string("check --explain ") + code);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out.starts_with("A05 (error): a name server inside the zone without address: the circle\n"));
    CHECK(outcome.out.find("\nWrong:\n") != std::string::npos);
    CHECK(outcome.out.find("\nRight:\n") != std::string::npos);
    CHECK(outcome.out.find("RFC 9471") != std::string::npos);
  }
  const Outcome family = folder.run("check --explain A55");
  CHECK(family.exit_code == 2);
  CHECK(family.out == "");
  CHECK(family.err.find("A01 A02 A03") != std::string::npos);
  CHECK(folder.run("check --explain ''").exit_code == 2);
  CHECK(folder.run("check --explain zzz").exit_code == 2);
}
