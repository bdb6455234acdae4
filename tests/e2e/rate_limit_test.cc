// A flood with forged sources over real sockets: the addresses 127.9.9.0/24, which loopback lets anyone send from, are
// the victim's. What it gets is counted; others must not notice.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <memory>
#include <thread>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kRate = 20;
constexpr int kWorkers = 2;  // as a Site has; each has a limit of its own

struct Got {
  int asked = 0;
  int whole = 0;
  int truncated = 0;
  double seconds = 0;
};

class Forger {
 public:
  Forger(const Site& site, const std::string& net) : site_(site) {
    for (int host = 1; host <= 50; ++host) {
      sockets_.push_back(std::make_unique<support::UdpSocket>("127.0.0.1", site.port()));
      sockets_.back()->bind_to(net + std::to_string(host));
    }
  }

  // Asks from all of them in turn, as fast as the server takes it, and counts what comes back.
  Got flood(int rounds) {
    const support::Octets message = support::encode(query("www.example.com.", "A"));
    const auto began = Clock::now();
    Got got;
    for (int round = 0; round < rounds; ++round) {
      for (const auto& socket : sockets_) got.asked += socket->send(message) ? 1 : 0;
      (void)site_.ask("www.example.com.", "A", true);  // gives the server time for those
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    got.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    for (const auto& socket : sockets_) take(*socket, got);
    return got;
  }

 private:
  static void take(support::UdpSocket& socket, Got& got) {
    while (const auto message = socket.receive(std::chrono::milliseconds(1))) {
      const auto reply = support::parse_reply(*message);
      REQUIRE(reply);
      got.whole += reply->answer.size() == 1 ? 1 : 0;
      got.truncated += reply->tc && reply->answer.empty() ? 1 : 0;
    }
  }

  const Site& site_;
  std::vector<std::unique_ptr<support::UdpSocket>> sockets_;
};

std::string limited(const std::string& more = "") {
  return "rate-limit: {enabled: true, responses-per-second: " + std::to_string(kRate) + more + "}";
}

std::uint64_t counted(Site& site, const std::string& counter) {
  site.process().signal(SIGTERM);
  CHECK(site.process().wait(std::chrono::seconds(5)) == 0);
  const std::string line = log_line(site.process().log(), "stopped after");
  const std::size_t at = line.find(' ' + counter + '=');
  return at == std::string::npos ? 0 : std::stoull(line.substr(at + counter.size() + 2));
}

TEST_CASE("a spoofed flood: its victim gets no more than the rate, every other reply is truncated, others are served") {
  Site site(RateLimit::AsConfigured);
  site.zone("example.com", example_zone());
  site.configure(limited());
  site.start();
  Forger forger(site, "127.9.9.");
  const Got got = forger.flood(40);
  const double most = kWorkers * kRate * (2 + got.seconds);
  CHECK(got.asked == 2000);
  CHECK(got.whole <= most);
  CHECK(got.whole >= kRate);
  CHECK(got.truncated > 0);
  CHECK(got.truncated <= (got.asked - got.whole + kWorkers) / 2);
  support::UdpSocket bystander("127.0.0.1", site.port());
  bystander.bind_to("127.9.8.1");
  for (int i = 0; i < kRate / 2; ++i) {
    REQUIRE(bystander.send(support::encode(query("www.example.com.", "A"))));
    const auto message = bystander.receive(std::chrono::seconds(5));
    REQUIRE(message);
    CHECK(support::parse_reply(*message)->answer.size() == 1);
  }
  CHECK(counted(site, "rate_dropped") >= 500);
}

TEST_CASE("dry run says in the counters what would be dropped, and drops nothing") {
  Site site(RateLimit::AsConfigured);
  site.zone("example.com", example_zone());
  site.configure(limited(", dry-run: true"));
  site.start();
  const Got got = Forger(site, "127.9.9.").flood(10);
  CHECK(got.whole == got.asked);
  CHECK(counted(site, "rate_dry_run") > 0);
}

TEST_CASE("networks that are exempt are not limited, and a reload takes up the list") {
  Site site(RateLimit::AsConfigured);
  site.zone("example.com", example_zone());
  site.configure(limited(", exempt: [127.9.0.0/16]"));
  site.start();
  const Got got = Forger(site, "127.9.9.").flood(10);
  CHECK(got.whole == got.asked);
  CHECK(counted(site, "rate_dropped") == 0);
}

TEST_CASE("by default a server limits, and at a level that no single client of ordinary manners meets") {
  Site site(RateLimit::AsConfigured);
  site.zone("example.com", example_zone());
  site.start();
  for (int i = 0; i < 500; ++i) REQUIRE(site.ask("www.example.com.", "A").answer.size() == 1);
  Forger forger(site, "127.9.9.");
  const Got got = forger.flood(400);
  CHECK(got.whole < got.asked);
  CHECK(counted(site, "rate_dropped") > 0);
}

}  // namespace
}  // namespace bailiwick::e2e
