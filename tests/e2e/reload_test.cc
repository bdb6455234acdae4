// SIGHUP: a good change goes live, a bad one never does, and no query is lost meanwhile.
#include <doctest/doctest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <regex>
#include <set>
#include <thread>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

TEST_CASE("a reload serves what the zone file says now, and zones that the config has gained or lost") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  CHECK(site.ask("example.net.", "SOA").rcode == 5);
  site.zone("example.com", example_zone(2, "192.0.2.99"));
  site.zone("example.net", "@ 60 SOA ns1.example.com. h.example.com. 1 2 3 4 5\n@ 60 NS ns1.example.com.\n");
  site.reload();
  CHECK(site.serial() == "2");
  CHECK(support::lines(site.ask("www.example.com.", "A").answer) ==
        std::vector<std::string>{"www.example.com. 3600 A 192.0.2.99"});
  CHECK(site.ask("example.net.", "SOA").answer.size() == 1);
}

TEST_CASE(
    "a name server that loses its address keeps the old zone and is told with file and line; mended, it is served") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  site.zone("example.com", circular_zone(2));
  site.reload();
  CHECK(site.serial() == "1");
  CHECK(support::lines(site.ask("ns1.example.com.", "A").answer) ==
        std::vector<std::string>{"ns1.example.com. 3600 A 192.0.2.1"});
  const std::string line = log_line(site.process().log(), "error[A05]");
  CAPTURE(site.process().log());
  // The NS record that names ns1 stands on line 4.
  CHECK(line.find("example.com.zone:4") != std::string::npos);
  CHECK(line.find("ns1.example.com") != std::string::npos);

  site.zone("example.com", example_zone(3));
  site.reload();
  CHECK(site.serial() == "3");
}

TEST_CASE("the log says until when a zone is signed, and one whose signatures have expired is served") {
  const auto zone_signed = [](int serial, const std::string& dates) {
    return example_zone(serial) + "@ 60 RRSIG SOA 15 2 60 " + dates + " 1 example.com. AAAA\n";
  };
  Site site;
  site.zone("example.com", zone_signed(1, "20361101000000 20261101000000"));
  site.start();
  const std::string loaded = log_line(site.process().log(), "zone example.com: loaded serial 1,");
  CHECK(loaded.find(", signed until 2036-11-01 (") != std::string::npos);
  site.zone("example.com", zone_signed(2, "20261101000000 20261001000000"));
  site.reload();
  CHECK(site.serial() == "2");
  const std::string reloaded = log_line(site.process().log(), "zone example.com: serial 1 -> 2,");
  CHECK(reloaded.find(", signatures expired since 2026-11-01") != std::string::npos);
}

TEST_CASE("a mistyped address keeps the old zone, and the log points at it") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  std::string broken = example_zone(2);
  broken.replace(broken.find("192.0.2.1"), 9, "192.0.2.1111");
  site.zone("example.com", broken);
  site.reload();
  CHECK(site.serial() == "1");
  CAPTURE(site.process().log());
  // Line 6, where the address begins: "ns1 A " is six octets.
  CHECK(log_line(site.process().log(), "example.com.zone:6:7") != "");
}

TEST_CASE("a zone file that is gone keeps the old zone") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  std::filesystem::remove(site.dir().path() / "zones/example.com.zone");
  site.reload();
  CHECK(site.serial() == "1");
}

TEST_CASE("a config with a mistake leaves everything as it was") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  site.zone("example.com", example_zone(2));
  site.dir().write("bailiwick.yaml", "listne: [127.0.0.1]\n");
  site.process().signal(SIGHUP);
  CHECK(site.process().wait_for_log("bailiwick.yaml:1"));
  CHECK(site.serial() == "1");
  site.reload();  // with a good config again
  CHECK(site.serial() == "2");
}

TEST_CASE("a finding that the zone file allows is not in the log, at start and at reload; without the waiver it is") {
  Site site;
  const std::string orphan = "stray.example.com. NS ns.far.example.\nns9.stray.example.com. A 192.0.2.9";
  site.zone("example.com", example_zone(1) + orphan + " ; bailiwick: allow D09\n");
  site.start();
  site.reload();
  CAPTURE(site.process().log());
  CHECK(log_line(site.process().log(), "D09") == "");
  CHECK(log_line(site.process().log(), "zone example.com: 1 finding is allowed by waivers") != "");

  site.zone("example.com", example_zone(2) + orphan + " ; bailiwick: allow D09 until=2001-01-01\n");
  site.reload();
  CHECK(log_line(site.process().log(), "warning[D09]").find("example.com.zone:13:") != std::string::npos);
  CHECK(log_line(site.process().log(), "[W01]").find("2001-01-01") != std::string::npos);
}

TEST_CASE("the log tells each finding once, and what is wrong before what follows from it") {
  Site site;
  const std::string half = "$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 hostmaster 1 4h 1h 2w 1h\n@ NS ns1\n@ NS ns2\n";
  site.zone("example.com", half + "ns1 A 192.0.2.1\n");
  site.zone("example.org", example_zone(1));
  site.start();
  const std::string log = site.process().log();
  CAPTURE(log);
  const std::string a05 = "error[A05]: name server ns2.example.com lies inside";
  REQUIRE(log.find(a05) != std::string::npos);
  CHECK(log.find(a05) == log.rfind(a05));
  CHECK(log.find(a05) < log.find("warning[C10]"));
  CHECK(log.find("warning[C10]") != std::string::npos);
  CHECK(log.find(a05) < log.find("warning[C13]"));
  const std::string refused = log_line(log, "zone example.com: rejected ");
  CHECK(refused.find("because of A05 at ") != std::string::npos);
  CHECK(refused.find("example.com.zone:5:6; answering SERVFAIL") != std::string::npos);
  CHECK(log.find("lies inside example.com", log.find(refused)) == std::string::npos);
}

TEST_CASE("what keeps a zone from going live cannot be waived") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  site.zone("example.com", circular_zone(2) + "; bailiwick: allow-zone A05\n");
  site.reload();
  CHECK(site.serial() == "1");
  CHECK(log_line(site.process().log(), "error[A05]") != "");
}

TEST_CASE("a waiver for the whole zone holds for the serial that was not raised, too") {
  for (const bool is_waived : {false, true}) {
    CAPTURE(is_waived);
    Site site;
    site.zone("example.com", example_zone(1));
    site.start();
    site.zone("example.com", example_zone(1, "192.0.2.99") + (is_waived ? "; bailiwick: allow-zone A10\n" : ""));
    site.reload();
    CHECK((log_line(site.process().log(), "[A10]") == "") == is_waived);
  }
}

TEST_CASE("check says before the reload that the serial was not raised") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  const auto kept = site.dir().path() / "state/serials.log";
  for (int tries = 0; tries < 2000 && !std::filesystem::exists(kept); ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  const auto check = [&] {
    std::filesystem::remove(site.dir().path() / "check.log");
    support::Process process({{BAILIWICK_BINARY, "check", "--format", "short", "--config", "bailiwick.yaml"},
                              site.dir().path(),
                              site.dir().path() / "check.log",
                              {}});
    CHECK(process.wait(std::chrono::seconds(20)) == 0);
    return process.log();
  };
  CHECK(log_line(check(), "[A10]") == "");
  site.zone("example.com", example_zone(1, "192.0.2.99"));
  CHECK(log_line(check(), "warning[A10]: the zone has changed, but its serial is still 1") != "");
  site.zone("example.com", example_zone(2, "192.0.2.99"));
  CHECK(log_line(check(), "[A10]") == "");
}

TEST_CASE("the log sums up who is served, who kept its old version, and who is left out") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.zone("new.test", "@ 60 NS ns1.example.com.\n");  // no SOA
  site.start();
  site.zone("example.com", circular_zone(2));
  site.reload();
  REQUIRE(site.process().wait_for_log("reloaded: "));  // after the zones are served
  CAPTURE(site.process().log());
  const std::string line = log_line(site.process().log(), "reloaded: ");
  CHECK(line.find("serving 2 zones on ") != std::string::npos);
  CHECK(line.find("1 up to date, 1 in its previous version") != std::string::npos);
  CHECK(line.find("; 1 zone not loaded, answering SERVFAIL") != std::string::npos);
  CHECK(line.find("; rejected or held: example.com, new.test") != std::string::npos);
  CHECK(line.find("warning") != std::string::npos);
}

TEST_CASE("a delegation to this very server without the zone is told at start (D20), but not by a wildcard address") {
  const std::string lame = "sub NS ns.sub\nns.sub A 127.0.0.1\n";
  for (const std::string listen : {"127.0.0.1", "0.0.0.0,::"}) {
    CAPTURE(listen);
    Site site(listen);
    site.zone("example.com", example_zone(1) + lame);
    site.start();
    site.reload();
    CAPTURE(site.process().log());
    CHECK((log_line(site.process().log(), "[D20]") != "") == (listen == "127.0.0.1"));
  }
}

// Asks without a pause until told to stop; counts what is lost and what is wrong.
struct Load {
  std::atomic<bool> stop = false;
  long answered = 0, lost = 0, wrong = 0;
  void run(std::uint16_t port, bool tcp) {
    const auto asked = query("www.example.com.", "A");
    while (!stop) {
      const auto reply = tcp ? support::ask_tcp(port, asked) : support::ask_udp(port, asked);
      const bool right = reply && reply->rcode == 0 && reply->aa && reply->answer.size() == 1;
      ++(right ? answered : reply ? wrong : lost);
    }
  }
};

TEST_CASE("reloads under constant questions lose none") {
  Site site;
  site.zone("example.com", example_zone(1));
  site.start();
  Load udp, tcp;
  std::thread one([&] { udp.run(site.port(), false); });
  std::thread two([&] { tcp.run(site.port(), true); });
  std::string last;
  for (int serial = 2; serial <= 12; ++serial) {
    site.zone("example.com", serial % 3 == 0 ? circular_zone(serial) : example_zone(serial));
    site.reload();
    last = site.serial();
  }
  udp.stop = tcp.stop = true;
  one.join();
  two.join();
  CHECK(last == "11");  // 12 is circular
  for (const Load* load : {&udp, &tcp}) {
    CHECK(load->answered > 0);
    CHECK(load->lost == 0);
    CHECK(load->wrong == 0);
  }
}

}  // namespace
}  // namespace bailiwick::e2e
