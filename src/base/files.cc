// Folders are told by their status, so that a dangling link or a file without permission is listed: leaving it out in
// silence would be worse than saying that it cannot be read.
#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace bailiwick::base {

namespace fs = std::filesystem;

namespace {

Result<void> write_all(int fd, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_errno("cannot write " + path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

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

Result<void> replace_file(const std::string& path, const std::string& text, mode_t mode, bool durable) {
  const std::string fresh = path + ".new";
  const int fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
  if (fd < 0) return fail_errno("cannot write " + fresh, errno);
  // Before anything is in it, and whatever the umask.
  Result<void> done;
  if (::fchmod(fd, mode) != 0) done = fail_errno("cannot write " + fresh, errno);
  if (done) done = write_all(fd, text, fresh);
  if (done && durable && ::fsync(fd) != 0) done = fail_errno("cannot write " + fresh, errno);
  ::close(fd);
  if (done && ::rename(fresh.c_str(), path.c_str()) != 0) done = fail_errno("cannot write " + path, errno);
  if (!done) ::unlink(fresh.c_str());
  return done;
}

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0755) == 0) {
    ::chmod(path.c_str(), 0755);  // whatever the umask
    return {};
  }
  if (errno == EEXIST) return {};
  return fail_errno("cannot make " + path, errno);
}

}  // namespace bailiwick::base
