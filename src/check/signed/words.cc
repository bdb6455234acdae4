#include "check/signed/words.h"

#include <algorithm>
#include <iterator>

#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kMostNamed = 5;

std::string type_list(const dnssec::Types& types) {
  std::string text;
  for (std::size_t i = 0; i < types.size() && i < kMostNamed; ++i)
    text += (i == 0 ? "" : ", ") + rr::type_name(types[i]);
  return types.size() > kMostNamed ? text + " and others" : text;
}

dnssec::Types without(const dnssec::Types& from, const dnssec::Types& taken) {
  dnssec::Types left;
  std::ranges::set_difference(from, taken, std::back_inserter(left));
  return left;
}

}  // namespace

std::string rrset_text(const zone::Zone& zone, zone::RRsetPlace rrset) {
  const zone::RRset records = zone.rrset(rrset.rrset);
  return "the " + rr::type_name(records.type()) + (records.size() == 1 ? " record of " : " records of ") +
         shown(zone.name(rrset.node));
}

std::string bitmap_fault(const std::optional<dnssec::Types>& said, const dnssec::Types& there) {
  if (!said) return "has a list of types that nobody can read";
  std::string text;
  if (const dnssec::Types more = without(*said, there); !more.empty())
    text = "says that it has " + type_list(more) + ", which it has not";
  if (const dnssec::Types fewer = without(there, *said); !fewer.empty())
    text += (text.empty() ? "" : ", and ") + std::string("leaves out ") + type_list(fewer);
  return text;
}

}  // namespace bailiwick::check
