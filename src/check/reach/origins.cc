#include "check/reach/origins.h"

#include <algorithm>

#include "check/reach/graph.h"

namespace bailiwick::check {

Origins::Origins(std::span<const ZoneInput> zones) : zones_(zones), index_(zones.size()) {
  const auto hash_of = [&](std::uint32_t n) { return zone::HashedName(zones_[n].zone.origin()).hash(); };
  for (std::uint32_t number = 0; number < zones.size(); ++number) {
    const wire::NameView origin = zones[number].zone.origin();
    const std::uint64_t hash = zone::HashedName(origin).hash();
    const auto same = [&](std::uint32_t n) { return wire::equal(zones_[n].zone.origin(), origin); };
    if (index_.find(hash, same) == zone::NameIndex::kNone) index_.insert(hash, number, hash_of);
    max_labels_ = std::max(max_labels_, zones[number].zone.origin_labels());
  }
}

std::uint32_t Origins::closest(const zone::HashedName& name, std::size_t below) const {
  std::size_t most = std::min(name.label_count(), max_labels_);
  if (below <= most) {
    if (below == 0) return kNobody;
    most = below - 1;
  }
  for (std::size_t labels = most + 1; labels-- > 0;) {
    const std::uint32_t found = index_.find(name.hash(labels), [&](std::uint32_t number) {
      return wire::equal(zones_[number].zone.origin(), name.ancestor(labels));
    });
    if (found != zone::NameIndex::kNone) return found;
  }
  return kNobody;
}

}  // namespace bailiwick::check
