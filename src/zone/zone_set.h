// All zones that a server holds at one moment: an immutable snapshot, shared by the workers, replaced as a whole. It
// shares the unchanged zones with the snapshot before.
#pragma once

#include <memory>
#include <vector>

#include "wire/name.h"
#include "zone/linked_answers.h"
#include "zone/name_hash.h"
#include "zone/zone.h"

namespace bailiwick::zone {

class ZoneSet {
 public:
  struct Entry {
    wire::Name origin;
    std::shared_ptr<const Zone> zone;                  // null: configured, but not fit to be served (SERVFAIL)
    std::shared_ptr<const LinkedAnswers> linked = {};  // of that zone; null: each answer is encoded when asked for
  };

  ZoneSet() : ZoneSet(std::vector<Entry>()) {}
  // Origins must differ (RFC 4343: ignoring case).
  explicit ZoneSet(std::vector<Entry> entries);

  // The zone with the longest origin that encloses the name; null if there is none. With `above`, only origins of fewer
  // labels than that count (for DS at a zone's own apex, which the parent side answers: RFC 4035 §3.1.4.1).
  const Entry* find(const HashedName& qname, std::size_t above = wire::kMaxLabels + 1) const;
  // A hint that find() comes next.
  void prefetch(const HashedName& qname) const {
    index_.prefetch(qname.hash(qname.label_count() < max_labels_ ? qname.label_count() : max_labels_));
  }
  const Entry* find_origin(wire::NameView origin) const;

  const std::vector<Entry>& entries() const { return entries_; }
  // Zones that can be served.
  std::size_t served_count() const;

 private:
  std::vector<Entry> entries_;
  NameIndex index_;
  std::size_t max_labels_ = 0;
};

}  // namespace bailiwick::zone
