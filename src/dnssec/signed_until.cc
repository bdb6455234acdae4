#include "dnssec/signed_until.h"

#include <algorithm>

#include "dnssec/records.h"

namespace bailiwick::dnssec {

std::optional<base::UnixTime> signed_until(const zone::Zone& zone, base::UnixTime now) {
  std::optional<base::UnixTime> first;
  if (!zone.is_signed()) return first;
  for_each_to_sign(zone, [&](const ToSign& found) {
    if (!found.signatures) return;
    std::optional<base::UnixTime> last;
    for (const zone::Record record : zone.rrset(found.signatures->rrset)) {
      const base::UnixTime until = nearest(now, read_signature(record.rdata).expiration);
      last = std::max(last.value_or(until), until);
    }
    if (last) first = std::min(first.value_or(*last), *last);
  });
  return first;
}

std::string signed_until_text(base::UnixTime until, base::UnixTime now) {
  constexpr base::UnixTime kDay = 24 * 3600;
  if (until <= now) return "signatures expired since " + base::date_text(until);
  const base::UnixTime days = (until - now) / kDay;
  return "signed until " + base::date_text(until) + " (" + std::to_string(days) + (days == 1 ? " day" : " days") +
         " left)";
}

}  // namespace bailiwick::dnssec
