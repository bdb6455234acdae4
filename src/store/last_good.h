// The last version served of every zone, on disk: what is served after a restart if a zone's source is broken, and what
// says which zones are in service. A copy is replaced whole or not at all; several of them, where versions depend on
// each other, all or none. Knows no config, no delegation and no set of zones; all times are handed in.
//
// On disk (layout.h): copies are written beside the old ones (".new"), synced and renamed, many in one round. A unit
// has all its new files written first, then a record that names them, then the renames; the record decides whether a
// start completes the unit or drops it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/result.h"
#include "store/copy_file.h"
#include "store/layout.h"

namespace bailiwick::store {

// A version to keep.
struct ToKeep {
  CopyHead head;
  const zone::Zone* zone;  // with the origin, serial and records that the head names
};

// How far it went: the first `count` are on disk.
struct Kept {
  std::size_t count = 0;
  std::optional<base::Error> failure = {};  // what happened to the next one; none if all are on disk
};

struct Listed {
  std::vector<CopyHead> heads;      // of the copies that can be read, in no order
  std::vector<CopyError> problems;  // of those that cannot, and of directories
};

// One thread at a time; the only writer below good/, before/ and removed/. Blocks on the file system.
class LastGood {
 public:
  static constexpr std::size_t kFilesInRound = 256;
  static constexpr base::UnixTime kKeptWhenRemoved = base::UnixTime{30} * 86400;

  explicit LastGood(Layout layout, base::FileSystem& files = base::disk());

  // Completes or drops what a crash left half done. Before anything else, once.
  base::Result<void> recover();
  // The heads of all copies, on all cores. Of the records of large ones only the end is looked at. A damaged copy is
  // set aside as NAME.zone.damaged-DATE, and is a problem; so is one that cannot be read, which stays where it is.
  Listed list(base::UnixTime now);
  // Each octet checked; damage as above.
  std::expected<Copy, CopyError> read(wire::NameView origin, base::UnixTime now);

  // Each for itself, in their order, no zone twice. The state-directory is there; good/ is made. After a failure, go on
  // with what comes after it or try again.
  Kept keep(std::span<const ToKeep> versions);
  // All or none, at every moment; no zone twice. A failure after the point of no return says that it will be completed:
  // by the next call of any of these functions, or by recover().
  base::Result<void> keep_unit(std::span<const ToKeep> versions);
  // The version before the one in service that had another delegation, for the steps from one to the other. Whole or
  // not at all.
  base::Result<void> keep_before(const ToKeep& version);
  // Of this form; what 0.1.0 left in before/ is not looked at.
  std::expected<Copy, CopyError> read_before(wire::NameView origin, base::UnixTime now);
  // The zone is not in service any more: its copy goes to removed/DATE/. Nothing to do where there is none.
  base::Result<void> remove(wire::NameView origin, base::UnixTime now);
  // Ends the time of those that were removed more than kKeptWhenRemoved ago.
  base::Result<void> expire_removed(base::UnixTime now);

 private:
  base::Result<void> write_new(const ToKeep& version, bool durable);
  Kept write_all_new(std::span<const ToKeep> versions);
  base::Result<void> rename_new(const std::string& file);
  std::expected<Copy, CopyError> read_whole(const std::string& path, wire::NameView origin, base::UnixTime now);
  base::Result<void> make_directories(const std::string& first, const std::string& second);
  base::Result<void> sync_renamed(std::span<const ToKeep> versions);
  void drop_new(std::span<const ToKeep> versions);
  base::Result<void> finish_unit();
  base::Result<void> drop_all_new(const std::string& root);
  void set_aside(const std::string& path, base::UnixTime now, CopyError& error);

  Layout layout_;
  base::FileSystem& files_;
  bool has_open_unit_ = false;  // its record is on disk, its renames may not be
};

}  // namespace bailiwick::store
