// Records as they come from a zone file, one behind the other: cheap to append to, and given back chunk by chunk while
// they are read. Consecutive records of one owner are a run: its name, lowered, stands once. Each run lies in one
// chunk.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/large_memory.h"
#include "rr/type.h"
#include "wire/name.h"

namespace bailiwick::zone {

// Where a record was written. `file` numbers the files of the SourceMap; line and column count from 1, the column is
// that of the rdata.
struct Location {
  std::uint32_t line = 0;
  std::uint16_t column = 0;
  std::uint16_t file = 0;

  bool operator==(const Location&) const = default;
};

class RecordStream {
 public:
  // Borrowed from the stream.
  struct Record {
    base::Bytes rdata;
    std::uint32_t ttl;
    Location location;
    rr::Type type;
  };
  // One owner's records.
  class Run {
   public:
    explicit Run(const std::uint8_t* at) : at_(at) {}
    wire::NameView owner() const { return {at_ + 2, at_[1]}; }
    // Calls take(Record) for each record; returns what lies behind the run.
    template <class Take>
    Run for_each(Take take) const {
      const std::uint8_t* at = at_ + 2 + at_[1];
      while (*at == kRecord) take(read(at));
      return Run(at);
    }
    Run next() const {
      return for_each([](const Record&) {});
    }
    // False behind the last run of a chunk.
    bool is_there() const { return *at_ == kRun; }

   private:
    const std::uint8_t* at_;
  };

  // `owner` is lowered.
  void begin_run(wire::NameView owner);
  // The owner of the run that was begun last.
  wire::NameView owner() const { return Run(run_).owner(); }
  // Adds to that run.
  void add(rr::Type type, std::uint32_t ttl, base::Bytes rdata, Location location);

  std::size_t chunk_count() const { return chunks_.size(); }
  Run first_run(std::size_t chunk) const { return Run(chunks_[chunk].get()); }
  std::size_t chunk_octets(std::size_t chunk) const { return chunks_[chunk].get_deleter().octets; }
  void free_chunk(std::size_t chunk) { chunks_[chunk].reset(); }

 private:
  enum Mark : std::uint8_t { kEnd, kRun, kRecord };
  struct Head {
    std::uint32_t ttl;
    Location location;
    rr::Type type;
    std::uint16_t size;
  };

  static Record read(const std::uint8_t*& at);
  void reserve(std::size_t octets);

  std::vector<base::LargeOctets> chunks_;
  std::uint8_t* at_ = nullptr;   // where the next octet goes; a kEnd stands there
  std::uint8_t* end_ = nullptr;  // of the chunk
  std::uint8_t* run_ = nullptr;  // the last one
  std::size_t chunk_size_ = 2048;
};

}  // namespace bailiwick::zone
