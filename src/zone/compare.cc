#include "zone/compare.h"

#include <algorithm>

#include "base/stable_hash.h"

namespace bailiwick::zone {

bool serial_is_after(std::uint32_t a, std::uint32_t b) {
  return a != b && a - b < 0x80000000U;
}

bool same_records(const Zone& a, const Zone& b) {
  if (a.node_count() != b.node_count() || a.rrset_count() != b.rrset_count() || a.record_count() != b.record_count())
    return false;
  for (NodeId node = 0; node < a.node_count(); ++node)
    if (!std::ranges::equal(a.name(node).bytes(), b.name(node).bytes()) || a.rrset_count(node) != b.rrset_count(node))
      return false;
  for (std::size_t i = 0; i < a.rrset_count(); ++i) {
    const RRset x = a.rrset(i);
    const RRset y = b.rrset(i);
    if (x.type() != y.type() || x.ttl() != y.ttl() || x.size() != y.size()) return false;
    for (auto in_x = x.begin(), in_y = y.begin(); in_x != x.end(); ++in_x, ++in_y)
      if (!std::ranges::equal((*in_x).rdata, (*in_y).rdata)) return false;
  }
  return true;
}

std::uint64_t hash_of_records(const Zone& zone) {
  base::StableHash hash;
  for (NodeId node = 0; node < zone.node_count(); ++node) {
    hash.add(zone.name(node).bytes());
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
      const RRset rrset = zone.rrset(number);
      hash.add(static_cast<std::uint32_t>(rrset.type()));
      hash.add(rrset.ttl());
      for (const Record record : rrset) {
        hash.add(static_cast<std::uint32_t>(record.rdata.size()));
        hash.add(record.rdata);
      }
    }
  }
  return hash.value();
}

}  // namespace bailiwick::zone
