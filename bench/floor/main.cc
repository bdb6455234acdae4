// The floor: the least that a UDP server can do here. It takes up to --batch packets with one recvmmsg, sets QR in each
// and sends them back with one sendmmsg; no server that answers through ordinary sockets can beat it by much.
// With --pad every reply has at least that many octets, for a floor at the size of real answers.
// It ends by itself after --seconds, should nobody end it sooner.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "common/address.h"
#include "transport/udp.h"

namespace bailiwick::bench {
namespace {

constexpr std::size_t slot_octets = 4096 + 64;  // as far apart as Bailiwick's (transport/udp.h says why)

struct Options {
  std::string listen = "127.0.0.1@5300";
  unsigned batch = transport::UdpBatch::kMessages;  // as many as Bailiwick takes, so that only the work differs
  unsigned pad = 0;
  unsigned seconds = 3600;
  bool describe = false;
};

// The vectors that recvmmsg and sendmmsg work on: one slot a packet, set up once.
struct Batch {
  explicit Batch(unsigned size) : octets(size * slot_octets), peers(size), parts(size), messages(size) {
    for (unsigned i = 0; i < size; ++i) {
      parts[i].iov_base = octets.data() + i * slot_octets;
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
      messages[i].msg_hdr.msg_name = &peers[i];
    }
  }
  void make_ready(unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
      parts[i].iov_len = slot_octets;
      messages[i].msg_hdr.msg_namelen = sizeof(peers[i]);
    }
  }
  std::vector<std::uint8_t> octets;
  std::vector<sockaddr_in6> peers;
  std::vector<iovec> parts;
  std::vector<mmsghdr> messages;
};

int open_socket(const Address& address) {
  const int fd = socket(address.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const int buffer = 1 << 20;
  if (fd < 0) return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof(buffer)) != 0) {
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof(buffer));
  }
  return bind(fd, address.get(), address.length) == 0 ? fd : -1;
}

void echo(int fd, const Options& options) {
  Batch batch(options.batch);
  batch.make_ready(options.batch);
  for (;;) {  // bounded in time by alarm()
    const int got = recvmmsg(fd, batch.messages.data(), options.batch, MSG_WAITFORONE, nullptr);
    if (got <= 0) continue;
    for (int i = 0; i < got; ++i) {
      const std::size_t length = batch.messages[i].msg_len;
      if (length > 2) batch.octets[i * slot_octets + 2] |= 0x80;
      batch.parts[i].iov_len = std::max<std::size_t>(length, options.pad);
    }
    for (int sent = 0, tries = 0; sent < got && tries < got; ++tries) {
      const int now = sendmmsg(fd, batch.messages.data() + sent, static_cast<unsigned>(got - sent), 0);
      sent += std::max(now, 1);  // a packet that cannot go is dropped
    }
    batch.make_ready(static_cast<unsigned>(got));
  }
}

}  // namespace
}  // namespace bailiwick::bench

int main(int argc, char** argv) {
  using namespace bailiwick::bench;
  Options options;
  CLI::App app("Echo every UDP packet with QR set: the floor that servers are measured against.");
  app.add_option("--listen", options.listen, "loopback ADDRESS@PORT")->capture_default_str();
  app.add_option("--batch", options.batch, "packets a system call")->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--pad", options.pad, "least octets of a reply")->check(CLI::Range(0, 4096))->capture_default_str();
  app.add_option("--seconds", options.seconds, "end by itself after")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  app.add_flag("--describe", options.describe, "say what this floor is, and end");
  CLI11_PARSE(app, argc, argv);

  if (options.describe) {
    std::printf("echo with recvmmsg/sendmmsg of %u\n", options.batch);
    return 0;
  }
  const auto address = parse_loopback(options.listen);
  if (!address) {
    std::fprintf(stderr, "floor: %s\n", address.error().message.c_str());
    return 2;
  }
  const int fd = open_socket(*address);
  if (fd < 0) {
    std::perror(("floor: " + options.listen).c_str());
    return 1;
  }
  alarm(options.seconds);
  echo(fd, options);
}
