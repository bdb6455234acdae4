// A network of the test's own: a loopback interface and nothing else. There port 53 is free at every address of
// 127.0.0.0/8, two tests at a time do not meet, and no question leaves the machine.
#pragma once

#include <string>

namespace bailiwick::resolvers {

// Moves this process into it, before it starts a thread or a child. Empty, or why it cannot be had: it needs root, or
// a kernel that lets other users have namespaces of their own.
std::string enter_loopback_only();

}  // namespace bailiwick::resolvers
