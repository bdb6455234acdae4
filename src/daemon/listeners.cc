#include "daemon/listeners.h"

#include <algorithm>
#include <utility>

#include "config/values.h"

namespace bailiwick::daemon {

Opened open_addresses(const std::vector<config::Endpoint>& endpoints, std::size_t workers, bool others) {
  using transport::Absent;
  Opened opened;
  std::vector<transport::SocketAddress> addresses;
  for (const config::Endpoint& endpoint : endpoints) {
    const auto address = transport::SocketAddress::parse(endpoint.address, endpoint.port);
    if (!address) {
      opened.problems.push_back(address.error().message);
      return opened;
    }
    addresses.push_back(*address);
  }
  const bool any_present = others || std::ranges::any_of(addresses, transport::is_address_present);
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    const bool present = !any_present || transport::is_address_present(addresses[i]);
    auto sockets = transport::open_pairs(addresses[i], workers, present ? Absent::Fail : Absent::Bind);
    if (!sockets) {
      opened.problems.push_back(sockets.error().message);
      continue;
    }
    if (!present)
      opened.warnings.push_back("no interface of this machine has the address " + endpoints[i].address +
                                ": nothing will be answered there until one has (behind NAT, `listen` takes the "
                                "private address)");
    opened.addresses.push_back({endpoints[i], std::move(*sockets)});
  }
  if (!opened.problems.empty()) opened.addresses.clear();
  return opened;
}

}  // namespace bailiwick::daemon
