// Large files are read twice, once for the checksum and once by the loader: no file is in memory as a whole.
#include "store/copy_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <optional>

#include "base/crc32c.h"
#include "load/zone_file.h"
#include "zone/text.h"

namespace bailiwick::store {
namespace {

constexpr std::size_t kFirstRead = std::size_t{1} << 12;    // octets; most heads, and small zones, are shorter
constexpr std::size_t kLongestHead = std::size_t{1} << 24;  // a zone file may include thousands
constexpr std::size_t kPiece = std::size_t{1} << 20;
constexpr std::size_t kLongestEnd = 64;

std::string end_text(std::uint32_t crc, std::uint64_t octets) {
  char text[kLongestEnd];
  std::snprintf(text, sizeof text, "; end %08" PRIx32 " %" PRIu64 "\n", crc, octets);
  return text;
}

std::unexpected<CopyError> damaged(const std::string& path, const std::string& why) {
  return std::unexpected(CopyError{CopyError::Kind::Damaged, path + " is damaged: " + why});
}

std::unexpected<CopyError> unreadable(const std::string& path, int error) {
  const auto kind = error == ENOENT || error == ENOTDIR ? CopyError::Kind::Missing : CopyError::Kind::Unreadable;
  return std::unexpected(CopyError{kind, "cannot read " + path + ": " + std::strerror(error)});
}

// An open file, read from any place.
class Reader {
 public:
  explicit Reader(const std::string& path) : descriptor_(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
      error_ = errno;
    } else if (!S_ISREG(status.st_mode)) {
      error_ = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    } else {
      size_ = static_cast<std::size_t>(status.st_size);
      if (size_ <= kFirstRead) small_ = read_from_disk(0, size_);
    }
  }
  ~Reader() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  int error() const { return error_; }
  std::size_t size() const { return size_; }

  // Up to `count` octets from `from`; fewer at the end of the file or after an error.
  std::string read(std::size_t from, std::size_t count) {
    if (!small_.empty()) return from < small_.size() ? small_.substr(from, count) : std::string();
    return read_from_disk(from, count);
  }

 private:
  std::string read_from_disk(std::size_t from, std::size_t count) {
    std::string text(count, '\0');
    std::size_t done = 0;
    while (done < count) {
      const ssize_t got = ::pread(descriptor_, text.data() + done, count - done, static_cast<off_t>(from + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) error_ = errno;
      if (got <= 0) break;
      done += static_cast<std::size_t>(got);
    }
    text.resize(done);
    return text;
  }

  int descriptor_;
  int error_ = 0;
  std::size_t size_ = 0;
  std::string small_ = {};  // the file, if it is: read once
};

// The last line, and where it begins; none if the file does not end in one that names that place.
std::optional<std::uint32_t> read_end(Reader& reader, std::size_t& begin) {
  const std::size_t count = std::min(reader.size(), kLongestEnd);
  const std::string tail = reader.read(reader.size() - count, count);
  const std::size_t at = tail.rfind("; end ");
  std::uint32_t crc = 0;
  std::uint64_t octets = 0;
  if (at == std::string::npos || std::sscanf(&tail[at], "; end %" SCNx32 " %" SCNu64, &crc, &octets) != 2)
    return std::nullopt;
  begin = reader.size() - count + at;
  if (octets != begin || tail.substr(at) != end_text(crc, octets)) return std::nullopt;
  return crc;
}

std::uint32_t crc_up_to(Reader& reader, std::size_t end) {
  std::uint32_t crc = 0;
  for (std::size_t at = 0; at < end; at += kPiece) crc = base::crc32c(reader.read(at, std::min(kPiece, end - at)), crc);
  return crc;
}

std::expected<CopyHead, CopyError> read_head(const std::string& path, Reader& reader, bool check_all) {
  if (reader.error() != 0) return unreadable(path, reader.error());
  std::size_t begin_of_end = 0;
  const auto crc = read_end(reader, begin_of_end);
  if (reader.error() != 0) return unreadable(path, reader.error());
  if (!crc) return damaged(path, "it is cut short");
  const bool is_wrong = (check_all || begin_of_end <= kFirstRead) && crc_up_to(reader, begin_of_end) != *crc;
  if (reader.error() != 0) return unreadable(path, reader.error());
  if (is_wrong) return damaged(path, "its checksum does not match");
  for (std::size_t count = kFirstRead;; count *= 16) {
    std::size_t size = 0;
    bool is_cut = false;
    auto head = parse_head(reader.read(0, count), size, is_cut);
    if (reader.error() != 0) return unreadable(path, reader.error());
    if (head) return std::move(*head);
    if (!is_cut || count >= reader.size() || count >= kLongestHead) return damaged(path, head.error().message);
  }
}

}  // namespace

base::Result<void> write_copy(const std::string& path, const CopyHead& head, const zone::Zone& zone, bool durable,
                              base::FileSystem& files) {
  base::OpenFile file(files);
  if (const int error = file.create(path, 0640)) return base::fail_errno("cannot write " + path, error);
  std::uint32_t crc = 0;
  std::uint64_t octets = 0;
  const auto write = [&](std::string_view text) {
    crc = base::crc32c(text, crc);
    octets += text.size();
    return file.write(text);
  };
  // Head and end go with the records next to them: few zones are more than one piece.
  std::string piece = head_text(head);
  zone::TextWriter records(zone);
  int error = 0;
  for (std::string_view next = records.next(); error == 0 && !next.empty(); next = records.next()) {
    if (piece.size() + next.size() > 2 * zone::TextWriter::kPiece) {
      error = write(piece);
      piece.clear();
    }
    piece += next;
  }
  if (error == 0) {
    crc = base::crc32c(piece, crc);
    octets += piece.size();
    error = file.write(piece + end_text(crc, octets));
  }
  if (error == 0 && durable) error = file.sync();
  const int closed = file.close();
  if (error == 0) error = closed;
  if (error != 0) return base::fail_errno("cannot write " + path, error);
  return {};
}

std::expected<CopyHead, CopyError> read_copy_head(const std::string& path) {
  Reader reader(path);
  return read_head(path, reader, false);
}

std::expected<Copy, CopyError> read_copy(const std::string& path) {
  Reader reader(path);
  auto head = read_head(path, reader, true);
  if (!head) return std::unexpected(head.error());
  load::Loaded loaded = load::load_zone_file(path, head->origin);
  if (!loaded.built) return unreadable(path, EIO);
  const std::shared_ptr<const zone::Zone>& zone = loaded.built->zone;
  if (loaded.findings.count(base::Level::Fatal) > 0 || zone->record_count() != head->record_count ||
      zone->serial() != head->serial)
    return damaged(path, "its records are not those of its head");
  return Copy{std::move(*head), zone};
}

}  // namespace bailiwick::store
