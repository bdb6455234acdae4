// Reads "ADDRESS@PORT" with inet_pton. Only 127.0.0.0/8 and ::1 pass: see address.h.

#include "common/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>
#include <string>

namespace bailiwick::bench {

base::Result<Address> parse_loopback(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos) return base::fail(std::string(text) + ": expected ADDRESS@PORT");
  const std::string host(text.substr(0, at));
  const std::string_view digits = text.substr(at + 1);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) {
    return base::fail(std::string(text) + ": not a port number");
  }

  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
  if (inet_pton(AF_INET, host.c_str(), &v4->sin_addr) == 1 && ntohl(v4->sin_addr.s_addr) >> 24 == 127) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    address.length = sizeof(*v4);
  } else if (inet_pton(AF_INET6, host.c_str(), &v6->sin6_addr) == 1 && IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr)) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    address.length = sizeof(*v6);
  } else {
    return base::fail(host + ": not a loopback address");
  }
  return address;
}

}  // namespace bailiwick::bench
