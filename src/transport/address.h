// Socket addresses, IPv4 and IPv6, as the kernel takes them and as the operator writes them.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <string>

#include "base/address.h"
#include "base/bytes.h"
#include "base/result.h"

namespace bailiwick::transport {

// The 4 octets of an IPv4 address or the 16 of an IPv6 one, where they lie.
base::Bytes address_octets(const sockaddr* address);

class SocketAddress {
 public:
  SocketAddress() = default;
  SocketAddress(const sockaddr* address, socklen_t size);
  explicit SocketAddress(const base::Endpoint& endpoint);
  // `address` is numeric, without brackets; fails on anything else.
  static base::Result<SocketAddress> parse(const std::string& address, std::uint16_t port);

  const sockaddr* data() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t size() const { return size_; }
  int family() const { return storage_.ss_family; }
  std::uint16_t port() const;
  SocketAddress with_port(std::uint16_t port) const;
  // 0.0.0.0 or ::
  bool is_wildcard() const;
  // The address alone, "192.0.2.1" or "2001:db8::1".
  std::string address_text() const;
  // As the config writes it: "192.0.2.1@53".
  std::string text() const;
  bool operator==(const SocketAddress& other) const;

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

// Who counts as one client: an IPv4 address, or an IPv6 /64, which is the least that anybody is given.
using ClientKey = std::array<std::uint8_t, 9>;
ClientKey client_key(const SocketAddress& address);

}  // namespace bailiwick::transport
