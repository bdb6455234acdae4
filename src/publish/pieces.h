// What a version of a zone gives to others, or to itself: the pieces that a zone can be found by.
#pragma once

#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::publish {

// It delegates the name.
bool has_cut(const zone::Zone& zone, wire::NameView name);
// The host is in the NS set at the name, its own apex or a cut.
bool names_server(const zone::Zone& zone, wire::NameView name, wire::NameView host);
// It has an address of the host at or below a cut, to be given with a delegation.
bool has_glue(const zone::Zone& zone, wire::NameView host);
// A resolver that asks for the host here gets an address, glue or a referral that leads on.
bool helps_to_find(const zone::Zone& zone, wire::NameView host);
// It shows an address of the host, be it glue.
bool shows_address(const zone::Zone& zone, wire::NameView host);

}  // namespace bailiwick::publish
