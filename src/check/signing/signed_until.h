// How long the signatures of a zone last, for the log, and for whoever counts the days.
#pragma once

#include <optional>

#include "base/clock.h"
#include "zone/zone.h"

namespace bailiwick::check {

// When the first RRset is left without a signature that lasts, by the latest expiration that each has (RFC 4034
// §3.1.5): from then on validators refuse some of the zone. None where nothing is signed. Times are taken as the
// nearest to `now`.
std::optional<base::UnixTime> signed_until(const zone::Zone& zone, base::UnixTime now);

}  // namespace bailiwick::check
