// Names that were completed with the zone's own name though they were meant to be whole (RFC 1035 §5.1: a name that
// does not end in a dot is relative).
#pragma once

#include "check/context.h"

namespace bailiwick::check {

// Whether a target, in a record of that type, lacks a final dot for sure: the zone's name comes twice, or it is a PTR
// to inside in-addr.arpa or ip6.arpa; and the zone has nothing at that name. S14 tells it, so nobody else need to.
bool lacks_final_dot(const Context& context, rr::Type type, wire::NameView target);

}  // namespace bailiwick::check
