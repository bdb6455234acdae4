// Folders are told by their status, so that a dangling link or a file without permission is listed: leaving it out in
// silence would be worse than saying that it cannot be read.
#include "config/files.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace bailiwick::config {

namespace fs = std::filesystem;

std::expected<std::string, int> read_file(const std::string& path, std::size_t most) {
  constexpr std::size_t kChunk = std::size_t{1} << 16;
  const auto close = [](std::FILE* file) { std::fclose(file); };
  errno = 0;
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "re"), close);
  if (!file) return std::unexpected(errno);
  std::string text;
  for (std::size_t size = 0; size <= most; size = text.size()) {
    text.resize(size + std::min(kChunk, most + 1 - size));
    text.resize(size + std::fread(text.data() + size, 1, text.size() - size, file.get()));
    if (text.size() == size) break;
  }
  if (std::ferror(file.get()) != 0) return std::unexpected(errno);
  return text;
}

std::expected<std::vector<std::string>, std::error_code> list_files(const std::string& folder,
                                                                    std::string_view suffix) {
  std::vector<std::string> paths;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string& path = entry->path().native();
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    std::error_code ignored;
    if (!name.starts_with('.') && name.ends_with(suffix) && !entry->is_directory(ignored)) paths.push_back(path);
  }
  if (error) return std::unexpected(error);
  return paths;
}

}  // namespace bailiwick::config
