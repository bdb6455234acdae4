// What systemd is told: the messages of sd_notify(3) as they arrive on the socket of a service manager.
#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

class NotifySocket {
 public:
  explicit NotifySocket(const std::filesystem::path& path) : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  }
  ~NotifySocket() { ::close(fd_); }

  // Reads messages until one has a line that is `wanted` (as a whole); empty when none comes.
  std::string wait_for(const std::string& wanted) {
    for (int messages = 0; messages < 1000; ++messages) {
      pollfd waiting{fd_, POLLIN, 0};
      if (::poll(&waiting, 1, 20000) <= 0) return "";
      char text[4096];
      const ssize_t got = ::recv(fd_, text, sizeof(text), 0);
      const std::string message = "\n" + std::string(text, static_cast<std::size_t>(std::max<ssize_t>(got, 0))) + "\n";
      if (message.find("\n" + wanted + "\n") != std::string::npos) return message;
    }
    return "";
  }

 private:
  int fd_;
};

TEST_CASE("systemd is told of readiness with the number of zones, of reloads, of life, and of the end") {
  Site site;
  site.zone("example.com", example_zone());
  site.zone("example.net", "@ 60 SOA ns1.example.com. h.example.com. 1 2 3 4 5\n@ 60 NS ns1.example.com.\n");
  const auto path = site.dir().path() / "notify";
  NotifySocket manager(path);
  site.launch({{"NOTIFY_SOCKET", path.string()}, {"WATCHDOG_USEC", "400000"}});

  const std::string ready = manager.wait_for("READY=1");
  CAPTURE(ready);
  REQUIRE(ready != "");
  const std::string status = log_line(ready, "STATUS=");
  CHECK(status.find('2') != std::string::npos);
  CHECK(site.serial() == "1");  // ready means that it answers

  CHECK(manager.wait_for("WATCHDOG=1") != "");
  CHECK(manager.wait_for("WATCHDOG=1") != "");

  site.process().signal(SIGHUP);
  const std::string reloading = manager.wait_for("RELOADING=1");
  CAPTURE(reloading);
  CHECK(reloading.find("\nMONOTONIC_USEC=") != std::string::npos);  // Type=notify-reload needs it
  CHECK(manager.wait_for("READY=1") != "");

  site.process().signal(SIGTERM);
  CHECK(manager.wait_for("STOPPING=1") != "");
  CHECK(site.process().wait(std::chrono::seconds(20)) == 0);
}

}  // namespace
}  // namespace bailiwick::e2e
