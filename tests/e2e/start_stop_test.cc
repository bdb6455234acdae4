// How the server starts, refuses to start, and ends.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "e2e/site.h"
#include "support/sanitized.h"

namespace bailiwick::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A sanitizer takes its own time at the end.
constexpr auto kEnd = milliseconds(support::kSanitized ? 5000 : 1000);

const char* const kNoSoa = "@ 60 NS ns1.example.com.\nwww 60 A 192.0.2.1\n";

TEST_CASE("SIGTERM and SIGINT end the server in under a second with exit code 0, idle connections or not") {
  for (const int number : {SIGTERM, SIGINT}) {
    CAPTURE(number);
    Site site;
    site.zone("example.com", example_zone());
    site.start();
    support::TcpSocket idle("127.0.0.1", site.port());
    REQUIRE(idle.send(support::encode(query("www.example.com.", "A"))));
    REQUIRE(idle.receive(seconds(5)));
    site.process().signal(number);
    CHECK(site.process().wait(kEnd) == 0);
  }
}

TEST_CASE("a zone that is bad at the first start alone fails, with extended error 14; the others are served") {
  Site site;
  site.zone("example.com", example_zone());
  site.zone("bad.test", kNoSoa);
  site.start();
  CHECK(site.serial() == "1");
  auto asked = query("www.bad.test.", "A");
  CHECK(site.ask(asked).rcode == 2);
  asked.edns = support::Edns{};
  const auto reply = site.ask(asked);
  CHECK(reply.rcode == 2);
  CHECK_FALSE(reply.aa);
  CHECK(reply.answer.empty());
  CHECK(extended_errors(reply) == std::vector{14});
  CHECK(log_line(site.process().log(), "bad.test.zone") != "");

  site.zone("bad.test",
            "@ 60 SOA ns1.example.com. h.example.com. 7 2 3 4 5\n@ 60 NS ns1.example.com.\nwww 60 A 192.0.2.1\n");
  site.reload();
  CHECK(site.ask(asked).answer.size() == 1);
}

TEST_CASE("a zone whose own name servers have no address is bad at the first start too") {
  Site site;
  site.zone("example.com", circular_zone(1));
  site.start();
  CHECK(site.ask("www.example.com.", "A").rcode == 2);
  CHECK(log_line(site.process().log(), "error[A05]").find("example.com.zone:4") != std::string::npos);
}

TEST_CASE("with `checks: {reject: fatal}` the same zone is served, and still told about") {
  Site site;
  site.zone("example.com", circular_zone(1));
  site.configure("checks: {reject: fatal}");
  site.start();
  CHECK(site.serial() == "1");
  CHECK(log_line(site.process().log(), "error[A05]") != "");
}

TEST_CASE("strict refuses to start when one zone is bad") {
  Site site;
  site.zone("example.com", example_zone());
  site.zone("bad.test", kNoSoa);
  site.configure("strict: true");
  auto& process = site.launch();
  CHECK(process.wait(seconds(20)) == 1);
  CHECK(log_line(process.log(), "bad.test.zone") != "");
  CHECK(log_line(process.log(), "zone bad.test: rejected because of A01") != "");
  CHECK(log_line(process.log(), "SERVFAIL") == "");  // nobody answers
  CHECK(log_line(process.log(), "cannot start: 1 zone was rejected, and `strict` is set") != "");
}

TEST_CASE("a config with mistakes ends with exit code 2, each of them told with line and column") {
  Site site;
  site.zone("example.com", example_zone());
  site.configure("worker: 2\nedns: {udp-payload: 10}");
  auto& process = site.launch();
  CHECK(process.wait(seconds(20)) == 2);
  CAPTURE(process.log());
  CHECK(log_line(process.log(), "worker") != "");
  CHECK(log_line(process.log(), "udp-payload") != "");
  CHECK(log_line(process.log(), "bailiwick.yaml:9:1") != "");
}

TEST_CASE("a config that is not there ends with exit code 2") {
  support::TempDir dir("e2e");
  support::Process process(
      {{BAILIWICK_BINARY, "serve", "--config", "nowhere.yaml"}, dir.path(), dir.path() / "log", {}});
  CHECK(process.wait(seconds(20)) == 2);
  CHECK(log_line(process.log(), "nowhere.yaml") != "");
}

TEST_CASE(
    "a state-directory that cannot be written to is one warning, with all that follows from it and what to type") {
  for (const bool has_cookies : {true, false}) {
    CAPTURE(has_cookies);
    Site site;
    site.zone("example.com", example_zone());
    if (!has_cookies) site.configure("cookies: {enabled: false}");
    std::filesystem::create_symlink("nowhere", site.dir().path() / "state");
    site.start();
    REQUIRE(site.process().wait_for_log("state-directory: "));
    // Its secret has been taken before.
    const std::string log = site.process().log();
    CAPTURE(log);
    const std::string line = log_line(log, "state-directory: ");
    CHECK(line.find(" warning ") != std::string::npos);
    CHECK(line.find("No such file or directory") != std::string::npos);
    CHECK((line.find("secret of DNS cookies is lost") != std::string::npos) == has_cookies);
    CHECK(line.find("run `install -d -o ") != std::string::npos);
    CHECK(log_line(log, "DNS cookies: ") == "");
  }
}

// zones-directory without a list of zones, as it is installed.
class FreshInstall {
 public:
  FreshInstall() : dir_("e2e"), port_(support::free_port()) {
    std::filesystem::create_directory(dir_.path() / "zones");
    dir_.write("b.yaml", "listen: [127.0.0.1@" + std::to_string(port_) + "]\nuser: \"\"\nstate-directory: \"\"\ncontrol: {socket: control}\n");
  }
  std::filesystem::path zones() const { return dir_.path() / "zones"; }
  const support::TempDir& dir() const { return dir_; }
  std::unique_ptr<support::Process> run(const std::string& command) const {
    return std::make_unique<support::Process>(support::Command{
        {BAILIWICK_BINARY, command, "--config", "b.yaml"}, dir_.path(), dir_.path() / (command + ".log"), {}});
  }
  int rcode() const {
    const auto reply = support::ask_udp(port_, query("example.com.", "SOA"));
    return reply ? reply->rcode : -1;
  }

 private:
  support::TempDir dir_;
  std::uint16_t port_;
};

TEST_CASE("without any zone the server is up, answers REFUSED, says what to do, and a reload takes up the first zone") {
  const FreshInstall install;
  const auto server = install.run("serve");
  REQUIRE(server->wait_for_log("ready: serving no zones on 127.0.0.1@"));
  const std::string line = log_line(server->log(), "warning[G12]");
  CAPTURE(server->log());
  CHECK(line.find("no zone yet") != std::string::npos);
  CHECK(line.find("systemctl reload bailiwick") != std::string::npos);
  CHECK(install.rcode() == 5);

  install.dir().write("zones/example.com.zone", example_zone(1));
  server->signal(SIGHUP);
  REQUIRE(server->wait_for_log("reloaded: serving 1 zone on"));
  CHECK(install.rcode() == 0);

  // A directory that is suddenly empty takes nothing down.
  std::filesystem::remove(install.zones() / "example.com.zone");
  server->signal(SIGHUP);
  REQUIRE(server->wait_for_log("zone example.com: its file is gone; still serving serial 1"));
  CHECK(install.rcode() == 0);
  CHECK(server->log().rfind("answered REFUSED") < server->log().find("reloaded: serving 1 zone on"));
}

TEST_CASE("check says of a folder without zones what start does, with exit code 0; a folder that is missing is 1") {
  const FreshInstall install;
  const auto check = install.run("check");
  CHECK(check->wait(seconds(20)) == 0);
  CHECK(log_line(check->log(), "warning[G12]").find("no zone yet") != std::string::npos);
  std::filesystem::remove(install.zones());
  const auto missing = install.run("check");
  CHECK(missing->wait(seconds(20)) == 1);
  CHECK(missing->log().contains("does not exist"));
  CHECK(missing->log().contains("create it"));
  // It may be mounted later: the server is up.
  const auto server = install.run("serve");
  REQUIRE(server->wait_for_log("ready: serving no zones on 127.0.0.1@"));
  CHECK(log_line(server->log(), "error[G12]").contains("does not exist"));
  CHECK(install.rcode() == 5);
  install.dir().write("zones/example.com.zone", example_zone(1));
  server->signal(SIGHUP);
  REQUIRE(server->wait_for_log("reloaded: serving 1 zone on"));
  CHECK(install.rcode() == 0);
}

TEST_CASE("odd names of zone files, mistakes in auxiliary files: the good zones are served, and each is logged") {
  const FreshInstall install;
  install.dir().write("zones/example.com.zone", example_zone(1));
  install.dir().write("zones/Example.COM.zone", example_zone(7));
  install.dir().write("zones/example.net (1).zone", example_zone(1));
  install.dir().write("own/x.yaml", "name: x\nrules: {oops: 1}\n");
  install.dir().write("hosts", "ns1 192.0.2.1\n");
  install.dir().write("b.yaml", support::read_file(install.dir().path() / "b.yaml") +
                                    "registries-directory: own\nregistered-hosts: hosts\n");
  const auto server = install.run("serve");
  REQUIRE(server->wait_for_log("ready: serving 1 zone on 127.0.0.1@"));
  CHECK(install.rcode() == 0);
  const std::string log = server->log();
  CHECK(log_line(log, "error[G10]").contains("example.net (1)"));
  CHECK(log_line(log, "error[G11]").contains("'Example.COM.zone', 'example.com.zone'"));
  CHECK(log_line(log, "error[G03]").contains("oops"));
  CHECK(log_line(log, "error[G14]").contains("'ns1' is not a full host name"));
  CHECK(log.contains("zone example.com: loaded serial 1"));
  CHECK_FALSE(log.contains("[C01]"));
  CHECK(install.run("check")->wait(seconds(20)) == 1);
}

TEST_CASE("a listed zone whose file is missing is an error, whatever else there is") {
  const FreshInstall install;
  install.dir().write("b.yaml", support::read_file(install.dir().path() / "b.yaml") + "zones: [example.com]\n");
  CHECK(install.run("check")->wait(seconds(20)) == 2);
}

// A socket of this test's own that has the port, as another server would.
class Squatter {
 public:
  Squatter(std::uint16_t port, int kind) : fd_(::socket(AF_INET, kind | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bound_ = ::bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    if (kind == SOCK_STREAM) bound_ = bound_ && ::listen(fd_, 1) == 0;
  }
  ~Squatter() { ::close(fd_); }
  bool bound() const { return bound_; }

 private:
  int fd_;
  bool bound_;
};

TEST_CASE("a port that is taken is told with its number and its owner") {
  for (const int kind : {SOCK_DGRAM, SOCK_STREAM}) {
    CAPTURE(kind);
    Site site;
    site.zone("example.com", example_zone());
    const Squatter squatter(site.port(), kind);
    REQUIRE(squatter.bound());
    auto& process = site.launch();
    CHECK(process.wait(seconds(20)) == 1);
    const std::string log = process.log();
    CAPTURE(log);
    const std::string line = log_line(log, std::to_string(site.port()));
    CHECK(line != "");
    CHECK(line.find(std::to_string(::getpid())) != std::string::npos);
  }
}

TEST_CASE("a second server on the same port does not start, and the first goes on") {
  Site first;
  first.zone("example.com", example_zone());
  first.start();
  support::Process second({{BAILIWICK_BINARY, "serve", "--config", (first.dir().path() / "bailiwick.yaml").string()},
                           first.dir().path(),
                           first.dir().path() / "second.log",
                           {}});
  CHECK(second.wait(seconds(5)) == 1);
  CHECK(log_line(second.log(), std::to_string(first.port())) != "");
  CHECK(first.serial() == "1");
}

}  // namespace
}  // namespace bailiwick::e2e
