#include "transport/sockets.h"

#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "transport/port_holder.h"

using namespace bailiwick::transport;

namespace {

int option(int fd, int level, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  getsockopt(fd, level, name, &value, &size);
  return value;
}

// Another process that holds a port, as another name server would, until it goes out of scope.
class OtherProcess {
 public:
  explicit OtherProcess(const SocketAddress& address, int extra_option = 0) {
    int ready[2], done[2];
    REQUIRE(pipe(ready) == 0);
    REQUIRE(pipe(done) == 0);
    pid = fork();
    if (pid == 0) {
      ::close(done[1]);
      const int fd = ::socket(address.family(), SOCK_DGRAM, 0);
      int on = 1;
      if (extra_option != 0) setsockopt(fd, SOL_SOCKET, extra_option, &on, sizeof on);
      std::uint16_t bound = 0;
      if (::bind(fd, address.data(), address.size()) == 0) bound = local_address(fd).port();
      [[maybe_unused]] auto told = write(ready[1], &bound, sizeof bound);
      char octet;
      [[maybe_unused]] auto ended = read(done[0], &octet, 1);
      _exit(0);
    }
    ::close(done[0]);
    REQUIRE(read(ready[0], &port, sizeof port) == sizeof port);
    ::close(ready[0]);
    ::close(ready[1]);
    done_ = done[1];
    REQUIRE(port != 0);
  }
  ~OtherProcess() {
    ::close(done_);
    waitpid(pid, nullptr, 0);
  }
  pid_t pid = 0;
  std::uint16_t port = 0;

 private:
  int done_ = -1;
};

}  // namespace

TEST_CASE("addresses are parsed and written as the config writes them") {
  CHECK(SocketAddress::parse("192.0.2.1", 53)->text() == "192.0.2.1@53");
  CHECK(SocketAddress::parse("2001:DB8::0:1", 5300)->text() == "2001:db8::1@5300");
  CHECK(SocketAddress::parse("0.0.0.0", 53)->is_wildcard());
  CHECK(SocketAddress::parse("::", 53)->is_wildcard());
  CHECK_FALSE(SocketAddress::parse("::1", 53)->is_wildcard());
  CHECK_FALSE(SocketAddress::parse("example.com", 53));
  CHECK_FALSE(SocketAddress::parse("[::1]", 53));
}

TEST_CASE("all pairs share one port, also when the kernel chooses it") {
  const auto pairs = open_pairs(*SocketAddress::parse("127.0.0.1", 0), 3);
  REQUIRE(pairs);
  REQUIRE(pairs->size() == 3);
  const auto port = local_address(pairs->front().udp.get()).port();
  CHECK(port != 0);
  for (const SocketPair& pair : *pairs) {
    CHECK(local_address(pair.udp.get()).port() == port);
    CHECK(local_address(pair.tcp.get()).port() == port);
  }
}

TEST_CASE("a socket has the options that it needs") {
  const auto v4 = open_socket(Kind::Udp, *SocketAddress::parse("0.0.0.0", 0));
  REQUIRE(v4);
  CHECK(option(v4->get(), IPPROTO_IP, IP_MTU_DISCOVER) == IP_PMTUDISC_OMIT);
  CHECK(option(v4->get(), IPPROTO_IP, IP_PKTINFO) == 1);
  CHECK(option(v4->get(), SOL_SOCKET, SO_REUSEPORT) == 1);
  const auto specific = open_socket(Kind::Udp, *SocketAddress::parse("127.0.0.1", 0));
  CHECK(option(specific->get(), IPPROTO_IP, IP_PKTINFO) == 0);
  const auto v6 = open_socket(Kind::Udp, *SocketAddress::parse("::", 0));
  REQUIRE(v6);
  CHECK(option(v6->get(), IPPROTO_IPV6, IPV6_MTU_DISCOVER) == IPV6_PMTUDISC_OMIT);
  CHECK(option(v6->get(), IPPROTO_IPV6, IPV6_V6ONLY) == 1);
  CHECK(option(v6->get(), IPPROTO_IPV6, IPV6_RECVPKTINFO) == 1);
}

TEST_CASE("a port that another process holds is refused, and the message names the process") {
  for (const int shared : {0, SO_REUSEPORT}) {
    CAPTURE(shared);
    const OtherProcess other(*SocketAddress::parse("127.0.0.1", 0), shared);
    const auto pairs = open_pairs(*SocketAddress::parse("127.0.0.1", other.port), 1);
    REQUIRE_FALSE(pairs);
    const std::string& message = pairs.error().message;
    CAPTURE(message);
    CHECK(message.find("cannot listen on 127.0.0.1@" + std::to_string(other.port) + " (UDP)") == 0);
    CHECK(message.find("(pid " + std::to_string(other.pid) + ")") != std::string::npos);
    CHECK(message.find("unit_transport") != std::string::npos);
  }
}

TEST_CASE("a wildcard is refused where another process holds one address") {
  const OtherProcess other(*SocketAddress::parse("127.0.0.9", 0));
  const auto free = check_port_free(Kind::Udp, *SocketAddress::parse("0.0.0.0", other.port));
  REQUIRE_FALSE(free);
  CHECK(free.error().message.find("127.0.0.9@") != std::string::npos);
}

TEST_CASE("systemd-resolved's stub listener is called by its name") {
  const OtherProcess other(*SocketAddress::parse("127.0.0.53", 0));
  const auto free = check_port_free(Kind::Udp, *SocketAddress::parse("0.0.0.0", other.port));
  REQUIRE_FALSE(free);
  CAPTURE(free.error().message);
  CHECK(free.error().message.find("the stub listener of systemd-resolved") != std::string::npos);
  CHECK(free.error().message.find("DNSStubListener=no") != std::string::npos);
}

TEST_CASE("our own sockets are not in the way") {
  const auto first = open_pairs(*SocketAddress::parse("127.0.0.1", 0), 1);
  REQUIRE(first);
  const auto address = local_address(first->front().udp.get());
  CHECK(is_held_by_us_alone(Kind::Udp, address));
  CHECK(open_pairs(address, 1));
}

TEST_CASE("an address that no interface has is an error in words, or bound for later") {
  const auto absent = *SocketAddress::parse("203.0.113.77", 0);
  CHECK_FALSE(is_address_present(absent));
  CHECK(is_address_present(*SocketAddress::parse("127.0.0.1", 0)));
  const auto refused = open_pairs(absent, 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("no interface of this machine has this address") != std::string::npos);
  CHECK(open_pairs(absent, 1, Absent::Bind));
}

TEST_CASE("what waits in a UDP socket has the room that was asked for, or as much as net.core.rmem_max allows") {
  int most = 0;
  std::ifstream("/proc/sys/net/core/rmem_max") >> most;
  const auto udp = open_socket(Kind::Udp, *SocketAddress::parse("127.0.0.1", 0));
  REQUIRE(udp);
  CHECK(receive_buffer(udp->get()) >= static_cast<std::size_t>(std::min(most, kUdpBufferSize)));
  CHECK(receive_buffer(udp->get()) <= kUdpBufferSize);
  CHECK(receive_buffer(-1) == 0);
}
