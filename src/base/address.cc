// inet_pton(3) and inet_ntop(3) are the parser and the printer.
#include "base/address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/assert.h"

namespace bailiwick::base {

std::string address_text(Bytes address) {
  char text[INET6_ADDRSTRLEN] = "";
  ::inet_ntop(address.size() == 4 ? AF_INET : AF_INET6, address.data(), text, sizeof text);
  return text;
}

Address::Address(Bytes octets) : size_(static_cast<std::uint8_t>(octets.size())) {
  BAILIWICK_ASSERT(octets.size() == 4 || octets.size() == octets_.size());
  std::ranges::copy(octets, octets_.begin());
}

std::optional<Address> Address::from_text(std::string_view text) {
  // inet_pton would stop at a NUL and accept what is before it.
  if (text.size() >= INET6_ADDRSTRLEN || text.contains('\0')) return std::nullopt;
  const std::string copy(text);
  std::array<std::uint8_t, 16> octets{};
  if (::inet_pton(AF_INET, copy.c_str(), octets.data()) == 1) return Address(Bytes(octets).first(4));
  if (::inet_pton(AF_INET6, copy.c_str(), octets.data()) == 1) return Address(octets);
  return std::nullopt;
}

bool Address::is_unspecified() const {
  return std::ranges::all_of(octets_, [](std::uint8_t octet) { return octet == 0; });
}

bool Address::is_ipv4_mapped() const {
  constexpr std::array<std::uint8_t, 12> kPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return !is_ipv4() && std::ranges::equal(kPrefix, bytes().first(kPrefix.size()));
}

std::string endpoint_text(const Endpoint& endpoint, std::uint16_t usual_port) {
  return endpoint.address.text() + (endpoint.port == usual_port ? "" : '@' + std::to_string(endpoint.port));
}

bool contains(const Network& network, Bytes address) {
  const Bytes prefix = network.address.bytes();
  if (address.size() != prefix.size()) return false;
  const std::size_t complete = network.bits / 8;
  if (!std::ranges::equal(address.first(complete), prefix.first(complete))) return false;
  const unsigned rest = network.bits % 8;
  return rest == 0 || (address[complete] ^ prefix[complete]) >> (8 - rest) == 0;
}

Network network_of(const Address& address, std::uint8_t bits) {
  BAILIWICK_ASSERT(bits <= address.bits());
  std::array<std::uint8_t, 16> octets{};
  std::ranges::copy(address.bytes(), octets.begin());
  for (unsigned bit = bits; bit < address.bits(); ++bit)
    octets[bit / 8] = static_cast<std::uint8_t>(octets[bit / 8] & ~(0x80 >> bit % 8));
  return {Address(Bytes(octets).first(address.bytes().size())), bits};
}

std::string network_text(const Network& network) {
  return network.address.text() + (network.bits == network.address.bits() ? "" : '/' + std::to_string(network.bits));
}

}  // namespace bailiwick::base
