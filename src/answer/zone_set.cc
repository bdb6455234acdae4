#include "answer/zone_set.h"

#include <algorithm>

namespace bailiwick::answer {

ZoneSet::ZoneSet(std::vector<Entry> entries) : entries_(std::move(entries)), index_(entries_.size()) {
  zone::HashedName name;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    entries_[i].origin = entries_[i].origin.lowered();
    name.assign(entries_[i].origin);
    max_labels_ = std::max(max_labels_, name.label_count());
    index_.insert(name.hash(), i, [&](std::uint32_t other) { return zone::HashedName(entries_[other].origin).hash(); });
  }
}

const ZoneSet::Entry* ZoneSet::find(const zone::HashedName& qname, std::size_t above) const {
  if (above == 0 || entries_.empty()) return nullptr;
  std::size_t labels = std::min(deepest(qname), above - 1);
  for (;; --labels) {
    const wire::NameView ancestor = qname.ancestor(labels);
    const std::uint32_t number = index_.find(qname.hash(labels), [&](std::uint32_t candidate) {
      return wire::equal_lowered(entries_[candidate].origin, ancestor);
    });
    if (number != zone::NameIndex::kNone) return &entries_[number];
    if (labels == 0) return nullptr;
  }
}

const ZoneSet::Entry* ZoneSet::find_origin(wire::NameView origin) const {
  const zone::HashedName name(origin);
  const Entry* entry = find(name);
  return entry != nullptr && entry->origin.size() == origin.size() ? entry : nullptr;
}

std::size_t ZoneSet::served_count() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(entries_, [](const Entry& entry) { return entry.zone != nullptr; }));
}

}  // namespace bailiwick::answer
