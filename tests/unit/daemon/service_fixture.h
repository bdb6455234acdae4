// A service with two workers on a free port of 127.0.0.1, and a small client of it.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <string>

#include "config/load.h"
#include "daemon/service.h"
#include "support/zone_files.h"

namespace bailiwick::daemon {

inline constexpr std::size_t kWorkers = 2;

// A query for NAME SOA, and the serial or rcode of its reply, as a small client would see them.
class Asker {
 public:
  explicit Asker(std::uint16_t port, const char* address = "127.0.0.1") : fd_(::socket(AF_INET, SOCK_DGRAM, 0)) {
    timeval patience{.tv_sec = 3, .tv_usec = 0};
    setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const auto server = *transport::SocketAddress::parse(address, port);
    REQUIRE(::connect(fd_.get(), server.data(), server.size()) == 0);
  }

  // -1: no reply; otherwise the serial, or 100000 + rcode when that is not zero.
  long serial(const std::string& zone) {
    std::string query("\x42\x57\0\0\0\1\0\0\0\0\0\0", 12);
    const wire::Name name = *wire::Name::from_text(zone);
    query.append(reinterpret_cast<const char*>(name.data()), name.size());
    query.append("\0\6\0\1", 4);
    if (::send(fd_.get(), query.data(), query.size(), 0) < 0) return -1;
    std::uint8_t reply[4096];
    const ssize_t size = ::recv(fd_.get(), reply, sizeof reply, 0);
    if (size < 12) return -1;
    if ((reply[3] & 15) != 0) return 100000 + (reply[3] & 15);
    // The SOA is the last record; its five numbers are the last of it.
    return size < 32 ? -1 : static_cast<long>(base::load32(reply + size - 20));
  }

 private:
  transport::Descriptor fd_;
};

class RunningService {
 public:
  RunningService(const support::ZoneFiles& files, const std::string& yaml = "")
      : listen_(free_port()),
        path_(files.write_config("listen: [127.0.0.1@" + std::to_string(listen_) + "]\n" + yaml)),
        loaded_(config::load_file(path_)),
        service(made(path_, loaded_.config)) {
    REQUIRE(loaded_.usable());
    Opened opened = open_addresses(loaded_.config.listen, kWorkers);
    REQUIRE(opened.problems.empty());
    service.start(std::move(opened.addresses), [this] { ++ended; });
  }
  ~RunningService() {
    service.abort();
    service.join();
  }
  std::uint16_t port() const { return listen_; }

  static std::uint16_t free_port() {
    const auto pairs = transport::open_pairs(*transport::SocketAddress::parse("127.0.0.1", 0), 1);
    REQUIRE(pairs);
    return transport::local_address(pairs->front().udp.get()).port();
  }

 private:
  static Service made(const std::string& path, const config::Config& config) {
    ZoneRuns runs;
    const publish::RunOutcome first = runs.run(config, {});
    return Service(path, config, std::move(runs), first);
  }

  std::uint16_t listen_;
  std::string path_;
  config::Loaded loaded_;

 public:
  Service service;
  std::atomic<int> ended = 0;
};

inline std::string listen_line(std::uint16_t port) {
  return "listen: [127.0.0.1@" + std::to_string(port) + "]\n";
}

}  // namespace bailiwick::daemon
