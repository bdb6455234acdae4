// One copy: its head (copy_head.h), the zone's records as text, and a last line with the CRC-32C and the number of all
// octets before it, so that a file that is cut short, or has one octet changed, is found.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "store/copy_head.h"
#include "zone/zone.h"

namespace bailiwick::store {

struct Copy {
  CopyHead head;
  std::shared_ptr<const zone::Zone> zone;
};

struct CopyError {
  enum class Kind { Missing, Unreadable, Damaged };
  Kind kind;
  std::string message;  // with the path
};

// The file `path` has the copy afterwards, or the part of it that could be written; with `durable` it is on disk.
// Mode 0640.
base::Result<void> write_copy(const std::string& path, const CopyHead& head, const zone::Zone& zone, bool durable,
                              base::FileSystem& files);

// The head alone, of a file that has its last line; of a file of some KiB the rest is checked as well.
std::expected<CopyHead, CopyError> read_copy_head(const std::string& path);
// All of it, each octet checked.
std::expected<Copy, CopyError> read_copy(const std::string& path);

}  // namespace bailiwick::store
