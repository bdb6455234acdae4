// Takes records in any order and makes the immutable Zone of them, with a map back to the places they came from and
// notes of what could not go into a zone as it was written. The checks turn the notes into findings; a Builder judges
// nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/large_memory.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/record_stream.h"
#include "zone/zone.h"

namespace bailiwick::zone {

// From the records of a zone back to their places. Large (8 octets a record): kept while checking, then dropped.
class SourceMap {
 public:
  // Of the record number `record` of the RRset number `rrset`, both as in the zone.
  // Without a line where the map was dropped.
  Location location(std::size_t rrset, std::size_t record = 0) const {
    return locations_.empty() ? Location{.line = 0, .column = 0, .file = 1} : locations_[first_[rrset] + record];
  }
  const std::string& file(Location location) const { return files_[location.file]; }
  // That of the zone, which may include others; empty where it comes from none.
  // In place of one that was dropped: of all records no more than the file is known.
  static SourceMap unplaced(std::string file) {
    SourceMap map;
    map.files_.push_back(std::move(file));
    return map;
  }
  const std::string& main_file() const { return files_[files_.size() > 1 ? 1 : 0]; }

 private:
  friend class Assembler;
  friend class Builder;
  std::vector<std::string> files_{std::string()};
  base::LargeArray<std::uint32_t> first_;
  base::LargeArray<Location> locations_;
};

// A record that did not go into the zone as written.
struct Note {
  enum class Kind : std::uint8_t {
    OutsideZone,    // owner neither the origin nor below it: left out
    Duplicate,      // same owner, type and canonical rdata as the one at `other`: left out
    TtlDiffers,     // another TTL than the RRset's record at `other`: the RRset takes the smaller (RFC 2181 §5.2)
    RRsetTooLarge,  // the RRset does not fit a message of 65535 octets: records from here on are left out
    Unreadable,     // no data of that type could be made out, so that it is not in the zone
  };
  Kind kind;
  wire::Name owner;
  rr::Type type;
  Location location;
  Location other;
  // OutsideZone: the $ORIGIN in effect, set at `other`, that the owner lies below, where that is outside already; and
  // the records like this one.
  std::optional<wire::Name> origin = {};
  std::size_t records = 1;
};

// Bounded: every note is counted, the first kKept of a kind are kept. Records outside for the same $ORIGIN are one
// note.
class Notes {
 public:
  static constexpr std::size_t kKept = 50;
  void add(Note note);
  void append(Notes&& other);
  const std::vector<Note>& kept() const { return kept_; }
  std::size_t count(Note::Kind kind) const { return counts_[static_cast<std::size_t>(kind)]; }

 private:
  std::vector<Note> kept_;
  std::size_t counts_[5] = {};
};

// What a zone is made of, before twins are left out.
struct Extent {
  std::size_t runs = 0;  // owners, each as often as it was written anew
  std::size_t records = 0;
  std::uint64_t name_octets = 0;  // of these owners
  std::uint64_t rdata_octets = 0;

  Extent& operator+=(const Extent& other);
};

struct Built {
  std::shared_ptr<const Zone> zone;
  SourceMap sources;
  Notes notes;
};

class Assembler;

class Builder {
 public:
  explicit Builder(wire::NameView origin);

  wire::NameView origin() const { return origin_; }
  // Registers a file and returns its number for Location::file. At most 65535 files; more share the last number.
  std::uint16_t add_file(std::string path);
  // From here on relative names are below this one, as `location` says.
  void set_origin(wire::NameView origin, Location location);
  // There is a record here that says nothing which can be read.
  void add_unreadable(wire::NameView owner, rr::Type type, Location location) {
    notes_.add({Note::Kind::Unreadable, wire::Name(owner), type, location, {}});
  }
  // Adds one record of class IN. `rdata` is well formed (rr::is_well_formed), uncompressed, at most 65535 octets.
  // False once the zone is too large for this format (2^32 - 1 names or records, 8 GiB of rdata).
  bool add(wire::NameView owner, rr::Type type, std::uint32_t ttl, base::Bytes rdata, Location location);
  // What was added so far, and what is too large for this format.
  const Extent& extent() const { return extent_; }
  static bool can_hold(const Extent& extent);
  // All that was added to `other`, as if it were added now. Both have the same origin, the files of the other are the
  // first ones of this Builder, and both together can be held.
  void append(Builder&& other);
  // The zone, with at least its apex node. The Builder is spent afterwards.
  Built finish() &&;
  // The same laid out in so many parts at most, each on a core of its own as far as there are any.
  Built finish(std::size_t parts) &&;

 private:
  // Records whose owners came in canonical order.
  using Sequence = RecordStream;
  static constexpr std::size_t kMaxSequences = 8;

  void begin_run(wire::NameView owner);
  std::vector<wire::Name> find_pivots(std::size_t parts) const;
  void merge(Assembler& assembler, std::size_t parts);
  void sort(Assembler& assembler) const;

  wire::Name origin_;
  std::size_t origin_labels_;
  std::vector<Sequence> sequences_;  // at least one
  bool in_sequence_ = true;          // false: the last one is not in order
  Extent extent_;
  std::vector<std::string> files_;
  Notes notes_;
  std::optional<wire::Name> origin_outside_;  // the $ORIGIN in effect, where it is not in the zone
  Location origin_location_;
};

}  // namespace bailiwick::zone
