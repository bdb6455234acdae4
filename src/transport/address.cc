#include "transport/address.h"

#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace bailiwick::transport {
namespace {

const sockaddr_in& as_v4(const sockaddr_storage& storage) {
  return reinterpret_cast<const sockaddr_in&>(storage);
}
const sockaddr_in6& as_v6(const sockaddr_storage& storage) {
  return reinterpret_cast<const sockaddr_in6&>(storage);
}

}  // namespace

base::Bytes address_octets(const sockaddr* address) {
  if (address->sa_family == AF_INET6)
    return {reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr.s6_addr, sizeof(in6_addr)};
  const in_addr& v4 = reinterpret_cast<const sockaddr_in*>(address)->sin_addr;
  return {reinterpret_cast<const std::uint8_t*>(&v4), sizeof v4};
}

SocketAddress::SocketAddress(const sockaddr* address, socklen_t size)
    : size_(std::min<socklen_t>(size, sizeof storage_)) {
  std::memcpy(&storage_, address, size_);
}

SocketAddress::SocketAddress(const base::Endpoint& endpoint) {
  const base::Bytes octets = endpoint.address.bytes();
  if (endpoint.address.is_ipv4()) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage_);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(endpoint.port);
    std::memcpy(&v4.sin_addr, octets.data(), octets.size());
    size_ = sizeof v4;
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage_);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(endpoint.port);
    std::memcpy(&v6.sin6_addr, octets.data(), octets.size());
    size_ = sizeof v6;
  }
}

base::Result<SocketAddress> SocketAddress::parse(const std::string& address, std::uint16_t port) {
  const auto parsed = base::Address::from_text(address);
  if (!parsed) return base::fail("'" + address + "' is no IPv4 or IPv6 address");
  return SocketAddress(base::Endpoint{*parsed, port});
}

std::uint16_t SocketAddress::port() const {
  return ntohs(family() == AF_INET6 ? as_v6(storage_).sin6_port : as_v4(storage_).sin_port);
}

SocketAddress SocketAddress::with_port(std::uint16_t port) const {
  SocketAddress copy = *this;
  if (family() == AF_INET6)
    reinterpret_cast<sockaddr_in6&>(copy.storage_).sin6_port = htons(port);
  else
    reinterpret_cast<sockaddr_in&>(copy.storage_).sin_port = htons(port);
  return copy;
}

bool SocketAddress::is_wildcard() const {
  if (family() == AF_INET6) return IN6_IS_ADDR_UNSPECIFIED(&as_v6(storage_).sin6_addr);
  return as_v4(storage_).sin_addr.s_addr == htonl(INADDR_ANY);
}

std::string SocketAddress::address_text() const {
  return base::address_text(address_octets(data()));
}

std::string SocketAddress::text() const {
  return address_text() + '@' + std::to_string(port());
}

bool SocketAddress::operator==(const SocketAddress& other) const {
  return family() == other.family() && port() == other.port() && address_text() == other.address_text();
}

ClientKey client_key(const SocketAddress& address) {
  ClientKey key{};
  const base::Bytes octets = address_octets(address.data());
  key[0] = octets.size() == 4 ? 4 : 6;
  std::copy_n(octets.begin(), std::min<std::size_t>(octets.size(), key.size() - 1), &key[1]);
  return key;
}

}  // namespace bailiwick::transport
