#include "daemon/listeners.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "config/values.h"

namespace bailiwick::daemon {

namespace {

using transport::Absent;
using transport::SocketPair;

template <class Open>
Opened open_each(const std::vector<config::Endpoint>& endpoints, bool others, const Open& open) {
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
    base::Result<std::vector<SocketPair>> sockets = open(addresses[i], present ? Absent::Fail : Absent::Bind);
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

base::Result<std::vector<SocketPair>> open_alone(const transport::SocketAddress& address, Absent absent) {
  auto socket = transport::open_alone(address, absent);
  if (!socket) return std::unexpected(socket.error());
  std::vector<SocketPair> sockets(1);
  sockets.front().tcp = std::move(*socket);
  return sockets;
}

}  // namespace

Opened open_addresses(const std::vector<config::Endpoint>& endpoints, std::size_t workers, bool others) {
  return open_each(endpoints, others, [workers](const transport::SocketAddress& address, Absent absent) {
    return transport::open_pairs(address, workers, absent);
  });
}

Opened open_metrics(const std::vector<config::Endpoint>& endpoints) {
  return open_each(endpoints, true, open_alone);
}

void log_opened(const Opened& opened) {
  for (const std::string& warning : opened.warnings) base::log::warning(warning);
  for (const std::string& problem : opened.problems) base::log::error(problem);
}

std::vector<config::Endpoint> missing_from(const std::vector<config::Endpoint>& all,
                                           const std::vector<config::Endpoint>& some) {
  std::vector<config::Endpoint> missing;
  std::ranges::copy_if(some, std::back_inserter(missing),
                       [&](const config::Endpoint& each) { return std::ranges::find(all, each) == all.end(); });
  return missing;
}

}  // namespace bailiwick::daemon
