// Permissions are set between bind() and listen(): until then a connection is rejected by the kernel.
#include "control/socket_file.h"

#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

namespace bailiwick::control {
namespace {

constexpr int kBacklog = 64;
constexpr mode_t kMode = 0660;

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), std::min(path.size(), sizeof address.sun_path - 1));
  return address;
}

int stream_socket() {
  return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

// Fails where something is at the path that must stay.
base::Result<void> check_place(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return {};
    return base::fail_errno("cannot look at " + path, errno);
  }
  if (!S_ISSOCK(status.st_mode)) return base::fail(path + " is not a socket");
  const int fd = stream_socket();
  if (fd < 0) return base::fail_errno("cannot make a socket", errno);
  const sockaddr_un address = address_of(path);
  const bool answers =
      ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EAGAIN;
  ::close(fd);
  if (answers) return base::fail("another server answers at " + path);
  return {};
}

base::Result<gid_t> find_group(const std::string& group) {
  gid_t number = 0;
  const auto [end, error] = std::from_chars(group.data(), group.data() + group.size(), number);
  if (error == std::errc() && end == group.data() + group.size()) return number;
  constexpr std::size_t kMostOfEntry = 1 << 20;  // a group with thousands of members
  std::vector<char> buffer(4096);
  ::group entry{};
  ::group* found = nullptr;
  int failed = 0;
  while ((failed = ::getgrnam_r(group.c_str(), &entry, buffer.data(), buffer.size(), &found)) == ERANGE &&
         buffer.size() < kMostOfEntry)
    buffer.resize(2 * buffer.size());
  if (found == nullptr)
    return failed == 0 ? base::fail("there is no group '" + group + '\'')
                       : base::fail_errno("cannot look up the group '" + group + '\'', failed);
  return found->gr_gid;
}

}  // namespace

base::Result<SocketFile> SocketFile::make(const std::string& path, const std::string& group, const std::string& ours) {
  if (path.size() > kLongestSocketPath)
    return base::fail(path + " is longer than " + std::to_string(kLongestSocketPath) + " octets");
  if (path != ours)
    if (auto place = check_place(path); !place) return base::fail(place.error().message);
  const int fd = stream_socket();
  if (fd < 0) return base::fail_errno("cannot make a socket", errno);
  SocketFile file("", fd);
  const std::string beside = path + ".new." + std::to_string(::getpid());
  ::unlink(beside.c_str());  // of a process that was ended here
  const sockaddr_un address = address_of(beside);
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return base::fail_errno("cannot make " + path, errno);
  file.path_ = path;
  if (auto done = file.put_in_place(beside, group); !done) {
    ::unlink(beside.c_str());
    file.path_.clear();
    return base::fail(done.error().message);
  }
  return file;
}

base::Result<void> SocketFile::put_in_place(const std::string& beside, const std::string& group) {
  if (!group.empty()) {
    const auto gid = find_group(group);
    if (!gid) return std::unexpected(gid.error());
    if (*gid != ::getegid() && ::lchown(beside.c_str(), static_cast<uid_t>(-1), *gid) != 0)
      return base::fail_errno("cannot give " + path_ + " to the group '" + group + '\'', errno);
  }
  struct stat status {};
  if (::chmod(beside.c_str(), kMode) != 0 || ::listen(fd_, kBacklog) != 0 || ::lstat(beside.c_str(), &status) != 0 ||
      ::rename(beside.c_str(), path_.c_str()) != 0)
    return base::fail_errno("cannot make " + path_, errno);
  device_ = status.st_dev;
  inode_ = status.st_ino;
  return {};
}

SocketFile::SocketFile(SocketFile&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      fd_(std::exchange(other.fd_, -1)),
      device_(other.device_),
      inode_(other.inode_) {}

SocketFile& SocketFile::operator=(SocketFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  std::swap(device_, other.device_);
  std::swap(inode_, other.inode_);
  return *this;
}

SocketFile::~SocketFile() {
  if (fd_ >= 0) ::close(fd_);
  struct stat status {};
  if (!path_.empty() && ::lstat(path_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_)
    ::unlink(path_.c_str());
}

}  // namespace bailiwick::control
