#include "daemon/listeners.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "config/codes.h"

namespace bailiwick::daemon {

namespace {

using transport::Absent;
using transport::SocketPair;

void add_absent(const std::vector<base::Endpoint>& endpoints, const std::string& option, const config::Loaded& loaded,
                base::Findings& findings) {
  const auto place = loaded.origins.find(option);
  for (const base::Endpoint& endpoint : endpoints) {
    if (is_here(endpoint)) continue;
    findings.add({.level = base::Level::Warning,
                  .code = config::kAbsentAddress,
                  .subject = {},
                  .message = option + ": no interface of this machine has the address " + endpoint.address.text(),
                  .places = place == loaded.origins.end() ? std::vector<base::Place>() : std::vector{place->second},
                  .help = "write an address that `ip address` lists, behind NAT the private one",
                  .notes = {"queries to it get no answer until an interface has it"}});
  }
}

}  // namespace

bool Opened::works() const {
  return std::ranges::any_of(addresses, &OpenedAddress::is_here);
}

Opener pairs_for(std::size_t workers) {
  return [workers](const transport::SocketAddress& address, Absent absent) {
    return transport::open_pairs(address, workers, absent);
  };
}

Opener one_alone() {
  return [](const transport::SocketAddress& address, Absent absent) -> base::Result<std::vector<SocketPair>> {
    auto socket = transport::open_alone(address, absent);
    if (!socket) return std::unexpected(socket.error());
    std::vector<SocketPair> sockets(1);
    sockets.front().tcp = std::move(*socket);
    return sockets;
  };
}

Opened open_each(const std::vector<base::Endpoint>& endpoints, const Opener& open, Absent absent) {
  Opened opened;
  for (const base::Endpoint& endpoint : endpoints) {
    const bool here = is_here(endpoint);
    base::Result<std::vector<SocketPair>> sockets =
        open(transport::SocketAddress(endpoint), here ? Absent::Fail : absent);
    if (!sockets) {
      opened.problems.push_back(sockets.error().message);
      continue;
    }
    if (!here)
      opened.warnings.push_back("no interface of this machine has the address " + endpoint.address.text() +
                                ": no query is answered on it until one has (behind NAT, write the private address)");
    opened.addresses.push_back({endpoint, std::move(*sockets), here});
  }
  return opened;
}

Opened open_addresses(const std::vector<base::Endpoint>& endpoints, std::size_t workers) {
  return open_each(endpoints, pairs_for(workers),
                   std::ranges::any_of(endpoints, is_here) ? Absent::Bind : Absent::Fail);
}

Opened open_metrics(const std::vector<base::Endpoint>& endpoints) {
  return open_each(endpoints, one_alone(), Absent::Bind);
}

std::string listen_text(const std::vector<base::Endpoint>& endpoints) {
  std::string text;
  for (const base::Endpoint& endpoint : endpoints)
    text += (text.empty() ? "" : ", ") + base::endpoint_text(endpoint, config::kDnsPort);
  return text;
}

void log_opened(const Opened& opened, const std::string& option, const std::string& state) {
  for (const std::string& warning : opened.warnings) base::log::warning(option + ": " + warning);
  for (const std::string& problem : opened.problems) base::log::error(option + ": " + problem + state);
}

std::vector<base::Endpoint> missing_from(const std::vector<base::Endpoint>& all,
                                         const std::vector<base::Endpoint>& some) {
  std::vector<base::Endpoint> missing;
  std::ranges::copy_if(some, std::back_inserter(missing),
                       [&](const base::Endpoint& each) { return std::ranges::find(all, each) == all.end(); });
  return missing;
}

bool is_here(const base::Endpoint& endpoint) {
  return transport::is_address_present(transport::SocketAddress(endpoint));
}

base::Findings absent_addresses(const config::Loaded& loaded) {
  base::Findings findings;
  add_absent(loaded.config.listen, "listen", loaded, findings);
  add_absent(loaded.config.metrics_listen, "metrics.listen", loaded, findings);
  return findings;
}

}  // namespace bailiwick::daemon
