// Several copies that change together, and what a start does with them. The record names the files, one a line, and
// ends in a checksum; it is written whole or not at all, after all new files are on disk.
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "base/crc32c.h"
#include "base/files.h"
#include "store/last_good.h"

namespace bailiwick::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestRecord = std::size_t{1} << 30;  // octets

std::string record_text(std::span<const ToKeep> versions) {
  std::string text = "; unit 1\n";
  for (const ToKeep& version : versions)
    text += hash_directory(version.head.origin) + '/' + file_name(version.head.origin) + '\n';
  char end[32];
  std::snprintf(end, sizeof end, "; end %08x\n", static_cast<unsigned>(base::crc32c(text)));
  return text + end;
}

// The files that a record names; none where it is damaged.
std::optional<std::vector<std::string>> parse_record(std::string_view text) {
  const std::size_t end = text.rfind("; end ");
  if (!text.starts_with("; unit 1\n") || end == std::string_view::npos) return std::nullopt;
  std::uint32_t crc = 0;
  const std::string_view number = text.substr(end + 6);
  const auto [behind, error] = std::from_chars(number.data(), number.data() + number.size(), crc, 16);
  if (error != std::errc() || behind + 1 != number.data() + number.size()) return std::nullopt;
  if (crc != base::crc32c(text.substr(0, end))) return std::nullopt;
  std::vector<std::string> names;
  for (std::size_t at = text.find('\n') + 1; at < end;) {
    const std::size_t line = text.find('\n', at);
    names.emplace_back(text.substr(at, line - at));
    at = line + 1;
  }
  return names;
}

base::Result<void> done_or_fail(int error, const std::string& path) {
  if (error == 0) return {};
  return base::fail_errno("cannot write " + path, error);
}

}  // namespace

base::Result<void> LastGood::keep_unit(std::span<const ToKeep> versions) {
  if (auto finished = finish_unit(); !finished) return finished;
  if (versions.empty()) return {};
  const Kept written = write_all_new(versions);
  base::Result<void> decided;
  if (written.failure) decided = std::unexpected(*written.failure);
  const std::string record = layout_.good_unit();
  if (decided) decided = base::replace_file(record, record_text(versions), 0640, true, files_);
  if (!decided) {
    // It may be there, and only its sync have failed: then it must go, for good, before what it names.
    std::error_code ignored;
    const bool is_there = fs::exists(record, ignored);
    has_open_unit_ = is_there && files_.remove(record) != 0;
    if (!has_open_unit_ && (!is_there || files_.sync_directory(layout_.good()) == 0)) drop_new(versions);
    return decided;
  }
  has_open_unit_ = true;
  return finish_unit();
}

// What the record names is renamed, as far as that is not done; then the record goes. If it is damaged, it was never
// decided.
base::Result<void> LastGood::finish_unit() {
  if (!has_open_unit_) return {};
  const std::string record = layout_.good_unit();
  const auto text = base::read_file(record, kLargestRecord);
  if (!text && text.error() != ENOENT) return base::fail_errno("cannot read " + record, text.error());
  const auto names = text ? parse_record(*text) : std::nullopt;
  if (names) {
    for (const std::string& name : *names) {
      const std::string file = layout_.good() + '/' + name;
      std::error_code ignored;
      if (!fs::exists(file + std::string(kNewSuffix), ignored)) continue;
      if (auto renamed = rename_new(file); !renamed) return renamed;
    }
    if (auto synced = done_or_fail(files_.sync_all(layout_.good()), layout_.good()); !synced) return synced;
  }
  if (text)
    if (auto removed = done_or_fail(files_.remove(record), record); !removed) return removed;
  has_open_unit_ = false;
  return done_or_fail(files_.sync_directory(layout_.good()), layout_.good());
}

base::Result<void> LastGood::recover() {
  std::error_code ignored;
  has_open_unit_ = fs::exists(layout_.good_unit(), ignored);
  if (auto finished = finish_unit(); !finished) return finished;
  for (const std::string& root : {layout_.good(), layout_.before()})
    if (auto dropped = drop_all_new(root); !dropped) return dropped;
  return {};
}

// Directories that cannot be read are passed by: list() reports them.
base::Result<void> LastGood::drop_all_new(const std::string& root) {
  std::vector<std::string> directories{root};
  std::error_code error;
  for (fs::directory_iterator at(root, error), end; !error && at != end; at.increment(error))
    if (std::error_code ignored; at->is_directory(ignored)) directories.push_back(at->path());
  for (const std::string& directory : directories) {
    const auto files = base::list_files(directory, kNewSuffix);
    if (!files) continue;
    for (const std::string& file : *files)
      if (auto removed = done_or_fail(files_.remove(file), file); !removed) return removed;
  }
  return {};
}

}  // namespace bailiwick::store
