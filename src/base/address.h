// IPv4 and IPv6 addresses as octets and as text (RFC 5952 §4 out, RFC 4291 §2.2 in), with a port, and as networks. Text
// is parsed here once; everything else compares octets.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace bailiwick::base {

// `address` has 4 or 16 octets, network order: "192.0.2.1", "2001:db8::1".
std::string address_text(Bytes address);

class Address {
 public:
  // 0.0.0.0
  constexpr Address() = default;
  // `octets` are 4 or 16, network order.
  explicit Address(Bytes octets);
  // Numeric, without brackets, zone index or blanks; IPv4 as four decimal numbers without leading zeros. None for any
  // other text.
  static std::optional<Address> from_text(std::string_view text);

  Bytes bytes() const { return {octets_.data(), size_}; }
  bool is_ipv4() const { return size_ == 4; }
  // 0.0.0.0 or ::
  bool is_unspecified() const;
  // ::ffff:192.0.2.1 (RFC 4291 §2.5.5.2)
  bool is_ipv4_mapped() const;
  // Bits of an address of its family: 32 or 128.
  unsigned bits() const { return 8U * size_; }
  std::string text() const { return address_text(bytes()); }
  // IPv4 before IPv6, then by octets.
  auto operator<=>(const Address&) const = default;

 private:
  std::uint8_t size_ = 4;
  std::array<std::uint8_t, 16> octets_{};  // those beyond size_ are zero
};

// Where something listens or is reached.
struct Endpoint {
  Address address;
  std::uint16_t port = 0;
  bool operator==(const Endpoint&) const = default;
};

// "127.0.0.1@5300"; the port is left out where it is `usual_port`.
std::string endpoint_text(const Endpoint& endpoint, std::uint16_t usual_port);

// Addresses of one family that agree in their first `bits` bits.
struct Network {
  Address address;  // the bits beyond `bits` are zero
  std::uint8_t bits = 32;
  bool operator==(const Network&) const = default;
};

// `address` has 4 or 16 octets.
bool contains(const Network& network, Bytes address);
// The network of that many bits that the address is in.
Network network_of(const Address& address, std::uint8_t bits);
// "192.0.2.0/24"; "192.0.2.1" for all bits.
std::string network_text(const Network& network);

}  // namespace bailiwick::base
