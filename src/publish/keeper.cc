#include "publish/keeper.h"

#include <algorithm>
#include <utility>

#include "base/files.h"
#include "base/pool.h"
#include "zone/compare.h"

namespace bailiwick::publish {
namespace {

// So many heads are in memory at a time, and written and counted together.
constexpr std::size_t kTogether = 4 * store::LastGood::kFilesInRound;

store::CopyHead head_of(const Zones::State& state) {
  const ZoneVersion& version = *state.live;
  store::CopyHead head{.origin = wire::Name(version.zone->origin()),
                       .serial = version.zone->serial().value_or(0),
                       .record_count = version.zone->record_count(),
                       .records = zone::hash_of_records(*version.zone),
                       .since = version.since,
                       .read_at_ns = version.read_at_ns};
  for (const base::FileStamp& stamp : version.files) head.files.push_back({.stamp = stamp});
  if (!head.files.empty()) head.files.front().stamp.path = state.file.file;
  return head;
}

}  // namespace

Keeper::Keeper(std::string state_directory, base::FileSystem& files)
    : directory_(std::move(state_directory)), files_(files) {
  open();
}

void Keeper::open() {
  good_.emplace(store::Layout(directory_), files_);
  serials_.emplace(store::Layout(directory_), files_);
  serials_are_read_ = false;
}

void Keeper::move_to(const std::string& state_directory, Zones& zones) {
  directory_ = state_directory;
  open();
  zones.set_nothing_kept();
  count(zones);
}

KeptVersions Keeper::begin(const std::string& zones_directory, base::UnixTime now, std::vector<std::string>& problems) {
  if (directory_.empty()) return {*good_, {}, zones_directory};
  if (auto recovered = good_->recover(); !recovered) problems.push_back(recovered.error().message);
  store::Listed listed = good_->list(now);
  for (store::CopyError& problem : listed.problems) problems.push_back(std::move(problem.message));
  return {*good_, std::move(listed.heads), zones_directory};
}

void Keeper::count(const Zones& zones) {
  not_kept_ = directory_.empty() ? 0 : zones.not_kept().size();
}

base::Result<void> Keeper::keep(Zones& zones, base::UnixTime now) {
  if (directory_.empty()) return {};
  auto done = keep_all(zones, now);
  count(zones);
  return done;
}

base::Result<void> Keeper::keep_all(Zones& zones, base::UnixTime now) {
  if (auto made = base::make_directory(directory_); !made) return made;
  if (!serials_are_read_) read_serials(zones);
  std::vector<Number> alone = zones.not_kept();
  const auto first_of_unit =
      std::ranges::stable_partition(alone, [&](Number number) { return !zones.states()[number].is_of_unit; });
  const std::vector<Number> unit(first_of_unit.begin(), first_of_unit.end());
  alone.erase(first_of_unit.begin(), first_of_unit.end());
  if (!unit.empty())
    if (auto kept = keep_some(zones, unit, true); !kept) return kept;
  for (std::size_t at = 0; at < alone.size(); at += kTogether) {
    const auto some = std::span(alone).subspan(at, std::min(kTogether, alone.size() - at));
    if (auto kept = keep_some(zones, some, false); !kept) return kept;
  }
  if (auto forgotten = forget_removed(zones, now); !forgotten) return forgotten;
  return good_->expire_removed(now);
}

// A log that cannot be read is written anew: versions are worth more than it.
void Keeper::read_serials(const Zones& zones) {
  serials_are_read_ = true;
  if (auto read = serials_->read(); !read) problems_.push_back("state-directory: " + read.error().message);
  for (const Zones::State& state : zones.states()) {
    const auto serial = state.live ? state.live->zone->serial() : std::nullopt;
    const auto published = serial ? serials_->find(state.live->zone->origin()) : std::nullopt;
    if (published && zone::serial_is_after(published->serial, *serial))
      problems_.push_back("zone " + state.file.name + ": serving serial " + std::to_string(*serial) +
                          ", though serial " + std::to_string(published->serial) +
                          " was published before: secondaries keep what they have until a version with a serial after "
                          "that is served");
  }
}

base::Result<void> Keeper::forget_removed(Zones& zones, base::UnixTime now) {
  std::vector<store::SerialChange> changes;
  base::Result<void> result;
  for (const wire::Name& origin : zones.to_forget()) {
    const Zones::State* state = zones.find(wire::to_display(origin));
    if (state == nullptr || state->live == nullptr) {
      if (auto removed = good_->remove(origin, now); !removed) return removed;
      changes.push_back({origin, std::nullopt});
    }
  }
  if (!changes.empty()) result = serials_->append(changes);
  zones.forget_done();
  return result;
}

base::Result<void> Keeper::keep_some(Zones& zones, std::span<const Number> numbers, bool is_unit) {
  std::vector<store::ToKeep> versions(numbers.size());
  base::in_parallel(numbers.size(), [&](std::size_t i) {
    const Zones::State& state = zones.states()[numbers[i]];
    versions[i] = {head_of(state), state.live->zone.get()};
  });
  store::Kept kept{.count = versions.size()};
  if (is_unit) {
    if (auto done = good_->keep_unit(versions); !done) kept = {0, done.error()};
  } else {
    kept = good_->keep(versions);
  }
  std::vector<store::SerialChange> changes;
  for (std::size_t i = 0; i < kept.count; ++i) {
    zones.set_kept(numbers[i]);
    changes.push_back(
        {versions[i].head.origin, store::PublishedSerial{versions[i].head.serial, versions[i].head.records}});
  }
  not_kept_ -= std::min(kept.count, not_kept_.load());
  const auto logged = serials_->append(changes);
  if (kept.failure) return std::unexpected(*kept.failure);
  return logged;
}

}  // namespace bailiwick::publish
