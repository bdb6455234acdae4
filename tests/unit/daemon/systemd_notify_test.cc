#include "daemon/systemd_notify.h"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <string>

#include "transport/descriptor.h"

using namespace bailiwick::daemon;

namespace {

// Listens where systemd would.
class Listener {
 public:
  Listener() : fd_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
    const std::string path = "/bailiwick-notify-test-" + std::to_string(getpid());
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    path.copy(address.sun_path + 1, path.size() - 1, 1);  // in the abstract name space: it leaves nothing behind
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
    REQUIRE(::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
    setenv("NOTIFY_SOCKET", ("@" + path.substr(1)).c_str(), 1);
  }
  ~Listener() { unsetenv("NOTIFY_SOCKET"); }

  std::string next() {
    char text[1024];
    const ssize_t size = ::recv(fd_.get(), text, sizeof text, MSG_DONTWAIT);
    return {text, size > 0 ? static_cast<std::size_t>(size) : 0};
  }

 private:
  bailiwick::transport::Descriptor fd_;
};

}  // namespace

TEST_CASE("systemd is told in its own words") {
  Listener listener;
  notify::ready("Serving 2 zones\non port 53");
  CHECK(listener.next() == "READY=1\nSTATUS=Serving 2 zones on port 53");
  notify::reloading("Reloading");
  const std::string reloading = listener.next();
  CHECK(reloading.starts_with("RELOADING=1\nMONOTONIC_USEC="));
  CHECK(reloading.ends_with("\nSTATUS=Reloading"));
  notify::starting("Loading zone example.com", std::chrono::seconds(60));
  CHECK(listener.next() == "STATUS=Loading zone example.com\nEXTEND_TIMEOUT_USEC=60000000");
  notify::alive();
  CHECK(listener.next() == "WATCHDOG=1");
  notify::stopping();
  CHECK(listener.next() == "STOPPING=1\nSTATUS=Stopping");
}

TEST_CASE("the watchdog's interval is what systemd asks of this process") {
  CHECK_FALSE(notify::watchdog_interval());
  setenv("WATCHDOG_USEC", "2000000", 1);
  setenv("WATCHDOG_PID", std::to_string(getpid()).c_str(), 1);
  CHECK(notify::watchdog_interval() == std::chrono::seconds(2));
  setenv("WATCHDOG_PID", "1", 1);
  CHECK_FALSE(notify::watchdog_interval());
  unsetenv("WATCHDOG_USEC");
  unsetenv("WATCHDOG_PID");
}

TEST_CASE("without systemd nothing happens") {
  notify::ready("Serving");
}
