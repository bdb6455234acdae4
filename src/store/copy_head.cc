#include "store/copy_head.h"

#include <algorithm>
#include <charconv>
#include <cinttypes>
#include <cstdio>

#include "base/crc32c.h"

namespace bailiwick::store {
namespace {

constexpr std::string_view kMark = "; copy ";
constexpr std::string_view kFormat = "; copy 1\n";
constexpr std::string_view kIntroduction =
    "; The version of a zone that bailiwick(8) served last. Any name server can load this file.\n";

std::string hex_text(std::uint64_t number, int digits) {
  char text[20];
  std::snprintf(text, sizeof text, "%0*" PRIx64, digits, number);
  return text;
}

// In one line, whatever is in it.
std::string escaped(std::string_view path) {
  std::string text;
  for (const char c : path) {
    const auto octet = static_cast<std::uint8_t>(c);
    if (octet < 0x20 || octet == 0x7f || c == '%') {
      text += '%' + hex_text(octet, 2);
    } else {
      text += c;
    }
  }
  return text;
}

std::string unescaped(std::string_view text) {
  std::string path;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned octet = 0;
    if (text[at] == '%' && at + 2 < text.size() &&
        std::from_chars(&text[at + 1], &text[at + 1] + 2, octet, 16).ec == std::errc()) {
      path += static_cast<char>(octet);
      at += 2;
    } else {
      path += text[at];
    }
  }
  return path;
}

std::string_view next_word(std::string_view& line) {
  const std::string_view word = line.substr(0, line.find(' '));
  line.remove_prefix(std::min(line.size(), word.size() + 1));
  return word;
}

template <class Number>
bool read_number(std::string_view& line, Number& number, int base = 10) {
  const std::string_view word = next_word(line);
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number, base);
  return error == std::errc() && !word.empty() && end == word.data() + word.size();
}

bool read_file(std::string_view line, SourceFile& file) {
  base::FileStamp& stamp = file.stamp;
  if (!read_number(line, stamp.device) || !read_number(line, stamp.inode) || !read_number(line, stamp.size) ||
      !read_number(line, stamp.modified_ns) || !read_number(line, stamp.changed_ns))
    return false;
  if (line.starts_with("- ")) {
    line.remove_prefix(2);
  } else if (!read_number(line, file.content.emplace(), 16)) {
    return false;
  }
  stamp.path = unescaped(line);
  return true;
}

// One line after its mark; true for a key that is not known.
bool read_line(std::string_view line, CopyHead& head) {
  const std::string_view key = next_word(line);
  if (key == "zone") {
    const auto name = wire::Name::from_text(line);
    if (name) head.origin = *name;
    return name.has_value();
  }
  if (key == "serial") return read_number(line, head.serial);
  if (key == "records") return read_number(line, head.record_count) && read_number(line, head.records, 16);
  if (key == "since") return read_number(line, head.since);
  if (key == "source") {
    head.source = unescaped(line);
    return true;
  }
  if (key == "read") return read_number(line, head.read_at_ns);
  if (key == "file") return read_file(line, head.files.emplace_back());
  return true;
}

std::unexpected<base::Error> damaged() {
  return base::fail("its head is damaged");
}

}  // namespace

std::string head_text(const CopyHead& head) {
  std::string text(kIntroduction);
  text += kFormat;
  const auto line = [&](std::string_view key, const std::string& value) {
    text.append(kMark).append(key).append(" ").append(value).append("\n");
  };
  line("zone", wire::to_text(head.origin));
  line("serial", std::to_string(head.serial));
  line("records", std::to_string(head.record_count) + ' ' + hex_text(head.records, 16));
  line("since", std::to_string(head.since) + ' ' + base::time_text(head.since));
  line("source", escaped(head.source));
  line("read", std::to_string(head.read_at_ns));
  for (const SourceFile& file : head.files)
    line("file", std::to_string(file.stamp.device) + ' ' + std::to_string(file.stamp.inode) + ' ' +
                     std::to_string(file.stamp.size) + ' ' + std::to_string(file.stamp.modified_ns) + ' ' +
                     std::to_string(file.stamp.changed_ns) + ' ' + (file.content ? hex_text(*file.content, 16) : "-") +
                     ' ' + escaped(file.stamp.path));
  const std::uint32_t crc = base::crc32c(text);
  line("head", hex_text(crc, 8));
  return text;
}

base::Result<CopyHead> parse_head(std::string_view text, std::size_t& size, bool& is_cut) {
  CopyHead head;
  bool has_format = false;
  is_cut = false;
  for (size = 0; size < text.size();) {
    const std::size_t end = text.find('\n', size);
    if (end == std::string_view::npos) break;
    std::string_view line = text.substr(size, end - size);
    if (!line.starts_with(';')) return damaged();
    if (text.substr(size, kFormat.size()) == kFormat) {
      has_format = true;
    } else if (line.starts_with("; copy head ")) {
      line.remove_prefix(kMark.size() + std::string_view("head ").size());
      std::uint32_t crc = 0;
      if (!has_format || !read_number(line, crc, 16) || crc != base::crc32c(text.substr(0, size))) return damaged();
      size = end + 1;
      return head;
    } else if (line.starts_with(kMark)) {
      line.remove_prefix(kMark.size());
      if (!has_format) return base::fail("its format is not known");
      if (!read_line(line, head)) return damaged();
    }
    size = end + 1;
  }
  is_cut = true;
  return damaged();
}

}  // namespace bailiwick::store
