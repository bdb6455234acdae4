// Opens the sockets for all addresses of `listen`, one pair a worker and address, and those of `metrics.listen`, and
// says of each address that could not be opened what is in the way. One that cannot be opened takes no other with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/config.h"
#include "config/load.h"
#include "transport/sockets.h"

namespace bailiwick::daemon {

struct OpenedAddress {
  base::Endpoint endpoint;
  std::vector<transport::SocketPair> sockets;  // one a worker; of metrics one that has TCP only
  bool is_here = true;                         // false: bound for when an interface has it
};

struct Opened {
  std::vector<OpenedAddress> addresses;
  std::vector<std::string> problems;  // one for each address that is not open, a sentence for the operator
  std::vector<std::string> warnings;

  // Clients can reach one of them.
  bool works() const;
};

// Opens the sockets of one address.
using Opener =
    std::function<base::Result<std::vector<transport::SocketPair>>(const transport::SocketAddress&, transport::Absent)>;
Opener pairs_for(std::size_t workers);
Opener one_alone();

// Each that can be opened. What no interface has is a problem (most often it is the public address of a machine behind
// NAT), or with Absent::Bind a warning: then it is bound for when an interface has it.
Opened open_each(const std::vector<base::Endpoint>& endpoints, const Opener& open, transport::Absent absent);

// At a start. What no interface has is bound where others can be opened: of `listen` where one other is on this
// machine, so that an address gone missing does not keep a server from starting on the rest.
Opened open_addresses(const std::vector<base::Endpoint>& endpoints, std::size_t workers);
Opened open_metrics(const std::vector<base::Endpoint>& endpoints);

// "127.0.0.1@5300, ::1": the port where it is not the usual one of DNS.
std::string listen_text(const std::vector<base::Endpoint>& endpoints);

// Warnings, then problems as errors that name `option` and end in `state`.
void log_opened(const Opened& opened, const std::string& option, const std::string& state);

// Those of `some` that `all` does not have.
std::vector<base::Endpoint> missing_from(const std::vector<base::Endpoint>& all,
                                         const std::vector<base::Endpoint>& some);

bool is_here(const base::Endpoint& endpoint);

// G18, warnings: addresses of `listen` and `metrics.listen` that no interface of this machine has.
base::Findings absent_addresses(const config::Loaded& loaded);

}  // namespace bailiwick::daemon
