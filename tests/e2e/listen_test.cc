// Addresses that cannot be had: the server answers on what it has, and never lets go of what works for what does not.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

using std::chrono::seconds;

constexpr const char* kAbsent = "192.0.2.99";  // RFC 5737: no machine's

// Has the TCP port of a loopback address, as another server would.
class Holder {
 public:
  Holder(const char* address, std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    inet_pton(AF_INET, address, &at.sin_addr);
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
    REQUIRE(::listen(fd_, 1) == 0);
  }
  ~Holder() { release(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  void release() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

// The config as the site writes it, but with this for `listen`.
void listen_on(const Site& site, const std::string& addresses) {
  site.write_config();
  std::string text = support::read_file(site.dir().path() / "bailiwick.yaml");
  text = "listen: [" + addresses + "]" + text.substr(text.find('\n'));
  site.dir().write("bailiwick.yaml", text);
}

TEST_CASE(
    "a `listen` that names an address of another machine leaves the server answering, with one error; check warns") {
  Site site;
  const std::uint16_t metrics = support::free_port();
  const std::string port = "@" + std::to_string(site.port());
  site.zone("example.com", example_zone(1));
  site.configure("metrics: {listen: 127.0.0.1@" + std::to_string(metrics) + "}");
  site.start();
  listen_on(site, kAbsent + port);
  support::Process check({{BAILIWICK_BINARY, "check", "--format", "short", "--config", "bailiwick.yaml"},
                          site.dir().path(),
                          site.dir().path() / "check.log",
                          {}});
  CHECK(check.wait(seconds(20)) == 0);
  const std::string warned = log_line(check.log(), "[G18]");
  CHECK(warned.contains("bailiwick.yaml:1:"));
  CHECK(warned.contains("warning[G18]: listen: no interface of this machine has the address 192.0.2.99"));

  site.zone("example.com", example_zone(2));
  site.process().signal(SIGHUP);
  REQUIRE(site.process().wait_for_log("; not applied: listen"));
  CAPTURE(site.process().log());
  CHECK(site.serial() == "2");
  CHECK(site.ask("www.example.com.", "A", true).answer.size() == 1);
  const std::string error = log_line(site.process().log(), "listen: cannot listen on 192.0.2.99" + port);
  CHECK(error.contains(" error "));
  CHECK(error.contains("; listening on 127.0.0.1" + port + "; retried every 10 s"));
  CHECK(
      log_line(site.process().log(), "; not applied: listen").contains("reloaded: serving 1 zone on 127.0.0.1" + port));
  CHECK(get_metrics(metrics).contains("bailiwick_reloads_total{outcome=\"zones_rejected\"} 1\n"));

  site.reload();  // with the config that was good
  CHECK(site.process().wait_for_log("reloaded: serving 2 zones on 127.0.0.1" + port));
}

TEST_CASE("at a start one address that is taken does not keep the others from serving, and is opened once it is free") {
  Site site("127.0.0.1,127.0.0.2");
  const std::uint16_t metrics = support::free_port();
  const std::string port = "@" + std::to_string(site.port());
  site.zone("example.com", example_zone(1));
  site.configure("metrics: {listen: [127.0.0.1@" + std::to_string(metrics) + ", 127.0.0.2@" + std::to_string(metrics) +
                 "]}");
  Holder holder("127.0.0.2", site.port());
  Holder metrics_holder("127.0.0.2", metrics);
  site.start();
  const std::string log = site.process().log();
  CAPTURE(log);
  CHECK(log_line(log, "listen: cannot listen on 127.0.0.2" + port).contains("; retried every 10 s"));
  CHECK(log_line(log, "metrics.listen: cannot listen on 127.0.0.2@").contains("; retried every 10 s"));
  CHECK(log_line(log, "ready: ").ends_with("serving 1 zone on 127.0.0.1" + port));
  CHECK(get_metrics(metrics).starts_with("HTTP/1.1 200 "));

  holder.release();
  metrics_holder.release();
  REQUIRE(
      site.process().wait_for_log("metrics are at 127.0.0.1@" + std::to_string(metrics) + ", 127.0.0.2@", seconds(25)));
  CHECK(site.process().wait_for_log("now listening on 127.0.0.1" + port + ", 127.0.0.2" + port));
  CHECK(support::TcpSocket("127.0.0.2", site.port()).connected());
  CHECK(support::TcpSocket("127.0.0.2", metrics).connected());
}

TEST_CASE("only a server that could answer on no address does not start") {
  Site site("127.0.0.1,192.0.2.99");
  site.zone("example.com", example_zone(1));
  const Holder holder("127.0.0.1", site.port());
  CHECK(site.launch().wait(seconds(20)) == 1);
  CAPTURE(site.process().log());
  CHECK(log_line(site.process().log(), "cannot start: no address of `listen` can be listened on") != "");
}

}  // namespace
}  // namespace bailiwick::e2e
