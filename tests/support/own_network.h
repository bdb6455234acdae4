// A network of this thread's own, with 127.0.0.1 and what a test adds to it. Needs root, and ip(8).
#pragma once

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace bailiwick::support {

class OwnNetwork {
 public:
  OwnNetwork() : before_(::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)) {
    entered_ = before_ >= 0 && ::unshare(CLONE_NEWNET) == 0;
    is_up_ = entered_ && ip("link set lo up");
  }
  ~OwnNetwork() {
    if (entered_ && ::setns(before_, CLONE_NEWNET) != 0) std::abort();  // no test would be where it thinks it is
    if (before_ >= 0) ::close(before_);
  }
  OwnNetwork(const OwnNetwork&) = delete;
  OwnNetwork& operator=(const OwnNetwork&) = delete;

  // False where it cannot be had.
  bool is_up() const { return is_up_; }
  bool add(const std::string& address) const { return ip("address add " + address + " dev lo"); }
  bool remove(const std::string& address) const { return ip("address del " + address + " dev lo"); }

 private:
  static bool ip(const std::string& words) { return std::system(("ip " + words).c_str()) == 0; }

  int before_;
  bool entered_ = false;
  bool is_up_ = false;
};

}  // namespace bailiwick::support
