// By what a file is known again without reading it: where it lies on disk, its size and its times.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <span>
#include <string>

namespace bailiwick::base {

struct FileStamp {
  std::string path;
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = -1;  // -1: the file could not be examined
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const std::string& path, const struct stat& status);
// What the path leads to now.
FileStamp stamp_of(const std::string& path);

// Whether what was read then is surely what files with these stamps have, however often they are looked at later.
bool were_settled(std::span<const FileStamp> files, std::int64_t read_at_ns);

// Whether the files are surely as they were when they were stamped and then read, at `read_at_ns` of the wall clock.
// Not sure is a file that changed less than 2 seconds before: an edit right after may have left the same times.
bool are_unchanged(std::span<const FileStamp> files, std::int64_t read_at_ns);

}  // namespace bailiwick::base
