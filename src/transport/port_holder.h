// Who has a port that we cannot get: reads /proc/net to find the sockets in the way, and /proc/*/fd to find whose they
// are. Only for messages and start-up; what /proc hides (other users' processes, unless we are root) is left unsaid.
#pragma once

#include <string>

#include "transport/address.h"
#include "transport/sockets.h"

namespace bailiwick::transport {

// "already taken by nsd (pid 812) at 0.0.0.0@53: …what to do". Names systemd-resolved's stub listener as such.
std::string describe_holder(Kind kind, const SocketAddress& address);

// True if there are sockets in the way and this process holds all of them.
bool is_held_by_us_alone(Kind kind, const SocketAddress& address);

}  // namespace bailiwick::transport
