// Records are only written down as they come, because zone files mostly have their owners in canonical order, or in a
// few stretches that are (each type for itself, the apex and its servers first): finish() merges these, sorts what is
// wilder, and the Assembler works out the rest (work at load, copy at query).
#include "zone/builder.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <utility>

#include "base/pool.h"
#include "zone/assembler.h"

namespace bailiwick::zone {
namespace {

constexpr std::size_t kMaxRecords = std::numeric_limits<std::uint32_t>::max() - 1;
constexpr std::uint64_t kMaxNames = std::numeric_limits<std::uint32_t>::max() - 2 * wire::kMaxNameSize;
constexpr std::uint64_t kMaxData = std::uint64_t{1} << 33;

}  // namespace

void Notes::add(Note note) {
  // Those of one $ORIGIN come together: the last of the kind is the one, if any is.
  if (note.origin)
    for (std::size_t i = kept_.size(); i-- > 0;) {
      if (kept_[i].kind != note.kind || !kept_[i].origin) continue;
      if (kept_[i].other != note.other) break;
      kept_[i].records += note.records;
      return;
    }
  if (++counts_[static_cast<std::size_t>(note.kind)] <= kKept) kept_.push_back(note);
}

void Notes::append(Notes&& other) {
  for (Note& note : other.kept_) {
    --other.counts_[static_cast<std::size_t>(note.kind)];
    add(std::move(note));
  }
  for (std::size_t kind = 0; kind < std::size(counts_); ++kind) counts_[kind] += other.counts_[kind];
}

Extent& Extent::operator+=(const Extent& other) {
  runs += other.runs;
  records += other.records;
  name_octets += other.name_octets;
  rdata_octets += other.rdata_octets;
  return *this;
}

Builder::Builder(wire::NameView origin)
    : origin_(wire::Name(origin).lowered()),
      origin_labels_(origin.label_count()),
      sequences_(1),
      files_{std::string()} {}

std::uint16_t Builder::add_file(std::string path) {
  if (files_.size() > std::numeric_limits<std::uint16_t>::max()) return std::numeric_limits<std::uint16_t>::max();
  files_.push_back(std::move(path));
  return static_cast<std::uint16_t>(files_.size() - 1);
}

void Builder::set_origin(wire::NameView origin, Location location) {
  origin_location_ = location;
  if (wire::is_at_or_below(origin, origin_))
    origin_outside_.reset();
  else
    origin_outside_ = wire::Name(origin);
}

bool Builder::add(wire::NameView owner, rr::Type type, std::uint32_t ttl, base::Bytes rdata, Location location) {
  if (extent_.runs == 0 || !wire::equal(owner, sequences_.back().owner())) {
    if (!wire::is_at_or_below(owner, origin_)) {
      const bool by_origin = origin_outside_ && wire::is_at_or_below(owner, *origin_outside_);
      notes_.add({Note::Kind::OutsideZone, wire::Name(owner), type, location, by_origin ? origin_location_ : Location{},
                  by_origin ? origin_outside_ : std::nullopt});
      return true;
    }
    if (extent_.name_octets > kMaxNames) return false;
    begin_run(owner);
  }
  if (extent_.records >= kMaxRecords || extent_.rdata_octets > kMaxData) return false;
  ++extent_.records;
  extent_.rdata_octets += rdata.size();
  sequences_.back().add(type, ttl, rdata, location);
  return true;
}

void Builder::begin_run(wire::NameView owner) {
  std::array<std::uint8_t, wire::kMaxNameSize> lowered;
  wire::copy_lowered(owner, lowered.data());
  owner = {lowered.data(), owner.size()};
  if (extent_.runs > 0) {
    NamePath before, path;
    before.assign(sequences_.back().owner());
    path.assign(owner);
    if (NamePath::compare(before, path, origin_labels_).order > 0) {
      if (sequences_.size() < kMaxSequences)
        sequences_.emplace_back();
      else
        in_sequence_ = false;
    }
  }
  sequences_.back().begin_run(owner);
  ++extent_.runs;
  extent_.name_octets += owner.size();
}

bool Builder::can_hold(const Extent& extent) {
  return extent.name_octets <= kMaxNames && extent.records <= kMaxRecords && extent.rdata_octets <= kMaxData;
}

void Builder::append(Builder&& other) {
  std::ranges::move(other.sequences_, std::back_inserter(sequences_));
  in_sequence_ &= other.in_sequence_;
  extent_ += other.extent_;
  notes_.append(std::move(other.notes_));
}

Built Builder::finish() && {
  constexpr std::size_t kRecordsWorthThread = 100'000;
  return std::move(*this).finish(std::min(extent_.records / kRecordsWorthThread, base::core_count()));
}

Built Builder::finish(std::size_t parts) && {
  Built built;
  auto zone = std::make_shared<Zone>();
  Assembler assembler(*zone, built.sources, notes_, origin_);
  assembler.reserve(extent_);
  if (in_sequence_)
    merge(assembler, parts);
  else
    sort(assembler);
  assembler.finish();
  built.sources.files_ = std::move(files_);
  built.notes = std::move(notes_);
  built.zone = std::move(zone);
  return built;
}

}  // namespace bailiwick::zone
