// Temporary directories and small files in them. A file is written beside its place and renamed into it,
// so that a server that reloads at that very moment sees the old text or the new, never half.
#include "support/temp_dir.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace bailiwick::support {

TempDir::TempDir(std::string_view label) {
  std::string pattern = (std::filesystem::temp_directory_path() / std::string(label)).string() + ".XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::system_error(errno, std::generic_category(), pattern);
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  if (!keep_) std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TempDir::write(std::string_view name, std::string_view text) const {
  const auto path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  const auto fresh = path.string() + ".fresh";
  std::ofstream(fresh, std::ios::binary) << text;
  std::filesystem::rename(fresh, path);
  return path;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace bailiwick::support
