#include "store/serial_log.h"

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <sstream>
#include <string_view>
#include <utility>

#include "base/crc32c.h"
#include "base/files.h"

namespace bailiwick::store {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 30;  // octets: some ten million zones
constexpr std::size_t kSpareLines = 1024;                   // out of date before the file is written anew
constexpr std::string_view kFirstLine = "; serials 1: what bailiwick(8) published last of each zone.\n";
constexpr mode_t kMode = 0640;

std::string key_of(wire::NameView origin) {
  return wire::to_text(wire::Name(origin).lowered());
}

// "-" in place of the numbers: forgotten.
std::string line_text(std::string_view zone, const std::optional<PublishedSerial>& published) {
  std::string line(zone);
  char numbers[48];
  if (published) {
    std::snprintf(numbers, sizeof numbers, " %" PRIu32 " %016" PRIx64, published->serial, published->records);
    line += numbers;
  } else {
    line += " -";
  }
  std::snprintf(numbers, sizeof numbers, " %08" PRIx32 "\n", base::crc32c(line));
  return line + numbers;
}

struct Line {
  std::string_view zone;
  std::optional<PublishedSerial> published;
};

// Without its end of line; none where it is damaged.
std::optional<Line> parse_line(const std::string& text) {
  const std::size_t space = text.find(' ');
  if (space == std::string::npos) return std::nullopt;
  Line line{std::string_view(text).substr(0, space), {}};
  PublishedSerial published;
  if (std::sscanf(&text[space], " %" SCNu32 " %" SCNx64, &published.serial, &published.records) == 2)
    line.published = published;
  if (line_text(line.zone, line.published) != text + '\n') return std::nullopt;
  return line;
}

}  // namespace

SerialLog::SerialLog(Layout layout, base::FileSystem& files) : layout_(std::move(layout)), files_(files) {}

base::Result<void> SerialLog::read() {
  serials_.clear();
  lines_ = 0;
  damaged_lines_ = 0;
  must_write_all_ = true;
  for (const bool is_old : {false, true}) {
    const std::string path = is_old ? layout_.old_serials() : layout_.serial_log();
    const auto text = base::read_file(path, kLargestFile);
    if (!text && (text.error() == ENOENT || text.error() == ENOTDIR)) continue;
    if (!text) return base::fail_errno("cannot read " + path, text.error());
    if (is_old) {
      read_old_lines(*text);
    } else {
      read_lines(*text);
    }
    return {};
  }
  return {};
}

void SerialLog::read_lines(std::string_view text) {
  must_write_all_ = !text.starts_with(kFirstLine) || !text.ends_with('\n');
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line); ++lines_) {
    if (line.starts_with(';')) continue;
    const auto parsed = parse_line(line);
    if (!parsed) {
      ++damaged_lines_;
    } else if (parsed->published) {
      serials_.insert_or_assign(std::string(parsed->zone), *parsed->published);
    } else if (const auto known = serials_.find(parsed->zone); known != serials_.end()) {
      serials_.erase(known);
    }
  }
}

// Of 0.1.0: "example.com. 2026112101 0123456789abcdef".
void SerialLog::read_old_lines(std::string_view text) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(';')) continue;
    std::istringstream words(line);
    std::string zone;
    PublishedSerial one;
    if (words >> zone >> std::dec >> one.serial >> std::hex >> one.records) {
      serials_[zone] = one;
    } else {
      ++damaged_lines_;
    }
  }
}

std::optional<PublishedSerial> SerialLog::find(wire::NameView origin) const {
  const auto found = serials_.find(key_of(origin));
  if (found == serials_.end()) return std::nullopt;
  return found->second;
}

base::Result<void> SerialLog::append(std::span<const SerialChange> changes) {
  std::string text;
  std::size_t lines = 0;
  for (const SerialChange& change : changes) {
    const std::string zone = key_of(change.origin);
    const auto known = serials_.find(zone);
    if (known == serials_.end() ? !change.published : known->second == change.published) continue;
    if (change.published) {
      serials_[zone] = *change.published;
    } else {
      serials_.erase(zone);
    }
    text += line_text(zone, change.published);
    ++lines;
  }
  if (must_write_all_ || lines_ + lines > 2 * serials_.size() + kSpareLines) return write_all();
  if (lines == 0) return {};
  const auto done = append_text(text);
  lines_ += lines;
  must_write_all_ = !done;
  return done;
}

base::Result<void> SerialLog::append_text(const std::string& text) {
  base::OpenFile file(files_);
  int error = file.open_at_end(layout_.serial_log(), kMode);
  if (error == 0) error = file.write(text);
  if (error == 0) error = file.sync();
  const int closed = file.close();
  if (error == 0) error = closed;
  if (error != 0) return base::fail_errno("cannot write " + layout_.serial_log(), error);
  return {};
}

base::Result<void> SerialLog::write_all() {
  std::string text(kFirstLine);
  for (const auto& [zone, published] : serials_) text += line_text(zone, published);
  auto done = base::replace_file(layout_.serial_log(), text, kMode, true, files_);
  must_write_all_ = !done;
  lines_ = 1 + serials_.size();
  return done;
}

}  // namespace bailiwick::store
