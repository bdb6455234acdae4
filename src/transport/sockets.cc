#include "transport/sockets.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "transport/port_holder.h"

namespace bailiwick::transport {
namespace {

constexpr int kTcpBacklog = 1024;
constexpr int kPortAttempts = 16;

bool set(int fd, int level, int option, int value) {
  return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

void set_buffer(int fd, int forced, int capped) {
  if (!set(fd, SOL_SOCKET, forced, kUdpBufferSize)) set(fd, SOL_SOCKET, capped, kUdpBufferSize);
}

std::string where(Kind kind, const SocketAddress& address) {
  return "cannot listen on " + address.text() + " (" + kind_name(kind) + ")";
}

base::Result<Descriptor> new_socket(Kind kind, const SocketAddress& address) {
  const int type = (kind == Kind::Udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_NONBLOCK | SOCK_CLOEXEC;
  Descriptor fd(::socket(address.family(), type, 0));
  if (!fd) return base::fail_errno(where(kind, address), errno);
  // So that 0.0.0.0 and :: can be listened on side by side, and no IPv4 client shows up as ::ffff:192.0.2.1.
  if (address.family() == AF_INET6 && !set(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, 1))
    return base::fail_errno(where(kind, address) + ": IPV6_V6ONLY", errno);
  // Connections of an earlier process in TIME_WAIT are not in the way. Never for UDP: there it means sharing.
  if (kind == Kind::Tcp) set(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  return fd;
}

void set_udp_options(int fd, const SocketAddress& address) {
  set_buffer(fd, SO_RCVBUFFORCE, SO_RCVBUF);
  set_buffer(fd, SO_SNDBUFFORCE, SO_SNDBUF);
  const bool v6 = address.family() == AF_INET6;
  if (v6)
    set(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_OMIT);
  else
    set(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_OMIT);
  if (!address.is_wildcard()) return;
  if (v6)
    set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
  else
    set(fd, IPPROTO_IP, IP_PKTINFO, 1);
}

base::Error bind_error(Kind kind, const SocketAddress& address, int errno_value) {
  if (errno_value == EADDRINUSE) return {where(kind, address) + ": " + describe_holder(kind, address)};
  std::string message = base::fail_errno(where(kind, address), errno_value).error().message;
  if (errno_value == EACCES)
    message += ": ports below 1024 need root or the capability CAP_NET_BIND_SERVICE";
  else if (errno_value == EADDRNOTAVAIL)
    message +=
        ": no interface of this machine has this address (`ip address` lists them; behind NAT, listen on the private "
        "address that the public one is mapped to)";
  return {std::move(message)};
}

base::Result<Descriptor> bound(Descriptor made, Kind kind, const SocketAddress& address, Absent absent) {
  const int fd = made.get();
  if (absent == Absent::Bind) set(fd, IPPROTO_IP, IP_FREEBIND, 1);
  if (kind == Kind::Udp) set_udp_options(fd, address);
  if (::bind(fd, address.data(), address.size()) != 0) return std::unexpected(bind_error(kind, address, errno));
  if (kind == Kind::Tcp && ::listen(fd, kTcpBacklog) != 0) return std::unexpected(bind_error(kind, address, errno));
  return made;
}

base::Result<SocketPair> open_pair(const SocketAddress& address, Absent absent) {
  SocketPair pair;
  auto udp = open_socket(Kind::Udp, address, absent);
  if (!udp) return std::unexpected(udp.error());
  auto tcp = open_socket(Kind::Tcp, address.with_port(local_address(udp->get()).port()), absent);
  if (!tcp) return std::unexpected(tcp.error());
  return SocketPair{std::move(*udp), std::move(*tcp)};
}

// The kernel chooses a port that is free for UDP; TCP may have to be tried on several.
base::Result<SocketPair> open_first_pair(const SocketAddress& address, Absent absent) {
  base::Result<SocketPair> first = open_pair(address, absent);
  for (int i = 1; !first && address.port() == 0 && i < kPortAttempts; ++i) first = open_pair(address, absent);
  return first;
}

}  // namespace

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::Udp:
      return "UDP";
    case Kind::Tcp:
      return "TCP";
  }
  return "?";
}

base::Result<Descriptor> open_socket(Kind kind, const SocketAddress& address, Absent absent) {
  base::Result<Descriptor> made = new_socket(kind, address);
  if (!made) return made;
  if (!set(made->get(), SOL_SOCKET, SO_REUSEPORT, 1))
    return base::fail_errno(where(kind, address) + ": SO_REUSEPORT", errno);
  return bound(std::move(*made), kind, address, absent);
}

base::Result<Descriptor> open_alone(const SocketAddress& address, Absent absent) {
  base::Result<Descriptor> made = new_socket(Kind::Tcp, address);
  if (!made) return made;
  return bound(std::move(*made), Kind::Tcp, address, absent);
}

base::Result<void> check_port_free(Kind kind, const SocketAddress& address) {
  if (address.port() == 0) return {};
  base::Result<Descriptor> probe = new_socket(kind, address);
  if (!probe) return std::unexpected(probe.error());
  set(probe->get(), IPPROTO_IP, IP_FREEBIND, 1);
  if (::bind(probe->get(), address.data(), address.size()) == 0) return {};
  const int bind_errno = errno;
  if (bind_errno == EADDRINUSE && is_held_by_us_alone(kind, address)) return {};
  return std::unexpected(bind_error(kind, address, bind_errno));
}

bool is_address_present(const SocketAddress& address) {
  const auto probe = new_socket(Kind::Udp, address);
  const SocketAddress any_port = address.with_port(0);
  return !probe || ::bind(probe->get(), any_port.data(), any_port.size()) == 0 || errno != EADDRNOTAVAIL;
}

std::size_t receive_buffer(int fd) {
  int octets = 0;
  socklen_t size = sizeof octets;
  if (getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &octets, &size) != 0) return 0;
  return static_cast<std::size_t>(octets) / 2;  // the kernel doubles what it was asked for (socket(7))
}

SocketAddress local_address(int fd) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return {};
  return {reinterpret_cast<const sockaddr*>(&storage), size};
}

base::Result<std::vector<SocketPair>> open_pairs(const SocketAddress& address, std::size_t count, Absent absent) {
  for (const Kind kind : {Kind::Udp, Kind::Tcp})
    if (auto free = check_port_free(kind, address); !free) return std::unexpected(free.error());
  std::vector<SocketPair> pairs;
  pairs.reserve(count);
  SocketAddress at = address;
  for (std::size_t i = 0; i < count; ++i) {
    auto pair = i == 0 ? open_first_pair(at, absent) : open_pair(at, absent);
    if (!pair) return std::unexpected(pair.error());
    at = local_address(pair->udp.get());
    pairs.push_back(std::move(*pair));
  }
  return pairs;
}

}  // namespace bailiwick::transport
