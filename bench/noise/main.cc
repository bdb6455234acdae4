// bench_noise: what a name server on the Internet has to bear beside its queries, for bench/soak: malformed UDP packets
// (cut short, bits flipped, random octets, replies) at --rate, and TCP connections that are opened, fed whole queries,
// parts of one or rubbish, read or not read, and dropped in between, some with a reset. Nothing is judged; answers are
// read and forgotten. Deterministic but for time.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <chrono>
#include <cstdio>
#include <vector>

#include "base/bytes.h"
#include "common/address.h"
#include "common/question.h"
#include "common/random.h"

namespace bailiwick::bench {
namespace {

using Octets = std::vector<std::uint8_t>;

struct Options {
  std::string server = "127.0.0.1@5300";
  std::string name = "example.com";
  unsigned rate = 1000;  // packets a second
  unsigned connections = 40;
  double seconds = 10;
};

class Noise {
 public:
  Noise(const Options& options, const Address& server) : options_(options), server_(server) {
    connections_.resize(options.connections, -1);
  }
  ~Noise();
  Noise(const Noise&) = delete;
  Noise& operator=(const Noise&) = delete;

  base::Result<void> run();

 private:
  Octets query();
  Octets malformed();
  void disturb_udp(unsigned packets);
  void disturb_tcp(int& fd);
  void drop(int& fd);

  const Options options_;
  const Address server_;
  Random random_{4};
  int udp_ = -1;
  std::vector<int> connections_;
  unsigned long long packets_ = 0, opened_ = 0, refused_ = 0;
};

Noise::~Noise() {
  for (const int fd : connections_) {
    if (fd >= 0) close(fd);
  }
  if (udp_ >= 0) close(udp_);
}

Octets Noise::query() {
  Octets octets;
  (void)append_query(options_.name, "A", random_.below(2) ? Edns::On : Edns::Off, octets);
  return octets;
}

Octets Noise::malformed() {
  Octets octets = query();
  switch (random_.below(4)) {
    case 0:
      octets.resize(random_.below(octets.size()));
      break;
    case 1:
      for (int i = 0; i < 8; ++i)
        octets[random_.below(octets.size())] ^= static_cast<std::uint8_t>(1 << random_.below(8));
      break;
    case 2:
      octets.resize(random_.below(600));
      for (auto& octet : octets) octet = static_cast<std::uint8_t>(random_.next());
      break;
    case 3:
      octets[2] |= 0x80;  // a reply
      break;
  }
  return octets;
}

void Noise::disturb_udp(unsigned packets) {
  std::array<std::uint8_t, 4096> reply;
  for (unsigned i = 0; i < packets; ++i) {
    const Octets octets = malformed();
    if (sendto(udp_, octets.data(), octets.size(), MSG_DONTWAIT, server_.get(), server_.length) >= 0) ++packets_;
  }
  for (unsigned i = 0; i < packets; ++i) {
    if (recv(udp_, reply.data(), reply.size(), MSG_DONTWAIT) < 0) break;
  }
}

void Noise::drop(int& fd) {
  const linger at_once{1, 0};  // close() then sends a reset
  if (random_.below(2)) setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  close(fd);
  fd = -1;
}

// One step in the life of a connection.
void Noise::disturb_tcp(int& fd) {
  if (fd < 0) {
    fd = socket(server_.family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
    ++opened_;
    if (connect(fd, server_.get(), server_.length) != 0) {
      ++refused_;
      close(fd);
      fd = -1;
    }
    return;
  }
  std::array<std::uint8_t, 4096> replies;
  Octets octets = random_.below(4) ? query() : malformed();
  octets.insert(octets.begin(),
                {static_cast<std::uint8_t>(octets.size() >> 8), static_cast<std::uint8_t>(octets.size())});
  switch (random_.below(4)) {
    case 0:
      octets.resize(random_.below(octets.size() + 1));  // the next step continues with what does not belong there
      [[fallthrough]];
    case 1:
      if (send(fd, octets.data(), octets.size(), MSG_DONTWAIT | MSG_NOSIGNAL) < 0) drop(fd);
      break;
    case 2:
      if (recv(fd, replies.data(), replies.size(), MSG_DONTWAIT) == 0) drop(fd);
      break;
    case 3:
      drop(fd);
      break;
  }
}

base::Result<void> Noise::run() {
  using Clock = std::chrono::steady_clock;
  udp_ = socket(server_.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (udp_ < 0) return base::fail_errno("cannot open a socket", errno);
  const auto end = Clock::now() + std::chrono::duration<double>(options_.seconds);
  constexpr unsigned steps_a_second = 100;
  while (Clock::now() < end) {
    disturb_udp(options_.rate / steps_a_second);
    for (int i = 0; i < 4; ++i) disturb_tcp(connections_[random_.below(connections_.size())]);
    usleep(1'000'000 / steps_a_second);
  }
  std::printf("packets %llu\nconnections %llu\nrefused %llu\n", packets_, opened_, refused_);
  return {};
}

}  // namespace
}  // namespace bailiwick::bench

int main(int argc, char** argv) {
  using namespace bailiwick::bench;
  Options options;
  CLI::App app("Send malformed packets to a DNS server on loopback, and open and drop TCP connections.");
  app.add_option("--server", options.server, "loopback ADDRESS@PORT")->capture_default_str();
  app.add_option("--name", options.name, "what the queries start from")->capture_default_str();
  app.add_option("--rate", options.rate, "packets a second")->check(CLI::Range(100, 1'000'000))->capture_default_str();
  app.add_option("--connections", options.connections, "most open at a time")->check(CLI::Range(1, 1000));
  app.add_option("--seconds", options.seconds, "how long")->check(CLI::Range(0.1, 86400.0))->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const auto server = parse_loopback(options.server);
  const auto done = server ? Noise(options, *server).run() : std::unexpected(server.error());
  if (!done) {
    std::fprintf(stderr, "noise: %s\n", done.error().message.c_str());
    return 1;
  }
}
