#include "daemon/listeners.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/log.h"

namespace bailiwick::daemon {

namespace {

using transport::Absent;
using transport::SocketPair;

template <class Open>
Opened open_each(const std::vector<base::Endpoint>& endpoints, bool others, const Open& open) {
  Opened opened;
  std::vector<transport::SocketAddress> addresses;
  for (const base::Endpoint& endpoint : endpoints) addresses.emplace_back(endpoint);
  const bool any_present = others || std::ranges::any_of(addresses, transport::is_address_present);
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    const bool present = !any_present || transport::is_address_present(addresses[i]);
    base::Result<std::vector<SocketPair>> sockets = open(addresses[i], present ? Absent::Fail : Absent::Bind);
    if (!sockets) {
      opened.problems.push_back(sockets.error().message);
      continue;
    }
    if (!present)
      opened.warnings.push_back("no interface of this machine has the address " + endpoints[i].address.text() +
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

Opened open_addresses(const std::vector<base::Endpoint>& endpoints, std::size_t workers, bool others) {
  return open_each(endpoints, others, [workers](const transport::SocketAddress& address, Absent absent) {
    return transport::open_pairs(address, workers, absent);
  });
}

Opened open_metrics(const std::vector<base::Endpoint>& endpoints) {
  return open_each(endpoints, true, open_alone);
}

std::string listen_text(const std::vector<base::Endpoint>& endpoints) {
  std::string text;
  for (const base::Endpoint& endpoint : endpoints)
    text += (text.empty() ? "" : ", ") + base::endpoint_text(endpoint, config::kDnsPort);
  return text;
}

void log_opened(const Opened& opened) {
  for (const std::string& warning : opened.warnings) base::log::warning(warning);
  for (const std::string& problem : opened.problems) base::log::error(problem);
}

std::vector<base::Endpoint> missing_from(const std::vector<base::Endpoint>& all,
                                         const std::vector<base::Endpoint>& some) {
  std::vector<base::Endpoint> missing;
  std::ranges::copy_if(some, std::back_inserter(missing),
                       [&](const base::Endpoint& each) { return std::ranges::find(all, each) == all.end(); });
  return missing;
}

}  // namespace bailiwick::daemon
