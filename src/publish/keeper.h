// What is served, kept in state-directory behind the workers: the copies in good/ (store/last_good.h) and the log of
// serials, so that a restart loses neither. A failure loses nothing either: what is not kept yet is tried again with
// the next call, and counted until then.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "publish/kept_versions.h"
#include "publish/zones.h"
#include "store/last_good.h"
#include "store/serial_log.h"

namespace bailiwick::publish {

// One thread at a time, but for not_kept().
class Keeper {
 public:
  // An empty directory: nothing is kept.
  explicit Keeper(std::string state_directory, base::FileSystem& files = base::disk());

  const std::string& directory() const { return directory_; }
  // Into another one from here on, whatever is in it.
  void move_to(const std::string& state_directory, Zones& zones);
  // What was kept before this process began, for the first run. Completes or drops what a crash left half done.
  // `problems` are for the log: copies that are damaged, directories that cannot be read.
  KeptVersions begin(const std::string& zones_directory, base::UnixTime now, std::vector<std::string>& problems);

  // Versions of one commit that depend on each other are kept together or not at all. Stops at the first failure.
  // Blocks on the disk.
  base::Result<void> keep(Zones& zones, base::UnixTime now);
  // What the operator should know beside a failure, a sentence each: serials that went back while nobody looked.
  std::vector<std::string> take_problems() { return std::exchange(problems_, {}); }
  // Versions that are served and not on disk yet. Any thread.
  std::size_t not_kept() const { return not_kept_.load(std::memory_order_relaxed); }
  // As many are served and not kept now.
  void count(const Zones& zones);

 private:
  using Number = std::uint32_t;
  void open();
  void read_serials(const Zones& zones);
  base::Result<void> keep_all(Zones& zones, base::UnixTime now);
  base::Result<void> forget_removed(Zones& zones, base::UnixTime now);
  base::Result<void> keep_some(Zones& zones, std::span<const Number> numbers, bool is_unit);

  std::string directory_;
  base::FileSystem& files_;
  std::optional<store::LastGood> good_;
  std::optional<store::SerialLog> serials_;
  bool serials_are_read_ = false;
  std::vector<std::string> problems_;
  std::atomic<std::size_t> not_kept_ = 0;
};

}  // namespace bailiwick::publish
