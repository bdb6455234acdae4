// The serial that was published last of each zone, and a hash of its records: what a next version must come after, over
// any restart. One file for all zones, to which each commit appends, and which is written anew when most of its lines
// are out of date. A line "example.com. 2026112101 0123456789abcdef 89abcdef" ends in its own CRC-32C; the last line of
// a zone counts; one that is damaged, or cut short by a crash, counts for nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "store/layout.h"
#include "wire/name.h"

namespace bailiwick::store {

struct PublishedSerial {
  std::uint32_t serial = 0;
  std::uint64_t records = 0;  // zone::hash_of_records
  bool operator==(const PublishedSerial&) const = default;
};

struct SerialChange {
  wire::Name origin;
  std::optional<PublishedSerial> published;  // none: the zone is forgotten
};

// One thread at a time. Blocks on the file system.
class SerialLog {
 public:
  explicit SerialLog(Layout layout, base::FileSystem& files = base::disk());

  // What is on disk; that of 0.1.0 (`serials`) where there is no file of this form. Nothing where there is neither.
  base::Result<void> read();
  std::optional<PublishedSerial> find(wire::NameView origin) const;
  std::size_t size() const { return serials_.size(); }
  // Lines that counted for nothing.
  std::size_t damaged_lines() const { return damaged_lines_; }

  // From here on these are the last ones, on disk if that does not fail; if it does, in memory alone, and the next call
  // writes all of them.
  base::Result<void> append(std::span<const SerialChange> changes);

 private:
  void read_lines(std::string_view text);
  void read_old_lines(std::string_view text);
  base::Result<void> append_text(const std::string& text);
  base::Result<void> write_all();

  Layout layout_;
  base::FileSystem& files_;
  std::map<std::string, PublishedSerial, std::less<>> serials_;  // by the name as wire::to_text has it, lowered
  std::size_t lines_ = 0;                                        // of the file
  std::size_t damaged_lines_ = 0;
  bool must_write_all_ = true;  // there is no file yet, or one whose end cannot be relied on
};

}  // namespace bailiwick::store
