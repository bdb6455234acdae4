// Brings the runs of a Builder into canonical order (RFC 4034 §6.1). Runs of one owner stay in the order they were
// written.
#include <algorithm>
#include <deque>

#include "base/pool.h"
#include "zone/assembler.h"
#include "zone/builder.h"

namespace bailiwick::zone {
namespace {

// A name that divides a zone: what lies below another label right under the origin is on one side of it as a whole.
struct Pivot {
  explicit Pivot(const wire::Name& pivot) : name(pivot) { path.assign(name); }
  Pivot(const Pivot& other) : Pivot(other.name) {}
  Pivot& operator=(const Pivot&) = delete;

  wire::Name name;
  NamePath path;  // of `name`
};

// Hands out the runs of one sequence from `first` on and before `end`, null for no limit, and gives back the memory of
// those that nobody needs any more.
class Reader {
 public:
  Reader(RecordStream& stream, std::size_t origin_labels, const Pivot* first, const Pivot* end)
      : stream_(&stream), origin_labels_(origin_labels), end_(end), run_(stream.first_run(0)) {
    if (first != nullptr) skip_chunks(*first);
    seek();
    while (first != nullptr && run_.is_there() && is_before(*first)) step();
    used_ = freed_ = first == nullptr ? chunk_ : chunk_ + 1;  // another Reader may read the beginning of this chunk
  }
  bool has_run() const { return run_.is_there() && (end_ == nullptr || is_before(*end_)); }
  const NamePath& path() const { return path_; }
  // The run at hand; those that were handed out before it may go.
  RecordStream::Run run() {
    for (; freed_ < used_; ++freed_) stream_->free_chunk(freed_);
    used_ = chunk_;
    return run_;
  }
  void step() {
    run_ = run_.next();
    seek();
  }

 private:
  bool is_before(const Pivot& pivot) const { return is_before(path_, pivot); }
  bool is_before(const NamePath& path, const Pivot& pivot) const {
    return NamePath::compare(path, pivot.path, origin_labels_).order < 0;
  }

  // To the last chunk that begins before the pivot.
  void skip_chunks(const Pivot& pivot) {
    for (std::size_t next = 1; next < stream_->chunk_count(); ++next) {
      const RecordStream::Run run = stream_->first_run(next);
      if (!run.is_there()) continue;
      NamePath path;
      path.assign(run.owner());
      if (!is_before(path, pivot)) return;
      chunk_ = next;
      run_ = run;
    }
  }

  void seek() {
    while (!run_.is_there() && chunk_ + 1 < stream_->chunk_count()) run_ = stream_->first_run(++chunk_);
    if (run_.is_there()) path_.assign(run_.owner());
  }

  RecordStream* stream_;
  std::size_t origin_labels_;
  const Pivot* end_;
  RecordStream::Run run_;
  NamePath path_;
  std::size_t chunk_ = 0;
  std::size_t used_ = 0;   // the chunk of the run that was handed out last
  std::size_t freed_ = 0;  // chunks up to this one are freed, or not ours
};

// In canonical order. Runs of one owner come from the first reader that has one.
void merge_runs(std::vector<Reader> readers, std::size_t origin_labels, Assembler& assembler) {
  std::erase_if(readers, [](const Reader& reader) { return !reader.has_run(); });
  while (!readers.empty()) {
    std::size_t first = 0;
    for (std::size_t i = 1; i < readers.size(); ++i)
      if (NamePath::compare(readers[first].path(), readers[i].path(), origin_labels).order > 0) first = i;
    assembler.add(readers[first].run());
    readers[first].step();
    if (!readers[first].has_run()) readers.erase(readers.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

// A part of the zone behind the first.
struct Part {
  Part(wire::NameView origin, const Extent& extent) : assembler(zone, sources, notes, origin) {
    assembler.reserve(extent);
  }

  Zone zone;
  SourceMap sources;
  Notes notes;
  Assembler assembler;
};

// A name's place in canonical order as far as 16 octets tell: its labels from the right, below the origin, lowered,
// each closed by a 0. Octets 0 and 1 are written as two, so that the 0 stays the smallest.
struct SortKey {
  std::uint64_t high;
  std::uint64_t low;
  RecordStream::Run run;
  std::size_t number;  // in the order written
};

SortKey sort_key(RecordStream::Run run, std::size_t number, std::size_t origin_size) {
  const wire::NameView name = run.owner();
  std::uint8_t offsets[wire::kMaxLabels + 1];
  std::size_t labels = 0;
  for (std::size_t at = 0; at + origin_size < name.size(); at += name.data()[at] + 1u)
    offsets[labels++] = static_cast<std::uint8_t>(at);
  std::uint8_t key[16] = {};
  std::size_t out = 0;
  const auto put = [&](std::uint8_t octet) {
    if (out < sizeof key) key[out++] = octet;
  };
  while (labels > 0 && out < sizeof key) {
    const std::uint8_t* label = name.data() + offsets[--labels];
    for (std::size_t i = 1; i <= label[0] && out < sizeof key; ++i) {
      if (label[i] > 1) {
        put(label[i]);
      } else {
        put(1);
        put(static_cast<std::uint8_t>(label[i] + 1));
      }
    }
    put(0);
  }
  return {std::uint64_t{base::load32(key)} << 32 | base::load32(key + 4),
          std::uint64_t{base::load32(key + 8)} << 32 | base::load32(key + 12), run, number};
}

}  // namespace

// Names, rising, that divide the zone into parts of about equal size. Each chunk tells one name.
std::vector<wire::Name> Builder::find_pivots(std::size_t parts) const {
  struct Candidate {
    wire::Name name;
    std::size_t octets;
  };
  std::vector<Candidate> candidates;
  std::size_t octets = 0;
  for (const Sequence& sequence : sequences_) {
    for (std::size_t chunk = 0; chunk < sequence.chunk_count(); ++chunk) {
      const RecordStream::Run run = sequence.first_run(chunk);
      if (!run.is_there()) continue;
      wire::NameView name = run.owner();
      octets += sequence.chunk_octets(chunk);
      while (name.label_count() > origin_labels_ + 1) name = name.parent();
      candidates.push_back({wire::Name(name), sequence.chunk_octets(chunk)});
    }
  }
  std::ranges::sort(candidates,
                    [](const Candidate& a, const Candidate& b) { return wire::compare_canonical(a.name, b.name) < 0; });
  std::vector<wire::Name> pivots;
  std::size_t before = 0;
  for (const Candidate& candidate : candidates) {
    const bool is_behind = wire::compare_canonical(pivots.empty() ? origin_ : pivots.back(), candidate.name) < 0;
    if (is_behind && before >= octets / parts * (pivots.size() + 1)) pivots.push_back(candidate.name);
    before += candidate.octets;
  }
  return pivots;
}

void Builder::merge(Assembler& assembler, std::size_t parts) {
  std::vector<Pivot> pivots;
  if (parts > 1)
    for (const wire::Name& name : find_pivots(parts)) pivots.emplace_back(name);
  std::deque<Part> more;
  for (std::size_t i = 0; i < pivots.size(); ++i) more.emplace_back(origin_, extent_);
  std::vector<std::vector<Reader>> readers(1 + pivots.size());  // all at their places before any frees what it has read
  for (std::size_t i = 0; i < readers.size(); ++i)
    for (Sequence& sequence : sequences_)
      if (sequence.chunk_count() > 0)
        readers[i].emplace_back(sequence, origin_labels_, i == 0 ? nullptr : &pivots[i - 1],
                                i == pivots.size() ? nullptr : &pivots[i]);
  base::in_parallel(readers.size(), [&](std::size_t i) {
    Assembler& own = i == 0 ? assembler : more[i - 1].assembler;
    merge_runs(std::move(readers[i]), origin_labels_, own);
    own.close();
  });
  for (Part& part : more) assembler.append(part.assembler);
}

void Builder::sort(Assembler& assembler) const {
  std::vector<SortKey> keys;
  keys.reserve(extent_.runs);
  for (const Sequence& sequence : sequences_)
    for (std::size_t chunk = 0; chunk < sequence.chunk_count(); ++chunk)
      for (RecordStream::Run run = sequence.first_run(chunk); run.is_there(); run = run.next())
        keys.push_back(sort_key(run, keys.size(), origin_.size()));
  std::ranges::sort(keys, [](const SortKey& a, const SortKey& b) {
    if (a.high != b.high) return a.high < b.high;
    if (a.low != b.low) return a.low < b.low;
    const int order = wire::compare_canonical(a.run.owner(), b.run.owner());
    return order != 0 ? order < 0 : a.number < b.number;
  });
  for (const SortKey& key : keys) assembler.add(key.run);
  assembler.close();
}

}  // namespace bailiwick::zone
