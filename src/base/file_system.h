// All that is done to files below state-directory goes through this interface, so that a test can make the n-th
// operation fail, or the process end there. Reading stays plain. Each function returns 0 or an errno value.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>

namespace bailiwick::base {

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // Opens an empty file for writing, whether there is one already or not, with that mode whatever the umask. A
  // symbolic link in its place is an error.
  virtual int create(const std::string& path, mode_t mode, int& descriptor) = 0;
  // Opens a file to write at its end; made where there is none.
  virtual int open_at_end(const std::string& path, mode_t mode, int& descriptor) = 0;
  virtual int write(int descriptor, std::string_view text) = 0;
  // The file's content is on disk after it.
  virtual int sync(int descriptor) = 0;
  virtual int close(int descriptor) = 0;
  virtual int rename(const std::string& from, const std::string& to) = 0;
  virtual int remove(const std::string& path) = 0;
  virtual int make_directory(const std::string& path, mode_t mode) = 0;
  virtual int remove_directory(const std::string& path) = 0;
  // The directory's entries are on disk after it.
  virtual int sync_directory(const std::string& path) = 0;
  // All files of the file system that the directory is in, and their entries, are on disk after it: for many files.
  virtual int sync_all(const std::string& directory) = 0;
};

// The real one. Holds no state.
FileSystem& disk();

// A file that is being written, closed at the end whatever happens.
class OpenFile {
 public:
  explicit OpenFile(FileSystem& files) : files_(files) {}
  ~OpenFile() { close(); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int create(const std::string& path, mode_t mode) { return files_.create(path, mode, descriptor_); }
  int open_at_end(const std::string& path, mode_t mode) { return files_.open_at_end(path, mode, descriptor_); }
  int write(std::string_view text) { return files_.write(descriptor_, text); }
  int sync() { return files_.sync(descriptor_); }
  int close() { return descriptor_ < 0 ? 0 : files_.close(std::exchange(descriptor_, -1)); }

 private:
  FileSystem& files_;
  int descriptor_ = -1;
};

}  // namespace bailiwick::base
