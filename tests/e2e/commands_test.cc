// The commands of a running server, over its control socket.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

constexpr const char* kOrg =
    "$TTL 1h\n@ SOA ns1.example.com. h.example.com. 1 4h 1h 2w 1h\n@ NS ns1.example.com.\n@ NS ns2.example.com.\n";

struct Ran {
  int exit;
  std::string text;
};

class Commands {
 public:
  explicit Commands(Site& site) : site_(site) {}

  Ran operator()(std::vector<std::string> arguments) {
    const auto log = site_.dir().path() / ("command" + std::to_string(++count_) + ".log");
    arguments.insert(arguments.begin(), BAILIWICK_BINARY);
    arguments.insert(arguments.end(), {"--config", "bailiwick.yaml"});
    support::Process process({arguments, site_.dir().path(), log, {}});
    const auto exit = process.wait(std::chrono::seconds(20));
    return {exit.value_or(-1), process.log()};
  }

 private:
  Site& site_;
  int count_ = 0;
};

TEST_CASE("reload says what became of each zone that changed, and its exit status is the truth") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.zone("example.org", kOrg);
  site.start();
  Commands run(site);
  CHECK(run({"reload"}).exit == 0);

  site.zone("example.com", example_zone(2, "192.0.2.99"));
  const Ran good = run({"reload", "example.com"});
  CAPTURE(good.text);
  CHECK(good.exit == 0);
  CHECK(good.text.find("example.com: ") != std::string::npos);
  CHECK(good.text.find("1 -> 2") != std::string::npos);
  CHECK(site.serial() == "2");

  site.zone("example.com", circular_zone(3));
  const Ran bad = run({"reload"});
  CAPTURE(bad.text);
  CHECK(bad.exit == 1);
  CHECK(bad.text.find("example.com: rejected") != std::string::npos);
  CHECK(bad.text.find("example.com.zone:4: A05") != std::string::npos);
  CHECK(site.serial() == "2");
  CHECK(run({"reload", "example.org"}).exit == 0);  // speaks of the zones named, no others
  CHECK(run({"reload", "nowhere.example"}).exit == 1);

  const Ran status = run({"status"});
  CAPTURE(status.text);
  CHECK(status.exit == 1);
  CHECK(status.text.find("example.com: rejected") != std::string::npos);
  CHECK(run({"status", "--alive"}).exit == 0);

  site.zone("example.com", example_zone(4));
  CHECK(run({"reload"}).exit == 0);
  CHECK(run({"status"}).exit == 0);
  CHECK(site.serial() == "4");
}

TEST_CASE("a config with errors is exit 2 and changes nothing; without a server the exit status is 4") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  Commands run(site);
  const std::string good = support::read_file(site.dir().path() / "bailiwick.yaml");
  site.dir().write("bailiwick.yaml", good + "listne: [127.0.0.1]\n");
  site.dir().write("zones/example.com.zone", example_zone(2));
  const Ran ran = run({"reload"});
  CAPTURE(ran.text);
  CHECK(ran.exit == 2);
  CHECK(ran.text.find("listne") != std::string::npos);
  CHECK(site.serial() == "1");
  const Ran status = run({"status"});
  CHECK(status.exit == 1);
  CHECK(status.text.find("the config has errors") != std::string::npos);
  site.dir().write("bailiwick.yaml", good);
  CHECK(run({"reload"}).exit == 0);
  CHECK(run({"status"}).exit == 0);
  site.process().signal(SIGTERM);
  CHECK(site.process().wait(std::chrono::seconds(10)) == 0);
  CHECK(run({"status"}).exit == 4);
  CHECK(run({"reload"}).exit == 4);
}

TEST_CASE("zone print gives text that loads as the same zone; --json lines are what they say") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  Commands run(site);
  const Ran whole = run({"zone", "print", "example.com"});
  CAPTURE(whole.text);
  CHECK(whole.exit == 0);
  CHECK(whole.text.find("example.com. ") == 0);
  CHECK(run({"zone", "print", "example.com", "www.example.com.", "A"}).text.find("www.example.com. ") == 0);
  const Ran json = run({"status", "--json"});
  const auto last =
      nlohmann::json::parse(json.text.substr(json.text.rfind('\n', json.text.size() - 2) + 1), nullptr, false);
  REQUIRE(last.is_object());
  CHECK(last["v"] == 1);
  CHECK(last["exit"] == 0);
}

TEST_CASE("remove ends the service of a zone whose entry is gone, and not of one that is still configured") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.zone("example.org", kOrg);
  site.start();
  Commands run(site);
  CHECK(run({"remove", "example.org"}).exit == 1);
  CHECK(site.ask("example.org.", "SOA").rcode == 0);
  CHECK(run({"cookie", "roll"}).exit == 0);
  CHECK(run({"log-level", "debug", "--for", "1m"}).exit == 0);
  CHECK(run({"stats"}).text.find("udp_queries ") != std::string::npos);
}

}  // namespace
}  // namespace bailiwick::e2e
