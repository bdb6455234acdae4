// Brings the runs of a Builder into canonical order (RFC 4034 §6.1). Runs of one owner stay in the order they were
// written.
#include <algorithm>

#include "zone/assembler.h"
#include "zone/builder.h"

namespace bailiwick::zone {
namespace {

// Hands out the runs of one sequence, and gives back the memory of those that nobody needs any more.
class Reader {
 public:
  explicit Reader(RecordStream& stream) : stream_(&stream), run_(stream.first_run(0)) { seek(); }
  bool has_run() const { return run_.is_there(); }
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
  void seek() {
    while (!run_.is_there() && chunk_ + 1 < stream_->chunk_count()) run_ = stream_->first_run(++chunk_);
    if (run_.is_there()) path_.assign(run_.owner());
  }

  RecordStream* stream_;
  RecordStream::Run run_;
  NamePath path_;
  std::size_t chunk_ = 0;
  std::size_t used_ = 0;   // the chunk of the run that was handed out last
  std::size_t freed_ = 0;  // chunks
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

void Builder::merge(Assembler& assembler) {
  std::vector<Reader> readers;
  for (Sequence& sequence : sequences_)
    if (sequence.chunk_count() > 0) readers.emplace_back(sequence);
  while (!readers.empty()) {
    std::size_t first = 0;
    for (std::size_t i = 1; i < readers.size(); ++i)
      if (NamePath::compare(readers[first].path(), readers[i].path(), origin_labels_).order > 0) first = i;
    assembler.add(readers[first].run());
    readers[first].step();
    if (!readers[first].has_run()) readers.erase(readers.begin() + static_cast<std::ptrdiff_t>(first));
  }
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
}

}  // namespace bailiwick::zone
