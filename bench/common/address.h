// The socket addresses that the bench tools talk to: an IPv4 or IPv6 loopback address and a port, "127.0.0.1@5300".
// Invariant: nothing but loopback comes out of parse_loopback, so no tool here can flood a network.
#pragma once

#include <sys/socket.h>

#include <string_view>

#include "base/result.h"

namespace bailiwick::bench {

struct Address {
  sockaddr_storage storage{};
  socklen_t length = 0;

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  int family() const { return storage.ss_family; }
};

// Takes "ADDRESS@PORT"; fails on anything that is no address, has no port, or is not loopback.
base::Result<Address> parse_loopback(std::string_view text);

}  // namespace bailiwick::bench
