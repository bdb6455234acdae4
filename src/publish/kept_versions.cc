#include "publish/kept_versions.h"

#include <utility>

#include "zone/compare.h"

namespace bailiwick::publish {
namespace {

std::string key_of(wire::NameView origin) {
  return wire::to_text(wire::Name(origin).lowered());
}

}  // namespace

KeptVersions::KeptVersions(store::LastGood& store, std::vector<store::CopyHead> heads, std::string directory)
    : store_(store), heads_(std::move(heads)), directory_(std::move(directory)) {
  by_name_.reserve(heads_.size());
  for (std::size_t i = 0; i < heads_.size(); ++i) by_name_.emplace(key_of(heads_[i].origin), i);
}

const store::CopyHead* KeptVersions::find(wire::NameView origin) const {
  if (heads_.empty()) return nullptr;
  const auto found = by_name_.find(key_of(origin));
  return found == by_name_.end() ? nullptr : &heads_[found->second];
}

bool KeptVersions::is_from_directory(const store::CopyHead& head) const {
  return !directory_.empty() && !head.files.empty() && head.files.front().stamp.path.starts_with(directory_ + '/');
}

std::expected<store::Copy, store::CopyError> KeptVersions::read(wire::NameView origin, base::UnixTime now) const {
  return store_.read(origin, now);
}

bool KeptVersions::has_same_files(const store::CopyHead& head, const Candidate& candidate) {
  if (head.files.empty() || head.files.size() != candidate.files.size()) return false;
  for (std::size_t i = 0; i < head.files.size(); ++i)
    if (head.files[i].stamp != candidate.files[i]) return false;
  const auto zone = candidate.zone();
  return zone->serial() == head.serial && zone->record_count() == head.record_count &&
         base::were_settled(candidate.files, head.read_at_ns);
}

bool KeptVersions::has_same_records(const store::CopyHead& head, const zone::Zone& zone) {
  return zone.serial() == head.serial && zone.record_count() == head.record_count &&
         zone::hash_of_records(zone) == head.records;
}

}  // namespace bailiwick::publish
