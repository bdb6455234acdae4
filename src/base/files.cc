// Folders are told by their status, so that a dangling link or a file without permission is listed: leaving it out in
// silence would be worse than saying that it cannot be read.
#include "base/files.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace bailiwick::base {

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

Result<void> replace_file(const std::string& path, const std::string& text, mode_t mode, bool durable,
                          FileSystem& files) {
  const std::string fresh = path + ".new";
  OpenFile file(files);
  int error = file.create(fresh, mode);
  const bool is_made = error == 0;
  if (error == 0) error = file.write(text);
  if (error == 0 && durable) error = file.sync();
  const int closed = file.close();
  if (error == 0) error = closed;
  if (error != 0) {
    if (is_made) files.remove(fresh);
    return fail_errno("cannot write " + fresh, error);
  }
  error = files.rename(fresh, path);
  if (error != 0) {
    files.remove(fresh);
    return fail_errno("cannot write " + path, error);
  }
  if (durable) error = files.sync_directory(directory_of(path));
  if (error != 0) return fail_errno("cannot write " + path, error);
  return {};
}

Result<void> make_directory(const std::string& path, FileSystem& files) {
  const int error = files.make_directory(path, 0755);
  if (error == 0 || error == EEXIST) return {};
  return fail_errno("cannot make " + path, error);
}

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace bailiwick::base
