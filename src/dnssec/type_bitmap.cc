// Bitmaps of types. Windows of 256 types, each with up to 32 octets.
#include "dnssec/type_bitmap.h"

#include <algorithm>

#include "rr/table.h"

namespace bailiwick::dnssec {
std::optional<Types> read_type_bitmap(base::Bytes bitmap) {
  constexpr std::size_t kMostOctets = 32;
  Types types;
  int last_window = -1;
  while (!bitmap.empty()) {
    if (bitmap.size() < 2) return std::nullopt;
    const std::size_t size = bitmap[1];
    if (bitmap[0] <= last_window || size == 0 || size > kMostOctets || bitmap.size() < 2 + size) return std::nullopt;
    last_window = bitmap[0];
    const base::Bytes octets = bitmap.subspan(2, size);
    if (octets.back() == 0) return std::nullopt;
    for (std::size_t bit = 0; bit < size * 8; ++bit)
      if ((octets[bit / 8] & (0x80 >> bit % 8)) != 0)
        types.push_back(static_cast<rr::Type>(static_cast<std::size_t>(last_window) * 256 + bit));
    bitmap = bitmap.subspan(2 + size);
  }
  return types;
}

Types types_at(const zone::Zone& zone, zone::NodeId node) {
  const bool is_cut = zone.cover(node) == node;
  Types types;
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t i = first; i < first + zone.rrset_count(node); ++i) {
    const rr::Type type = zone.rrset(i).type();
    if (type == rr::Type::NSEC3) continue;
    if (type == rr::Type::RRSIG && zone.rrset(i).covered() == rr::Type::NSEC3) continue;
    const bool counts =
        !is_cut || type == rr::Type::NS || type == rr::Type::DS || type == rr::Type::NSEC || type == rr::Type::RRSIG;
    if (counts && (types.empty() || types.back() != type)) types.push_back(type);
  }
  return types;
}

}  // namespace bailiwick::dnssec
