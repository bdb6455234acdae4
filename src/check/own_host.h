// The good way to name a server: a host of the zone itself, above all of the zone's cuts, so that its address stands in
// one file and at the registrar (RFC 9471 §2.1).
#pragma once

#include <string>

#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::check {

// What to type so that such a host takes the place of `old`, which lies below a cut of the zone: the NS record, the
// addresses (those of `old`, where the zone has them), and what to register, without the word where.
std::string replace_by_own_host(const zone::Zone& zone, wire::NameView old);

}  // namespace bailiwick::check
