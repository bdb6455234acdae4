// The sheet against what the running server has published: before a reload, and after it.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

// example.com with ns1 at an address and, if `third`, with ns3.
std::string zone_with(int serial, const std::string& address, bool third = false) {
  return "$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 hostmaster " + std::to_string(serial) +
         " 4h 1h 2w 1h\n@ NS ns1\n@ NS ns2\nns1 A 203.0.113.1\n" + address + "ns2 A 198.51.100.2\n" +
         (third ? "@ NS ns3\nns3 A 192.0.2.3\n" : "");
}

struct Sheet {
  std::optional<int> exit_code;
  std::string text;
};

Sheet sheet(const Site& site) {
  support::Process process({{BAILIWICK_BINARY, "sheet", "example.com", "--config", "bailiwick.yaml"},
                            site.dir().path(),
                            site.dir().path() / "sheet.log",
                            {}});
  const auto exit_code = process.wait(std::chrono::seconds(20));
  return {exit_code, process.log()};
}

// What is published is kept after it is served.
bool wait_for_state(const Site& site, const std::string& text) {
  const auto file = site.dir().path() / "state/published/example.com.zone";
  for (int tries = 0; tries < 2000; ++tries) {
    if (std::filesystem::exists(file) && support::read_file(file).find(text) != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

bool contains(const Sheet& sheet, const std::string& text) {
  return sheet.text.find(text) != std::string::npos;
}

TEST_CASE("edit, sheet, reload, sheet: the steps of the change are told before it goes live, and after") {
  Site site;
  site.zone("example.com", zone_with(1, ""));
  site.start();
  REQUIRE(wait_for_state(site, "198.51.100.2"));
  const Sheet first = sheet(site);
  CAPTURE(first.text);
  CHECK(first.exit_code == 0);
  CHECK(contains(first, "with what the server publishes since "));
  CHECK(contains(first, "the same name servers"));
  CHECK(contains(first, "In this order"));  // it may still have to be delegated

  site.zone("example.com", zone_with(2, "", true));
  const Sheet edited = sheet(site);
  CAPTURE(edited.text);
  CHECK(contains(edited, "Change: ns3.example.com becomes a name server of example.com"));
  CHECK_FALSE(contains(edited, "live since"));

  site.reload();
  REQUIRE(wait_for_state(site, "192.0.2.3"));
  const Sheet live = sheet(site);
  CAPTURE(live.text);
  CHECK(live.exit_code == 0);
  CHECK(contains(live, "with what the server published from "));
  CHECK(contains(live, "This is live since "));
  CHECK(contains(live, "Change: ns3.example.com becomes a name server of example.com"));
}

TEST_CASE("to drop the last address is refused before the reload; once it is live it is a caution") {
  Site site;
  site.zone("example.com", zone_with(1, ""));
  site.start();
  REQUIRE(wait_for_state(site, "198.51.100.2"));
  std::string moved = zone_with(2, "");
  moved.replace(moved.find("203.0.113.1"), 11, "203.0.113.9");
  site.zone("example.com", moved);
  const Sheet edited = sheet(site);
  CAPTURE(edited.text);
  CHECK(edited.exit_code == 1);
  CHECK(contains(edited, "drops the last address of ns1.example.com"));
  site.reload();
  REQUIRE(wait_for_state(site, "203.0.113.9"));
  const Sheet live = sheet(site);
  CAPTURE(live.text);
  CHECK(live.exit_code == 0);
  CHECK(contains(live, "caution this zone drops the last address of ns1.example.com"));
}

TEST_CASE("a zone that is refused is not taken for published") {
  Site site;
  site.zone("example.com", zone_with(1, ""));
  site.start();
  REQUIRE(wait_for_state(site, "198.51.100.2"));
  site.zone("example.com", circular_zone(2));
  site.reload();
  site.zone("example.com", zone_with(3, "", true));
  CHECK(contains(sheet(site), "Change: ns3.example.com becomes"));
  CHECK_FALSE(contains(sheet(site), "This is live since"));
}

TEST_CASE("a state-directory that cannot be written to is one warning, and everything is served") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.dir().write("state", "a file where the directory should be");
  site.start();
  CHECK(site.process().wait_for_log("state-directory: "));
  CHECK(site.serial() == "1");
  site.zone("example.com", example_zone(2));
  site.reload();
  CHECK(site.serial() == "2");
  const std::string line = log_line(site.process().log(), "state-directory: ");
  CHECK(line.find("install -d -o ") != std::string::npos);
}

}  // namespace
}  // namespace bailiwick::e2e
