// The head of a copy: comment lines before the zone's records, for machines, with a checksum of their own, so that all
// heads can be listed without reading any records. To every zone-file reader, ours included, they are just comments.
//   ; copy 1                                     format
//   ; copy zone example.com.
//   ; copy serial 2026112101
//   ; copy records 12 0123456789abcdef           their number and hash (zone::hash_of_records)
//   ; copy since 1795478040 2026-11-21 23:54 UTC
//   ; copy source file
//   ; copy read 1795478039123456789
//   ; copy file DEVICE INODE SIZE MODIFIED CHANGED HASH-OR-DASH PATH
//   ; copy head 89abcdef                         CRC-32C of all before this line
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/file_stamp.h"
#include "base/result.h"
#include "wire/name.h"

namespace bailiwick::store {

struct SourceFile {
  base::FileStamp stamp;
  std::optional<std::uint64_t> content = {};  // a hash of its octets
  bool operator==(const SourceFile&) const = default;
};

struct CopyHead {
  wire::Name origin;
  std::uint32_t serial = 0;
  std::uint64_t record_count = 0;
  std::uint64_t records = 0;      // their hash
  base::UnixTime since = 0;       // when this version was first served
  std::string source = "file";    // what it was made by, in one line: "file", "transfer 192.0.2.1", "signer"
  std::int64_t read_at_ns = 0;    // when its files were read, by the wall clock
  std::vector<SourceFile> files;  // it was made of: that of the zone first, then included ones; may be empty
};

std::string head_text(const CopyHead& head);

// The head that `text` begins with, and its size in octets in `size`; fails with what is wrong, "its head is damaged".
// Lines of a key that this version does not know are ignored. `text` may end anywhere: `is_cut` is set where it ended
// before the head did.
base::Result<CopyHead> parse_head(std::string_view text, std::size_t& size, bool& is_cut);

}  // namespace bailiwick::store
