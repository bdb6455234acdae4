// A system call each, but for the ones that are interrupted or take a part of what is written.
#include "base/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace bailiwick::base {
namespace {

int result(int returned) {
  return returned < 0 ? errno : 0;
}

class Disk final : public FileSystem {
 public:
  int create(const std::string& path, mode_t mode, int& descriptor) override {
    descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0) return errno;
    // Before anything is in it, and whatever the umask.
    const int error = result(::fchmod(descriptor, mode));
    if (error != 0) close(std::exchange(descriptor, -1));
    return error;
  }

  int open_at_end(const std::string& path, mode_t mode, int& descriptor) override {
    descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, mode);
    return result(descriptor);
  }

  int write(int descriptor, std::string_view text) override {
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return errno;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
  }

  int sync(int descriptor) override { return result(::fsync(descriptor)); }
  int close(int descriptor) override { return result(::close(descriptor)); }
  int rename(const std::string& from, const std::string& to) override {
    return result(std::rename(from.c_str(), to.c_str()));
  }
  int remove(const std::string& path) override { return result(::unlink(path.c_str())); }

  int make_directory(const std::string& path, mode_t mode) override {
    if (::mkdir(path.c_str(), mode) != 0) return errno;
    return result(::chmod(path.c_str(), mode));  // whatever the umask
  }

  int remove_directory(const std::string& path) override { return result(::rmdir(path.c_str())); }
  int sync_directory(const std::string& path) override { return with_directory(path, ::fsync); }
  int sync_all(const std::string& directory) override { return with_directory(directory, ::syncfs); }

 private:
  static int with_directory(const std::string& path, int (*sync)(int)) {
    const int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return errno;
    const int error = result(sync(directory));
    ::close(directory);
    return error;
  }
};

}  // namespace

FileSystem& disk() {
  static Disk disk;
  return disk;
}

}  // namespace bailiwick::base
