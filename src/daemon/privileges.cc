#include "daemon/privileges.h"

#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace bailiwick::daemon {
namespace {

constexpr int kMostCapabilities = 64;

// The capabilities that this thread has and may have: `bits` and no others.
base::Result<void> set_capabilities(std::uint32_t bits) {
  __user_cap_header_struct header{.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
  __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = {{.effective = bits, .permitted = bits, .inheritable = 0},
                                                           {}};
  if (syscall(SYS_capset, &header, data) != 0) return base::fail_errno("cannot give up capabilities", errno);
  return {};
}

// What a program that we might execute could ever get back.
void empty_bounding_set() {
  for (int capability = 0; capability < kMostCapabilities; ++capability)
    if (capability != CAP_NET_BIND_SERVICE && prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1)
      prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

// By name or number; null where there is none.
const passwd* entry_of(const std::string& name) {
  const passwd* entry = getpwnam(name.c_str());
  if (entry == nullptr && name.find_first_not_of("0123456789") == std::string::npos)
    entry = getpwuid(static_cast<uid_t>(std::strtoul(name.c_str(), nullptr, 10)));
  return entry;
}

std::string no_user(const std::string& name) {
  return "there is no user '" + name + "' on this machine to drop to";
}

std::string what_to_do(const std::string& name) {
  return "create it (`useradd --system " + name + "`), name another one in `user`, or set `user: \"\"` to stay root";
}

}  // namespace

base::Result<std::optional<User>> find_user(const std::string& name) {
  if (geteuid() != 0 || name.empty()) return std::nullopt;
  const passwd* entry = entry_of(name);
  if (entry == nullptr) return base::fail(no_user(name) + ": " + what_to_do(name));
  return User{.name = entry->pw_name, .uid = entry->pw_uid, .gid = entry->pw_gid};
}

std::optional<base::Finding> unknown_user(const std::string& name, const base::Place* place) {
  const bool is_root = geteuid() == 0;
  if (name.empty() || (place == nullptr && !is_root) || entry_of(name) != nullptr) return std::nullopt;
  return base::Finding{.level = is_root && place != nullptr ? base::Level::Error : base::Level::Warning,
                       .code = "G17",
                       .message = no_user(name),
                       .places = place != nullptr ? std::vector{*place} : std::vector<base::Place>(),
                       .help = what_to_do(name),
                       .notes = {"started as root, the server would not start"}};
}

base::Result<void> become(const User& user) {
  const std::string what = "cannot become user '" + user.name + "'";
  empty_bounding_set();
  if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) != 0) return base::fail_errno(what, errno);
  if (initgroups(user.name.c_str(), user.gid) != 0 || setgid(user.gid) != 0 || setuid(user.uid) != 0)
    return base::fail_errno(what, errno);
  if (user.uid != 0 && (setuid(0) == 0 || geteuid() != user.uid || getegid() != user.gid))
    return base::fail(what + ": root could be had back");
  if (auto kept = set_capabilities(std::uint32_t{1} << CAP_NET_BIND_SERVICE); !kept)
    return base::fail_in(what, kept.error());
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return base::fail_errno(what, errno);
  // The kernel takes /proc/self away from a process that has changed its user; we look there for who holds a port.
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  return {};
}

std::string current_user() {
  const passwd* entry = getpwuid(geteuid());
  return entry != nullptr ? entry->pw_name : std::to_string(geteuid());
}

std::size_t raise_open_files(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  if (limit.rlim_cur >= wanted) return limit.rlim_cur;
  rlimit raised{.rlim_cur = wanted, .rlim_max = std::max<rlim_t>(limit.rlim_max, wanted)};
  if (setrlimit(RLIMIT_NOFILE, &raised) == 0) return wanted;
  raised = {.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted), .rlim_max = limit.rlim_max};
  return setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

}  // namespace bailiwick::daemon
