#include "base/file_stamp.h"

#include <algorithm>

namespace bailiwick::base {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
// File systems keep times as coarse as this.
constexpr std::int64_t kSurelyOld = 2 * kSecond;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * kSecond + time.tv_nsec;
}

}  // namespace

FileStamp stamp_of(const std::string& path, const struct stat& status) {
  return {.path = path,
          .device = status.st_dev,
          .inode = status.st_ino,
          .size = status.st_size,
          .modified_ns = nanoseconds(status.st_mtim),
          .changed_ns = nanoseconds(status.st_ctim)};
}

FileStamp stamp_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {.path = path};
  return stamp_of(path, status);
}

bool were_settled(std::span<const FileStamp> files, std::int64_t read_at_ns) {
  return std::ranges::all_of(files, [&](const FileStamp& file) {
    return std::max(file.modified_ns, file.changed_ns) < read_at_ns - kSurelyOld;
  });
}

bool are_unchanged(std::span<const FileStamp> files, std::int64_t read_at_ns) {
  return were_settled(files, read_at_ns) &&
         std::ranges::all_of(files, [](const FileStamp& file) { return stamp_of(file.path) == file; });
}

}  // namespace bailiwick::base
