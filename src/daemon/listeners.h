// Opens the sockets for all addresses of `listen`, one pair a worker and address, and those of `metrics: listen`, or
// says everything that is in the way.
#pragma once

#include <string>
#include <vector>

#include "config/config.h"
#include "transport/sockets.h"

namespace bailiwick::daemon {

struct OpenedAddress {
  base::Endpoint endpoint;
  std::vector<transport::SocketPair> sockets;  // one a worker; of metrics one that has TCP only
};

struct Opened {
  std::vector<OpenedAddress> addresses;  // empty where there are problems
  std::vector<std::string> problems;     // each a sentence for the operator
  std::vector<std::string> warnings;
};

// An address that no interface has is a problem (most often it is the public one of a machine behind NAT), unless
// others can be had: then it is listened on for when it comes up, with a warning, so that one address gone missing does
// not keep a server from starting on the rest. `others` says that there are some already.
Opened open_addresses(const std::vector<base::Endpoint>& endpoints, std::size_t workers, bool others);
// The same for metrics: an address that no interface has is none that keeps a server from starting.
Opened open_metrics(const std::vector<base::Endpoint>& endpoints);

// "127.0.0.1@5300, ::1": the port where it is not the usual one of DNS.
std::string listen_text(const std::vector<base::Endpoint>& endpoints);

// Warnings, then problems.
void log_opened(const Opened& opened);

// Those of `some` that `all` does not have.
std::vector<base::Endpoint> missing_from(const std::vector<base::Endpoint>& all,
                                         const std::vector<base::Endpoint>& some);

}  // namespace bailiwick::daemon
