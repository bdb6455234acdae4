// All zones that a server holds at one moment: an immutable snapshot, shared by the workers, replaced as a whole. Two
// snapshots of the same list of zones share that list with its index, and every chunk of zones that has not changed:
// one new version among 100,000 zones copies one chunk and the pointers to the others.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <vector>

#include "answer/linked_answers.h"
#include "wire/name.h"
#include "zone/name_hash.h"
#include "zone/zone.h"

namespace bailiwick::answer {

class ZoneSet {
 public:
  // What a set is made of.
  struct Entry {
    wire::Name origin;
    std::shared_ptr<const zone::Zone> zone;            // null: configured, but not fit to be served (SERVFAIL)
    std::shared_ptr<const LinkedAnswers> linked = {};  // of that zone; null: each answer is encoded when asked for
  };
  // What is found in it; borrowed from the set.
  struct Served {
    const wire::Name* origin = nullptr;  // lowered
    std::shared_ptr<const zone::Zone> zone;
    std::shared_ptr<const LinkedAnswers> linked;
  };
  static constexpr std::uint32_t kNone = zone::NameIndex::kNone;

  ZoneSet() : ZoneSet(std::vector<Entry>()) {}
  // Origins must differ (RFC 4343: ignoring case).
  explicit ZoneSet(std::vector<Entry> entries);

  // Another version of the zone with that number, or none (SERVFAIL).
  struct Change {
    std::uint32_t number;
    std::shared_ptr<const zone::Zone> zone;
    std::shared_ptr<const LinkedAnswers> linked;
  };
  // The same list of zones with these changes; costs what they cost, and a pointer for each 256 zones.
  ZoneSet with(std::vector<Change> changes) const;

  // The zone with the longest origin that encloses the name; null if there is none. With `above`, only origins of fewer
  // labels than that count (for DS at a zone's own apex, which the parent side answers: RFC 4035 §3.1.4.1).
  const Served* find(const zone::HashedName& qname, std::size_t above = wire::kMaxLabels + 1) const;
  // Hints that find() comes next: the second some time after the first, and worth it where the zones are many.
  void prefetch_index(const zone::HashedName& qname) const { list_->index.prefetch(qname.hash(deepest(qname))); }
  void prefetch_entry(const zone::HashedName& qname) const {
    const std::uint32_t number = list_->index.likely(qname.hash(deepest(qname)));
    if (number == kNone) return;
    __builtin_prefetch(&list_->origins[number]);
    __builtin_prefetch(&at(number));
    __builtin_prefetch(&at(number).linked);
  }
  // More than the processor's cache holds at hand.
  bool are_many() const { return size() > kMany; }

  // All of them, by number.
  std::size_t size() const { return list_->origins.size(); }
  const Served& at(std::size_t number) const { return (*chunks_[number / kChunk])[number % kChunk]; }
  const wire::Name& origin(std::size_t number) const { return list_->origins[number]; }
  // The number of the zone with that very origin, or kNone; and the zone, or null.
  std::uint32_t number_of(wire::NameView origin) const;
  const Served* find_origin(wire::NameView origin) const;

 private:
  static constexpr std::size_t kMany = 256;
  static constexpr std::size_t kChunk = 256;

  // Remade only when the list of zones changes.
  struct List {
    explicit List(std::size_t count) : index(count) { origins.reserve(count); }
    std::vector<wire::Name> origins;
    zone::NameIndex index;
    std::size_t max_labels = 0;
  };
  using Chunk = std::array<Served, kChunk>;

  std::size_t deepest(const zone::HashedName& qname) const {
    return qname.label_count() < list_->max_labels ? qname.label_count() : list_->max_labels;
  }

  std::shared_ptr<const List> list_;
  std::vector<std::shared_ptr<const Chunk>> chunks_;
};

}  // namespace bailiwick::answer
