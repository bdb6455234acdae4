// A directory of a test's own under the system's place for temporary files, removed with everything in it at the end.
// `keep()` leaves it behind for a person to look at.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bailiwick::support {

class TempDir {
 public:
  // `label` becomes part of the name. Throws std::system_error where none can be made.
  explicit TempDir(std::string_view label);
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Writes (or overwrites) a file below the directory, its folders made as needed, and gives its path.
  std::filesystem::path write(std::string_view name, std::string_view text) const;
  void keep() { keep_ = true; }

 private:
  std::filesystem::path path_;
  bool keep_ = false;
};

// The whole file as text; empty when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace bailiwick::support
