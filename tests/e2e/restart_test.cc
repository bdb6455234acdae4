// Restarts with files that are not as they were: what was served last is served on, as state-directory has it.
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

std::string other_zone(int serial) {
  return "$TTL 1h\n@ SOA ns1 hostmaster " + std::to_string(serial) + " 4h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n";
}

// What is published is kept after it is served.
bool wait_for_copy(const Site& site, const std::string& zone, const std::string& text) {
  const auto good = site.dir().path() / "state/good";
  for (int tries = 0; tries < 2000; ++tries) {
    std::error_code error;
    for (std::filesystem::recursive_directory_iterator at(good, error), end; !error && at != end; at.increment(error))
      if (at->path().filename() == zone + ".zone" && support::read_file(at->path()).find(text) != std::string::npos)
        return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void stop(Site& site) {
  site.process().signal(SIGTERM);
  REQUIRE(site.process().wait(std::chrono::seconds(20)) == 0);
}

int rcode(const Site& site, const std::string& name) {
  return site.ask(name, "SOA").rcode;
}

TEST_CASE("a broken file and a restart: the version from before answers, and the log says why and since when") {
  Site site;
  site.zone("example.com", example_zone(7));
  site.zone("other.example", other_zone(1));
  site.start();
  REQUIRE(wait_for_copy(site, "example.com", "; copy serial 7\n"));
  REQUIRE(wait_for_copy(site, "other.example", "; copy serial 1\n"));
  stop(site);

  site.zone("example.com", "@ SOA this is no zone");
  site.start();
  CHECK(site.serial() == "7");
  CHECK(rcode(site, "other.example.") == 0);
  const std::string line = log_line(site.process().log(), "zone example.com: rejected");
  CAPTURE(line);
  CHECK(line.find(" error ") != std::string::npos);
  CHECK(line.find("; still serving serial 7 from 20") != std::string::npos);
  stop(site);

  std::filesystem::remove_all(site.dir().path() / "state");
  site.start();
  CHECK(rcode(site, "example.com.") == 2);
  CHECK(rcode(site, "other.example.") == 0);
}

TEST_CASE("a file that is gone, and a server that was killed: the version from before answers after a restart") {
  Site site;
  site.zone("example.com", example_zone(7));
  site.start();
  REQUIRE(wait_for_copy(site, "example.com", "; copy serial 7\n"));
  site.zone("example.com", example_zone(8));
  site.reload();
  REQUIRE(wait_for_copy(site, "example.com", "; copy serial 8\n"));
  site.process().signal(SIGKILL);
  site.process().wait(std::chrono::seconds(20));
  std::filesystem::remove(site.dir().path() / "zones/example.com.zone");
  site.start();
  CHECK(site.serial() == "8");
  CHECK(log_line(site.process().log(), "still serving serial 8 from 20").find(" error ") != std::string::npos);
}

TEST_CASE("what a reload published is kept before the process ends") {
  Site site;
  site.zone("example.com", example_zone(7));
  site.start();
  site.zone("example.com", example_zone(8));
  site.reload();
  stop(site);
  CHECK(wait_for_copy(site, "example.com", "; copy serial 8\n"));
}

}  // namespace
}  // namespace bailiwick::e2e
