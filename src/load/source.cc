// A window of 4 MiB over a file or over text in memory; see source.h for its invariant.
#include "load/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "load/problem.h"

namespace bailiwick::load {
namespace {

constexpr std::size_t kWindow = 4 * kMaxEntry;
constexpr std::size_t kSlack = 2;  // the final newline that a file may lack, and the one behind the window
constexpr std::string_view kStdin = "/dev/stdin";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

}  // namespace

base::Result<Source> Source::open(const std::string& path) {
  if (path.find('\0') != std::string::npos) return base::fail("the path contains a NUL octet");
  const bool is_stdin = path == kStdin;
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | (is_stdin ? 0 : O_NONBLOCK));
  if (fd < 0) return base::fail_errno("cannot open " + printable(path), errno);
  Source source;
  source.fd_ = fd;
  struct stat status {};
  if (::fstat(fd, &status) != 0) return base::fail_errno("cannot examine " + printable(path), errno);
  source.is_regular_ = S_ISREG(status.st_mode);
  if (!source.is_regular_ && !(is_stdin && !S_ISDIR(status.st_mode)))
    return base::fail("cannot read " + printable(path) + ": it is " + std::string(kind_of(status.st_mode)) +
                      ", not a file");
  source.stamp_ = base::stamp_of(path, status);
  const auto size = source.is_regular_ ? static_cast<std::uint64_t>(status.st_size) : kWindow;
  source.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(size + 64, kWindow)));
  return source;
}

Source Source::of_text(std::string_view text) {
  Source source;
  source.text_ = text;
  source.reserve(std::min(text.size() + 64, kWindow));
  return source;
}

Source::Source(Source&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      text_(other.text_),
      stamp_(std::move(other.stamp_)),
      is_regular_(other.is_regular_),
      buffer_(std::move(other.buffer_)),
      before_(other.before_),
      capacity_(other.capacity_),
      begin_(other.begin_),
      end_(other.end_),
      started_(other.started_),
      at_end_(other.at_end_),
      lacks_final_newline_(other.lacks_final_newline_) {}

Source::~Source() {
  if (fd_ >= 0) ::close(fd_);
}

void Source::reserve(std::size_t capacity) {
  auto larger = std::make_unique_for_overwrite<char[]>(capacity + kSlack);
  if (buffer_) std::memcpy(larger.get(), buffer_.get(), end_);
  buffer_ = std::move(larger);
  capacity_ = capacity;
  buffer_[end_] = '\n';
}

base::Result<Source> Source::from(std::uint64_t position) const {
  Source part = of_text(text_);
  part.stamp_ = stamp_;
  part.is_regular_ = is_regular_;
  part.before_ = position;
  part.started_ = true;
  if (fd_ < 0) return part;
  part.fd_ = ::fcntl(fd_, F_DUPFD_CLOEXEC, 0);
  if (part.fd_ < 0) return base::fail_errno("cannot open the file again", errno);
  const std::uint64_t rest = size() - std::min(size(), position);
  part.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(rest + 64, kWindow)));
  return part;
}

base::Result<std::size_t> Source::read_at(std::uint64_t position, std::span<char> room) const {
  if (fd_ < 0) {
    const std::string_view rest = text_.substr(std::min<std::uint64_t>(position, text_.size()));
    const std::size_t size = std::min(room.size(), rest.size());
    std::copy_n(rest.data(), size, room.data());
    return size;
  }
  for (;;) {
    const ssize_t size = ::pread(fd_, room.data(), room.size(), static_cast<off_t>(position));
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno != EINTR) return base::fail_errno("cannot read on", errno);
  }
}

// What follows the window.
base::Result<std::size_t> Source::read_some(std::span<char> room) const {
  if (fd_ < 0 || is_regular_) return read_at(before_ + end_, room);
  for (;;) {
    const ssize_t size = ::read(fd_, room.data(), room.size());
    if (size >= 0) return static_cast<std::size_t>(size);
    if (errno != EINTR) return base::fail_errno("cannot read on", errno);
  }
}

base::Result<void> Source::fill() {
  if (at_end_) return {};
  std::memmove(buffer_.get(), begin(), end_ - begin_);
  end_ -= begin_;
  before_ += begin_;
  begin_ = 0;
  while (!at_end_) {
    if (end_ == capacity_) {
      if (capacity_ == kWindow) break;
      reserve(kWindow);  // the file has grown since it was opened
    }
    const auto size = read_some({buffer_.get() + end_, capacity_ - end_});
    if (!size) {
      end_input();
      return std::unexpected(size.error());
    }
    end_ += *size;
    if (*size == 0) end_input();
  }
  buffer_[end_] = '\n';
  if (!std::exchange(started_, true) && std::string_view(begin(), end_).starts_with(kByteOrderMark))
    begin_ += kByteOrderMark.size();
  return {};
}

void Source::end_input() {
  at_end_ = true;
  lacks_final_newline_ = end_ > begin_ && buffer_[end_ - 1] != '\n';
  if (lacks_final_newline_) buffer_[end_++] = '\n';
  buffer_[end_] = '\n';
}

base::Result<void> Source::skip_line() {
  for (;;) {
    const void* newline = std::memchr(begin(), '\n', end_ - begin_);
    if (newline != nullptr) {
      consume(static_cast<const char*>(newline) + 1);
      return {};
    }
    begin_ = end_;
    if (at_end_) return {};
    if (auto filled = fill(); !filled) return filled;
  }
}

bool Source::has_changed() const {
  struct stat status {};
  if (!is_regular_ || ::fstat(fd_, &status) != 0) return false;
  const base::FileStamp now = base::stamp_of(stamp_.path, status);
  return now.size != stamp_.size || now.modified_ns != stamp_.modified_ns;
}

bool Source::is_same_file(const Source& other) const {
  return fd_ >= 0 && other.fd_ >= 0 && stamp_.device == other.stamp_.device && stamp_.inode == other.stamp_.inode;
}

}  // namespace bailiwick::load
