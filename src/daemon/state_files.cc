#include "daemon/state_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

namespace bailiwick::daemon {
namespace {

base::Result<void> write_all(int fd, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return base::fail_errno("cannot write " + path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

base::Result<void> replace_file(const std::string& path, const std::string& text, mode_t mode, bool durable) {
  const std::string fresh = path + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0) return base::fail_errno("cannot write " + fresh, errno);
  // Before anything is in it, and whatever the umask.
  base::Result<void> done;
  if (::fchmod(fd, mode) != 0) done = base::fail_errno("cannot write " + fresh, errno);
  if (done) done = write_all(fd, text, fresh);
  if (done && durable && ::fsync(fd) != 0) done = base::fail_errno("cannot write " + fresh, errno);
  ::close(fd);
  if (done && ::rename(fresh.c_str(), path.c_str()) != 0) done = base::fail_errno("cannot write " + path, errno);
  if (!done) ::unlink(fresh.c_str());
  return done;
}

base::Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) == 0) {
    ::chmod(path.c_str(), 0755);  // whatever the umask
    return {};
  }
  if (errno == EEXIST) return {};
  return base::fail_errno("cannot make " + path, errno);
}

}  // namespace bailiwick::daemon
