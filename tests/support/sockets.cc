// Loopback sockets for tests.
#include "support/sockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

namespace bailiwick::support {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;
  const sockaddr* raw() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

Address make_address(const std::string& text, std::uint16_t port) {
  Address out;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&out.storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&out.storage);
  if (::inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    out.length = sizeof(*v4);
  } else if (::inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    out.length = sizeof(*v6);
  } else {
    throw std::invalid_argument("not an address: " + text);
  }
  return out;
}

std::string to_text(const sockaddr_storage& from) {
  char text[INET6_ADDRSTRLEN] = {};
  const bool v6 = from.ss_family == AF_INET6;
  const auto* in4 = reinterpret_cast<const sockaddr_in*>(&from);
  const auto* in6 = reinterpret_cast<const sockaddr_in6*>(&from);
  ::inet_ntop(from.ss_family, v6 ? static_cast<const void*>(&in6->sin6_addr) : &in4->sin_addr, text, sizeof(text));
  return std::string(text) + "@" + std::to_string(ntohs(v6 ? in6->sin6_port : in4->sin_port));
}

bool readable(int fd, milliseconds timeout) {
  pollfd waiting{fd, POLLIN, 0};
  return ::poll(&waiting, 1, static_cast<int>(timeout.count())) > 0;
}

bool can_bind(const char* text, int kind, std::uint16_t port) {
  const Address address = make_address(text, port);
  const int fd = ::socket(address.storage.ss_family, kind | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  const int on = 1;
  if (kind == SOCK_STREAM) ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  const bool bound = ::bind(fd, address.raw(), address.length) == 0;
  ::close(fd);
  return bound;
}

}  // namespace

bool has_ipv6() {
  return can_bind("::1", SOCK_DGRAM, 0);
}

std::uint16_t free_port() {
  static std::set<std::uint16_t> given;
  const bool v6 = has_ipv6();
  // Below the range from which the kernel picks source ports, so that no client of ours sits down on it meanwhile.
  static unsigned next = static_cast<unsigned>(::getpid()) * 7919U;
  for (int tries = 0; tries < 20000; ++tries) {
    const auto port = static_cast<std::uint16_t>(12000 + next++ % 20000);
    if (given.contains(port)) continue;
    bool free = can_bind("127.0.0.1", SOCK_DGRAM, port) && can_bind("127.0.0.1", SOCK_STREAM, port);
    if (free && v6) free = can_bind("::1", SOCK_DGRAM, port) && can_bind("::1", SOCK_STREAM, port);
    if (!free) continue;
    given.insert(port);
    return port;
  }
  throw std::runtime_error("no free port on loopback");
}

UdpSocket::UdpSocket(const std::string& address, std::uint16_t port) : address_(address), port_(port) {
  fd_ = ::socket(make_address(address, port).storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0) throw std::runtime_error("no UDP socket");
}

UdpSocket::~UdpSocket() {
  ::close(fd_);
}

void UdpSocket::bind_to(const std::string& source) const {
  const Address from = make_address(source, 0);
  if (::bind(fd_, from.raw(), from.length) != 0) throw std::runtime_error("cannot send from " + source);
}

bool UdpSocket::send(const Octets& message) const {
  const Address to = make_address(address_, port_);
  return ::sendto(fd_, message.data(), message.size(), 0, to.raw(), to.length) == static_cast<ssize_t>(message.size());
}

std::optional<Octets> UdpSocket::receive(milliseconds timeout) {
  if (!readable(fd_, timeout)) return std::nullopt;
  Octets out(65535);
  sockaddr_storage from{};
  socklen_t length = sizeof(from);
  const ssize_t got = ::recvfrom(fd_, out.data(), out.size(), 0, reinterpret_cast<sockaddr*>(&from), &length);
  if (got < 0) return std::nullopt;
  out.resize(static_cast<std::size_t>(got));
  last_source_ = to_text(from);
  return out;
}

TcpSocket::TcpSocket(const std::string& address, std::uint16_t port, const std::string& source) {
  const Address to = make_address(address, port);
  fd_ = ::socket(to.storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd_ < 0) throw std::runtime_error("no TCP socket");
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  if (!source.empty()) {
    const Address from = make_address(source, 0);
    if (::bind(fd_, from.raw(), from.length) != 0) throw std::runtime_error("no TCP socket at " + source);
  }
  connected_ = ::connect(fd_, to.raw(), to.length) == 0;
}

TcpSocket::~TcpSocket() {
  ::close(fd_);
}

bool TcpSocket::send_raw(const Octets& octets) const {
  return ::send(fd_, octets.data(), octets.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(octets.size());
}

void TcpSocket::finish_sending() const {
  ::shutdown(fd_, SHUT_WR);
}

std::optional<Octets> TcpSocket::receive(milliseconds timeout) {
  const auto until = Clock::now() + timeout;
  for (;;) {
    const std::size_t want = pending_.size() < 2 ? 2 : 2U + (pending_[0] << 8 | pending_[1]);
    if (pending_.size() >= 2 && pending_.size() >= want) {
      Octets message(pending_.begin() + 2, pending_.begin() + static_cast<std::ptrdiff_t>(want));
      pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(want));
      return message;
    }
    const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
    if (ended_ || left.count() < 0 || !readable(fd_, left)) return std::nullopt;
    std::uint8_t piece[65536];
    const ssize_t got = ::recv(fd_, piece, sizeof(piece), 0);
    if (got <= 0) ended_ = true;
    if (got > 0) pending_.insert(pending_.end(), piece, piece + got);
  }
}

Octets TcpSocket::receive_all(milliseconds timeout) {
  const auto until = Clock::now() + timeout;
  while (!ended_) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
    if (left.count() < 0 || !readable(fd_, left)) break;
    std::uint8_t piece[4096];
    const ssize_t got = ::recv(fd_, piece, sizeof(piece), 0);
    if (got <= 0) ended_ = true;
    if (got > 0) pending_.insert(pending_.end(), piece, piece + got);
  }
  return std::exchange(pending_, {});
}

bool TcpSocket::closed_within(milliseconds timeout) {
  (void)receive_all(timeout);
  return ended_;
}

Octets TcpSocket::framed(const Octets& message) {
  Octets out(message.size() + 2);
  out[0] = static_cast<std::uint8_t>(message.size() >> 8);
  out[1] = static_cast<std::uint8_t>(message.size());
  std::copy(message.begin(), message.end(), out.begin() + 2);
  return out;
}

}  // namespace bailiwick::support
