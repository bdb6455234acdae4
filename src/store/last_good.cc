#include "store/last_good.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include "base/files.h"
#include "base/pool.h"

namespace bailiwick::store {
namespace {

namespace fs = std::filesystem;

// From so many files on, one sync of the file system takes less time than a sync of each.
constexpr std::size_t kSyncedAlone = 8;

base::Result<void> done_or(int error, const std::string& what) {
  if (error == 0) return {};
  return base::fail_errno(what, error);
}

CopyError of_another_zone(const std::string& path, const CopyHead& head) {
  return {CopyError::Kind::Damaged, path + " is damaged: its head names " + wire::to_display(head.origin)};
}

struct FoundHead {
  std::string path;
  std::expected<CopyHead, CopyError> head;
};

// Of all copies of a directory; the directory itself where it cannot be read.
std::vector<FoundHead> read_heads(const std::string& directory, const Layout& layout) {
  const auto paths = base::list_files(directory, kZoneSuffix);
  if (!paths) {
    const std::string message = "cannot read " + directory + ": " + paths.error().message();
    return {{directory, std::unexpected(CopyError{CopyError::Kind::Unreadable, message})}};
  }
  std::vector<FoundHead> found;
  for (const std::string& path : *paths) {
    auto head = read_copy_head(path);
    if (head && layout.good_file(head->origin) != path) head = std::unexpected(of_another_zone(path, *head));
    found.push_back({path, std::move(head)});
  }
  return found;
}

}  // namespace

LastGood::LastGood(Layout layout, base::FileSystem& files) : layout_(std::move(layout)), files_(files) {}

Listed LastGood::list(base::UnixTime now) {
  Listed listed;
  std::error_code error;
  std::vector<std::string> directories;
  for (fs::directory_iterator at(layout_.good(), error), end; !error && at != end; at.increment(error))
    if (std::error_code ignored; at->is_directory(ignored)) directories.push_back(at->path());
  const bool is_none = error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
  if (error && !is_none)
    listed.problems.push_back({CopyError::Kind::Unreadable, "cannot read " + layout_.good() + ": " + error.message()});
  std::vector<std::vector<FoundHead>> found(directories.size());
  base::in_parallel(directories.size(), [&](std::size_t i) { found[i] = read_heads(directories[i], layout_); });
  for (std::vector<FoundHead>& some : found)
    for (FoundHead& one : some) {
      if (one.head) {
        listed.heads.push_back(std::move(*one.head));
        continue;
      }
      if (one.head.error().kind == CopyError::Kind::Damaged) set_aside(one.path, now, one.head.error());
      listed.problems.push_back(std::move(one.head.error()));
    }
  return listed;
}

std::expected<Copy, CopyError> LastGood::read(wire::NameView origin, base::UnixTime now) {
  return read_whole(layout_.good_file(origin), origin, now);
}

std::expected<Copy, CopyError> LastGood::read_before(wire::NameView origin, base::UnixTime now) {
  return read_whole(layout_.before_file(origin), origin, now);
}

std::expected<Copy, CopyError> LastGood::read_whole(const std::string& path, wire::NameView origin,
                                                    base::UnixTime now) {
  auto copy = read_copy(path);
  if (copy && !wire::equal(copy->head.origin, origin)) copy = std::unexpected(of_another_zone(path, copy->head));
  if (!copy && copy.error().kind == CopyError::Kind::Damaged) set_aside(path, now, copy.error());
  return copy;
}

void LastGood::set_aside(const std::string& path, base::UnixTime now, CopyError& error) {
  const std::string aside = path + ".damaged-" + base::date_text(now);
  if (files_.rename(path, aside) == 0) error.message += "; it was renamed to " + aside;
}

Kept LastGood::keep(std::span<const ToKeep> versions) {
  Kept kept;
  if (auto finished = finish_unit(); !finished) return {0, finished.error()};
  while (kept.count < versions.size() && !kept.failure) {
    const auto round = versions.subspan(kept.count, std::min(kFilesInRound, versions.size() - kept.count));
    Kept written = write_all_new(round);
    std::size_t renamed = 0;
    for (; renamed < written.count; ++renamed) {
      auto done = rename_new(layout_.good_file(round[renamed].head.origin));
      if (done) continue;
      written.failure = done.error();
      break;
    }
    drop_new(round.subspan(renamed));
    if (auto synced = sync_renamed(round.first(renamed)); !synced) return {kept.count, synced.error()};
    kept.count += renamed;
    kept.failure = written.failure;
  }
  return kept;
}

// As many as could be written are on disk beside the old files.
Kept LastGood::write_all_new(std::span<const ToKeep> versions) {
  Kept written;
  const bool together = versions.size() >= kSyncedAlone;
  for (; written.count < versions.size(); ++written.count) {
    auto done = write_new(versions[written.count], !together);
    if (done) continue;
    written.failure = done.error();
    break;
  }
  if (!together || written.count == 0) return written;
  if (auto synced = done_or(files_.sync_all(layout_.good()), "cannot write " + layout_.good()); !synced)
    return {0, synced.error()};
  return written;
}

base::Result<void> LastGood::write_new(const ToKeep& version, bool durable) {
  const std::string path = layout_.good_file(version.head.origin).append(kNewSuffix);
  std::error_code ignored;
  if (!fs::exists(layout_.good_directory(version.head.origin), ignored))
    if (auto made = make_directories(layout_.good(), layout_.good_directory(version.head.origin)); !made) return made;
  return write_copy(path, version.head, *version.zone, durable, files_);
}

// On disk, too: what is in them would be lost with them.
base::Result<void> LastGood::make_directories(const std::string& first, const std::string& second) {
  for (const std::string& path : {first, second}) {
    const int error = files_.make_directory(path, 0750);
    if (error == EEXIST) continue;
    if (error != 0) return base::fail_errno("cannot make " + path, error);
    const std::string parent = base::directory_of(path);
    if (auto synced = done_or(files_.sync_directory(parent), "cannot write " + parent); !synced) return synced;
  }
  return {};
}

base::Result<void> LastGood::keep_before(const ToKeep& version) {
  const std::string directory = layout_.before_directory(version.head.origin);
  const std::string path = layout_.before_file(version.head.origin);
  const std::string fresh = path + std::string(kNewSuffix);
  if (auto made = make_directories(layout_.before(), directory); !made) return made;
  auto done = write_copy(fresh, version.head, *version.zone, true, files_);
  if (done) done = rename_new(path);
  if (!done) {
    files_.remove(fresh);
    return done;
  }
  return done_or(files_.sync_directory(directory), "cannot write " + directory);
}

base::Result<void> LastGood::rename_new(const std::string& file) {
  return done_or(files_.rename(file + std::string(kNewSuffix), file), "cannot write " + file);
}

base::Result<void> LastGood::sync_renamed(std::span<const ToKeep> versions) {
  if (versions.size() >= kSyncedAlone)
    return done_or(files_.sync_all(layout_.good()), "cannot write " + layout_.good());
  std::set<std::string> directories;
  for (const ToKeep& version : versions) directories.insert(layout_.good_directory(version.head.origin));
  for (const std::string& path : directories)
    if (auto synced = done_or(files_.sync_directory(path), "cannot write " + path); !synced) return synced;
  return {};
}

// As far as it can be done; recover() does the rest.
void LastGood::drop_new(std::span<const ToKeep> versions) {
  for (const ToKeep& version : versions) {
    const std::string path = layout_.good_file(version.head.origin).append(kNewSuffix);
    if (std::error_code ignored; fs::exists(path, ignored)) files_.remove(path);
  }
}

base::Result<void> LastGood::remove(wire::NameView origin, base::UnixTime now) {
  if (auto finished = finish_unit(); !finished) return finished;
  const std::string from = layout_.good_file(origin);
  if (std::error_code ignored; !fs::exists(from, ignored)) return {};
  const std::string day = layout_.removed_directory(now);
  if (auto made = make_directories(layout_.removed(), day); !made) return made;
  const std::string to = layout_.removed_file(origin, now);
  if (auto renamed = done_or(files_.rename(from, to), "cannot write " + to); !renamed) return renamed;
  // The new place first: after a power failure the file is at worst in both.
  for (const std::string& path : {day, base::directory_of(from)})
    if (auto synced = done_or(files_.sync_directory(path), "cannot write " + path); !synced) return synced;
  return {};
}

base::Result<void> LastGood::expire_removed(base::UnixTime now) {
  base::Result<void> result;
  const std::string oldest = base::date_text(now - kKeptWhenRemoved);
  const auto note = [&](int error, const std::string& path) {
    if (error != 0 && result) result = base::fail_errno("cannot remove " + path, error);
  };
  std::vector<fs::path> days;
  std::error_code error;
  for (fs::directory_iterator at(layout_.removed(), error), end; !error && at != end; at.increment(error))
    days.push_back(at->path());
  for (const fs::path& day : days) {
    const std::string name = day.filename();
    if (name.size() != oldest.size() || !base::parse_time(name) || name >= oldest) continue;
    if (const auto files = base::list_files(day, kZoneSuffix))
      for (const std::string& file : *files) note(files_.remove(file), file);
    note(files_.remove_directory(day), day);
  }
  return result;
}

}  // namespace bailiwick::store
