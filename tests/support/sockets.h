// Loopback sockets for tests: octets out, octets in, always with a time-out. They know no DNS but the two octets
// that stand before a message over TCP.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bailiwick::support {

using Octets = std::vector<std::uint8_t>;

// A port that was free for UDP and TCP on 127.0.0.1 and ::1 a moment ago, and not given out before by this process.
std::uint16_t free_port();

// True when this machine has an IPv6 loopback address.
bool has_ipv6();

// One end of UDP, connected or not to a loopback address.
class UdpSocket {
 public:
  UdpSocket(const std::string& address, std::uint16_t port);
  ~UdpSocket();
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  // Sends from that address of this machine from now on.
  void bind_to(const std::string& source) const;
  bool send(const Octets& message) const;
  // The next datagram from anybody; nothing after the time-out (a refused port counts as nothing, at once).
  std::optional<Octets> receive(std::chrono::milliseconds timeout);
  // Where the last datagram came from, as "address@port".
  const std::string& last_source() const { return last_source_; }

 private:
  int fd_;
  std::string address_;
  std::uint16_t port_;
  std::string last_source_;
};

// A TCP connection; messages are framed by RFC 1035 section 4.2.2.
class TcpSocket {
 public:
  // `source`: the loopback address to come from; the system's choice when empty.
  TcpSocket(const std::string& address, std::uint16_t port, const std::string& source = "");
  ~TcpSocket();
  TcpSocket(const TcpSocket&) = delete;
  TcpSocket& operator=(const TcpSocket&) = delete;

  bool connected() const { return connected_; }
  // Raw octets as they are, in one write.
  bool send_raw(const Octets& octets) const;
  // One message with its length before it.
  bool send(const Octets& message) const { return send_raw(framed(message)); }
  // Tells the other side that nothing more will come, and goes on reading.
  void finish_sending() const;
  // The next message, whatever pieces it comes in; nothing after the time-out or at the end of the stream.
  std::optional<Octets> receive(std::chrono::milliseconds timeout);
  // All octets up to the end of the stream, or to the time-out if that comes first.
  Octets receive_all(std::chrono::milliseconds timeout);
  // True when the other side closes (or resets) within the time-out.
  bool closed_within(std::chrono::milliseconds timeout);

  static Octets framed(const Octets& message);

 private:
  int fd_;
  bool connected_ = false;
  bool ended_ = false;
  Octets pending_;
};

}  // namespace bailiwick::support
