// What the lists of accepted differences say about replies and records.
#pragma once

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "differential/accepted.h"

namespace bailiwick::differential {

inline std::uint16_t type(const char* name) {
  return support::type_from_name(name);
}

inline bool asks_for(const Difference& d, const char* name) {
  return d.question.query.type == type(name);
}

// The name of the question, and those that aliases of our answer lead to.
inline std::vector<std::string> names_asked(const Difference& d) {
  std::vector<std::string> names = {support::canonical_name(d.question.query.name)};
  for (const support::Record& record : d.ours.answer)
    if (record.type == type("CNAME")) names.push_back(record.targets.at(0));
  return names;
}

// The zone that answers for one of them: of DS at an apex the zone above, if it is served (RFC 4035 section 3.1.4.1).
inline const Zone* zone_asked(const Difference& d, const std::string& name) {
  const Zone* zone = zone_of(d.world, name);
  if (zone == nullptr || !asks_for(d, "DS") || support::canonical_name(zone->origin) != name) return zone;
  const Zone* above = zone_of(d.world, parent_of(name));
  return above != nullptr ? above : zone;
}

template <class Fits>
bool any_peer(const Difference& d, Fits fits) {
  return std::any_of(d.peers.begin(), d.peers.end(), fits);
}

// `some` stands in `all`, and the rest of `all` is made of records that `extra` likes.
template <class Extra>
bool all_but(const support::Section& all, const support::Section& some, Extra extra) {
  support::Section rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return all.size() == some.size() + rest.size() && std::all_of(rest.begin(), rest.end(), extra);
}

inline bool any_at_or_below(const std::set<std::string>& names, const std::string& name) {
  return std::ranges::any_of(names, [&](const auto& other) { return is_at_or_below(other, name); });
}

// Of that type, or a signature of such.
inline bool is_or_signs(const support::Record& record, const std::string& name) {
  return record.type == type(name.c_str()) || (record.type == type("RRSIG") && record.rdata.starts_with(name + " "));
}

inline bool is_denial(const support::Record& record) {
  return is_or_signs(record, "NSEC") || is_or_signs(record, "NSEC3");
}

}  // namespace bailiwick::differential
