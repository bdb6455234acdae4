// What lies at or below each cut beside its own NS and DNSSEC records, sorted by whether it is of any use.
#pragma once

#include <optional>

#include "check/context.h"

namespace bailiwick::check {

// RRsets that one cut takes away from the zone.
struct CutData {
  zone::NodeId node = zone::kNoNode;  // the cut
  std::size_t data = 0;               // neither addresses nor what another check tells
  std::size_t unused_addresses = 0;   // that no NS record asks for
  std::optional<zone::RRsetPlace> first_data;
  std::optional<zone::RRsetPlace> first_unused;
};

inline void count_covered(const Context& context, zone::RRsetPlace found, CutData& cut) {
  const rr::Type type = context.zone.rrset(found.rrset).type();
  if (type == rr::Type::RRSIG || type == rr::Type::NSEC) return;                         // X03, X04
  if (type == rr::Type::NS || type == rr::Type::DNAME || type == rr::Type::SOA) return;  // D08, T04, A02
  if (type == rr::Type::CNAME && context.survey.is_name_server(found.node)) return;      // D05
  if (type != rr::Type::A && type != rr::Type::AAAA) {
    ++cut.data;
    if (!cut.first_data) cut.first_data = found;
  } else if (!context.survey.is_name_server(found.node)) {
    ++cut.unused_addresses;
    if (!cut.first_unused) cut.first_unused = found;
  }
}

// Calls visit(const CutData&) for each cut that has anything at or below it, in canonical order.
template <class Visit>
void for_each_cut(const Context& context, Visit visit) {
  CutData cut;
  for (const zone::RRsetPlace found : context.survey.covered()) {
    const zone::NodeId cover = context.zone.cover(found.node);
    if (!context.zone.is_delegation(cover)) continue;  // a DNAME
    if (cover != cut.node) {
      if (cut.node != zone::kNoNode) visit(cut);
      cut = {.node = cover};
    }
    count_covered(context, found, cut);
  }
  if (cut.node != zone::kNoNode) visit(cut);
}

}  // namespace bailiwick::check
