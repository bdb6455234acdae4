// How long the signatures of a zone last, for the log, for the line of `bailiwick check`, and for whoever counts the
// days.
#pragma once

#include <optional>
#include <string>

#include "base/clock.h"
#include "zone/zone.h"

namespace bailiwick::dnssec {

// When the first RRset is left without a signature that lasts, by the latest expiration that each has (RFC 4034
// §3.1.5): from then on validators refuse some of the zone. None where nothing is signed. Times are taken as the
// nearest to `now`.
std::optional<base::UnixTime> signed_until(const zone::Zone& zone, base::UnixTime now);
// "signed until 2026-12-24 (31 days left)", days as are whole; "signatures expired since 2026-10-01".
std::string signed_until_text(base::UnixTime until, base::UnixTime now);

}  // namespace bailiwick::dnssec
