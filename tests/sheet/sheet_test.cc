// Each folder beside this file is a case: `arguments` is what follows `bailiwick sheet`, run in that folder, and
// `expected` what it must print: "exit CODE", then standard output. As JSON the same must be said.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/temp_dir.h"

using namespace bailiwick;

namespace {

struct Outcome {
  int exit_code = -1;
  std::string out;
  std::string err;
};

Outcome run(const std::filesystem::path& directory, const std::string& arguments) {
  const support::TempDir scratch("sheet");
  const std::string out = (scratch.path() / "out").string();
  const std::string err = (scratch.path() / "err").string();
  support::Process process(
      {.argv = {"/bin/sh", "-c", "'" BAILIWICK "' sheet " + arguments + " >'" + out + "' 2>'" + err + "'"},
       .directory = directory,
       .log = scratch.path() / "log",
       .environment = {}});
  const auto status = process.wait(std::chrono::seconds(60));
  REQUIRE(status);
  return {*status, support::read_file(out), support::read_file(err)};
}

std::vector<std::filesystem::path> cases() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(CASES))
    if (entry.is_directory()) found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

std::string arguments_of(const std::filesystem::path& directory) {
  std::string text = support::read_file(directory / "arguments");
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

std::size_t longest_line(const std::string& text) {
  std::istringstream in(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(in, line);) longest = std::max(longest, line.size());
  return longest;
}

// The words of a text, however it is broken into lines.
std::string words(const std::string& text) {
  std::istringstream in(text);
  std::string out;
  for (std::string word; in >> word;) out += word + ' ';
  return out;
}

}  // namespace

TEST_CASE("each case prints what it should, in at most 100 columns") {
  REQUIRE(cases().size() > 10);
  for (const auto& directory : cases()) {
    CAPTURE(directory.filename().string());
    const Outcome outcome = run(directory, arguments_of(directory));
    CHECK("exit " + std::to_string(outcome.exit_code) + "\n" + outcome.out ==
          support::read_file(directory / "expected"));
    CHECK(longest_line(outcome.out) <= 100);
  }
}

TEST_CASE("JSON says the same") {
  for (const auto& directory : cases()) {
    CAPTURE(directory.filename().string());
    const Outcome text = run(directory, arguments_of(directory));
    const Outcome json = run(directory, arguments_of(directory) + " --format json");
    CHECK(text.exit_code == json.exit_code);
    if (text.out.empty()) {
      CHECK(json.out.empty());
      continue;
    }
    const auto sheet = nlohmann::json::parse(json.out);
    CHECK(sheet.at("refused").get<bool>() == (json.exit_code == 1));
    const std::string said = words(text.out);
    const auto told = [&](const nlohmann::json& value) {
      const std::string one = words(value.get<std::string>());
      INFO(one);
      CHECK(said.contains(one.substr(0, one.size() - 1)));
    };
    for (const auto& host : sheet.at("hosts")) {
      told(host.at("name"));
      for (const char* family : {"ipv4", "ipv6"})
        for (const auto& address : host.at(family)) told(address);
      told(host.at("why"));
    }
    for (const auto& ds : sheet.at("ds")) {
      for (const char* field : {"key_tag", "algorithm", "digest_type"})
        CHECK(said.contains(' ' + std::to_string(ds.at(field).get<unsigned>()) + ' '));
      told(ds.at("digest"));
      CHECK(ds.at("record").get<std::string>().ends_with(ds.at("digest").get<std::string>()));
    }
    for (const auto& limit : sheet.at("limits")) told(limit.at("text"));
    for (const auto& refusal : sheet.at("refusals")) told(refusal.at("reason")), told(refusal.at("instead"));
    for (const auto& remark : sheet.at("remarks")) told(remark);
    for (const auto& caution : sheet.at("cautions")) told(caution);
    const auto told_steps = [&](const nlohmann::json& steps) {
      for (const auto& step : steps) {
        told(step.at("title"));
        for (const auto& remark : step.at("remarks")) told(remark);
        for (const auto& line : step.at("lines")) told(line);
      }
    };
    told_steps(sheet.at("steps"));
    CHECK(sheet.at("compared").get<bool>() == !sheet.at("compared_with").get<std::string>().empty());
    told(sheet.at("compared_with"));
    for (const auto& change : sheet.at("changes")) told(change.at("what")), told_steps(change.at("steps"));
  }
}

TEST_CASE("wrong usage and unreadable files are 2; a registrar that nobody knows gets the nearest") {
  const std::filesystem::path plain = std::filesystem::path(CASES) / "plain";
  for (const char* arguments : {"", "a..b x.zone", "example.com missing.zone", "example.com --config missing.yaml",
                                "example.com now.zone --was missing.zone", "example.com now.zone --parent large",
                                "example.com now.zone --format yaml"}) {
    CAPTURE(arguments);
    const Outcome outcome = run(plain, arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out == "");
    CHECK_FALSE(outcome.err.empty());
  }
  const Outcome outcome = run(plain, "example.com now.zone --registrar rout53");
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.contains("did you mean route53?"));
}

TEST_CASE("a file of --was without an NS record of the zone is 2: nothing can be published from it") {
  const support::TempDir scratch("sheet");
  for (const char* text : {"", "; nothing\n", "@ 60 IN TXT x\n"}) {
    CAPTURE(text);
    const auto was = scratch.write("was.zone", text);
    const Outcome outcome = run(std::filesystem::path(CASES) / "plain", "example.com now.zone --was " + was.string());
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.err.contains("was.zone has no NS record of example.com"));
  }
}

TEST_CASE("a zone that is not fit is said to be so, with its findings") {
  const Outcome outcome = run(std::filesystem::path(CASES) / "unfit", "example.com now.zone");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err.contains("error[A05]: name server ns2.example.com lies inside example.com"));
  CHECK(outcome.err.contains("the zone example.com is not fit to be delegated to"));
}

TEST_CASE("the config says where the zone is, who the registrar is, and which profiles are one's own") {
  const support::TempDir folder("sheet");
  folder.write("zones/example.cn.zone", support::read_file(std::filesystem::path(CASES) / "fourth-level/now.zone"));
  folder.write("b.yaml", "zones-directory: zones\n");
  CHECK(run(folder.path(), "example.cn --config b.yaml").exit_code == 1);
  CHECK(run(folder.path(), "example.org --config b.yaml").exit_code == 2);
  folder.write("b.yaml", "zones-directory: zones\nzones: [{name: example.cn, registrar: route53}]\n");
  CHECK(run(folder.path(), "example.cn --config b.yaml").exit_code == 0);
  folder.write("b.yaml", "zones-directory: zones\nregistries-directory: own\n");
  folder.write("own/cn.yaml", "name: alibaba-cn\nregistrar: alibaba\nsuffixes: [cn]\nrules: {}\n");
  CHECK(run(folder.path(), "example.cn --config b.yaml").exit_code == 0);
  folder.write("own/cn.yaml", "name: alibaba-cn\nrules:\n  ns-mx: {value: 3}\n");
  const Outcome mistake = run(folder.path(), "example.cn --config b.yaml");
  CHECK(mistake.exit_code == 1);  // by the built-in profile of that name, as if this one were not there
  CHECK(mistake.err.contains("own/cn.yaml:3:3"));
  CHECK(mistake.err.contains("did you mean ns-max?"));
}

namespace {

const char* const kZone =
    "$TTL 1h\n@ SOA ns1 hostmaster 7 4h 1h 2w 1h\n@ NS ns1\n@ NS ns2\n@ NS ns.provider.test.\n"
    "ns1 A 203.0.113.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.2\n";

// The part of a sheet about what stands at the registrar, in words.
std::string registered_part(const std::string& hosts, int exit_code = 0) {
  const support::TempDir folder("sheet");
  folder.write("zones/example.com.zone", kZone);
  folder.write("hosts.txt", hosts);
  folder.write("b.yaml", "state-directory: \"\"\nregistered-hosts: hosts.txt\n");
  const Outcome outcome = run(folder.path(), "example.com --config b.yaml");
  CAPTURE(outcome.err);
  CHECK(outcome.exit_code == exit_code);
  const std::size_t from = outcome.out.find("\nWhat stands at the registrar, by ");
  if (from == std::string::npos) return "";
  const std::string all = words(outcome.out.substr(from, outcome.out.find("\nIn this order", from) - from));
  return all.substr(all.find("hosts.txt") + 10);
}

}  // namespace

TEST_CASE("registered hosts that are as in the zone leave nothing to type") {
  CHECK(registered_part("ns1.example.com 203.0.113.1 2001:db8::1\nNS2.example.com 198.51.100.2\n") ==
        "the hosts are there as the zone has them ");
}

TEST_CASE("registered hosts that are not as in the zone: what to add, to remove and to delete, in this order") {
  const std::string part = registered_part(
      "ns1.example.com 203.0.113.1 192.0.2.77\nold.example.com 192.0.2.9\nns.provider.test 192.0.2.8\n"
      "ns1.example.net 192.0.2.10\n");
  CHECK(
      part.starts_with("1. Add to the host ns1.example.com at the registrar 2001:db8::1 "
                       "2. Register the host ns2.example.com at the registrar "));
  CHECK(part.contains("ns2 (ns2.example.com): 198.51.100.2 3. Remove from the host ns1.example.com at the registrar "));
  CHECK(part.contains("add the others first. 192.0.2.77 4. Delete the host old.example.com at the registrar "));
  CHECK(part.ends_with("192.0.2.9 "));
  CHECK_FALSE(part.contains("provider"));  // its owner registers it
  CHECK_FALSE(part.contains("example.net"));
}

TEST_CASE("where the zone above is served here too, its file is told what to write, and no registrar") {
  const support::TempDir folder("sheet");
  folder.write("zones/example.com.zone", std::string(kZone) + "kid NS ns1.kid\nns1.kid A 203.0.113.7\n");
  folder.write("zones/kid.example.com.zone",
               "$TTL 1h\n@ SOA ns1 hostmaster 7 4h 1h 2w 1h\n@ NS ns1\n@ NS ns.provider.test.\n"
               "ns1 A 203.0.113.7\nns1 AAAA 2001:db8::7\n");
  folder.write("b.yaml", "state-directory: \"\"\nzones-directory: zones\n");
  const Outcome outcome = run(folder.path(), "kid.example.com --config b.yaml");
  CAPTURE(outcome.out);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.starts_with("What to write into the zone example.com for kid.example.com\n"));
  CHECK(outcome.out.contains("zones/example.com.zone\n"));
  CHECK(
      outcome.out.contains("\n       kid.example.com. 3600 IN NS ns.provider.test.\n"
                           "       kid.example.com. 3600 IN NS ns1.kid.example.com.\n"
                           "       ns1.kid.example.com. 3600 IN A 203.0.113.7\n"
                           "       ns1.kid.example.com. 3600 IN AAAA 2001:db8::7\n"));
  CHECK_FALSE(outcome.out.contains("registrar"));
  CHECK_FALSE(outcome.out.contains("Register"));
}

TEST_CASE("the sheet heeds checks.reject and checks.max-ttl of the config") {
  const support::TempDir folder("sheet");
  folder.write("zones/example.com.zone", kZone);
  folder.write("b.yaml", "state-directory: \"\"\nchecks: {max-ttl: 59m}\n");
  CHECK(run(folder.path(), "example.com --config b.yaml").exit_code == 0);
  folder.write("b.yaml", "state-directory: \"\"\nchecks: {max-ttl: 59m, reject: error}\n");
  const Outcome outcome = run(folder.path(), "example.com --config b.yaml");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.err.contains("[S03]"));
}

TEST_CASE("a file of registered hosts that cannot be understood is 2, with its place") {
  const support::TempDir folder("sheet");
  folder.write("zones/example.com.zone", kZone);
  folder.write("b.yaml", "state-directory: \"\"\nregistered-hosts: hosts.txt\n");
  folder.write("hosts.txt", "ns1.example.com 203.0.113.1\nns2.example.com 198.51.100.256\n");
  const Outcome outcome = run(folder.path(), "example.com --config b.yaml");
  CHECK(outcome.exit_code == 2);
  CHECK(outcome.err.contains("hosts.txt:2:17"));
  CHECK(outcome.out == "");
}

TEST_CASE("where nothing is kept of what was published, the sheet says so and tells the first steps") {
  const support::TempDir folder("sheet");
  folder.write("zones/example.com.zone", kZone);
  folder.write("b.yaml", "state-directory: state\n");
  const Outcome outcome = run(folder.path(), "example.com --config b.yaml");
  CHECK(outcome.exit_code == 0);
  CHECK(words(outcome.out).contains("compared with nothing: the server has kept nothing of this zone in "));
  CHECK(outcome.out.contains("\nIn this order\n"));
}
