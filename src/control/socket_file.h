// The file by which the running server is reached: a listening Unix socket, made beside its path and renamed to it when
// it is ready, so that a client finds the old one or the new one and never one with the wrong permissions. What another
// server answers at is left alone.
#pragma once

#include <sys/types.h>

#include <string>

#include "base/result.h"

namespace bailiwick::control {

inline constexpr std::size_t kLongestSocketPath = 90;  // octets: sun_path has 108, and the name beside is longer

class SocketFile {
 public:
  // Listens at `path`, mode 0660 whatever the umask, of `group` (a name, or a number; empty: that of the process).
  // `ours`: the path of the file that this process has now and gives up for the new one; empty: none. Fails where
  // another server answers at the path, where something that is no socket is there, and where the system says no.
  static base::Result<SocketFile> make(const std::string& path, const std::string& group, const std::string& ours);

  SocketFile(SocketFile&& other) noexcept;
  SocketFile& operator=(SocketFile&& other) noexcept;
  // Closes the socket, and removes the file if it is still the one that was made.
  ~SocketFile();

  const std::string& path() const { return path_; }
  int descriptor() const { return fd_; }
  // The caller closes the descriptor from now on; the file is removed as before.
  void release() { fd_ = -1; }

 private:
  SocketFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  base::Result<void> put_in_place(const std::string& beside, const std::string& group);

  std::string path_;  // empty: moved from
  int fd_ = -1;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace bailiwick::control
