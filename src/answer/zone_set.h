// All zones that a server holds at one moment: an immutable snapshot, shared by the workers, replaced as a whole. It
// shares the unchanged zones with the snapshot before.
#pragma once

#include <memory>
#include <vector>

#include "answer/linked_answers.h"
#include "wire/name.h"
#include "zone/name_hash.h"
#include "zone/zone.h"

namespace bailiwick::answer {

class ZoneSet {
 public:
  struct alignas(32) Entry {  // the first octets of the origin in one line of the cache, the rest in another
    wire::Name origin;
    std::shared_ptr<const zone::Zone> zone;            // null: configured, but not fit to be served (SERVFAIL)
    std::shared_ptr<const LinkedAnswers> linked = {};  // of that zone; null: each answer is encoded when asked for
  };

  ZoneSet() : ZoneSet(std::vector<Entry>()) {}
  // Origins must differ (RFC 4343: ignoring case).
  explicit ZoneSet(std::vector<Entry> entries);

  // The zone with the longest origin that encloses the name; null if there is none. With `above`, only origins of fewer
  // labels than that count (for DS at a zone's own apex, which the parent side answers: RFC 4035 §3.1.4.1).
  const Entry* find(const zone::HashedName& qname, std::size_t above = wire::kMaxLabels + 1) const;
  // Hints that find() comes next: the second some time after the first, and worth it where the zones are many.
  void prefetch_index(const zone::HashedName& qname) const { index_.prefetch(qname.hash(deepest(qname))); }
  void prefetch_entry(const zone::HashedName& qname) const {
    const std::uint32_t number = index_.likely(qname.hash(deepest(qname)));
    if (number == zone::NameIndex::kNone) return;
    __builtin_prefetch(&entries_[number]);
    __builtin_prefetch(&entries_[number].linked);
  }
  // More than the processor's cache holds at hand.
  bool are_many() const { return entries_.size() > kMany; }
  const Entry* find_origin(wire::NameView origin) const;

  const std::vector<Entry>& entries() const { return entries_; }
  // Zones that can be served.
  std::size_t served_count() const;

 private:
  static constexpr std::size_t kMany = 256;

  std::size_t deepest(const zone::HashedName& qname) const {
    return qname.label_count() < max_labels_ ? qname.label_count() : max_labels_;
  }

  std::vector<Entry> entries_;
  zone::NameIndex index_;
  std::size_t max_labels_ = 0;
};

}  // namespace bailiwick::answer
