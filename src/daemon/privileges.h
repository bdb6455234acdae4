// Giving up what root can do: from a server that could bind port 53 to a user of its own that keeps
// CAP_NET_BIND_SERVICE alone (so that a changed `listen` can still be applied) and can gain nothing back.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "base/finding.h"
#include "base/result.h"

namespace bailiwick::daemon {

struct User {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
};

// Who to become: none when not started as root, or when `name` (or number) is empty. Fails if there is no such user.
base::Result<std::optional<User>> find_user(const std::string& name);

// G17: there is no such user on this machine; none where there is, or none is asked for. An error where find_user()
// would fail because of it. `place` is where the config names the user; null: nowhere, it is the default, and then
// nothing is worse than a warning, so that zones can be checked on a machine that is not to serve them.
std::optional<base::Finding> unknown_user(const std::string& name, const base::Place* place);

// Irrevocable. Before any other thread exists: capabilities belong to a thread.
base::Result<void> become(const User& user);

// The name of the user that this process runs as.
std::string current_user();

// Allows `wanted` open files if the hard limit lets us (root may raise that, too). Returns how many there may be.
std::size_t raise_open_files(std::size_t wanted);

}  // namespace bailiwick::daemon
