// The layout of each type's rdata for messages (wire/rdata_layout.h), made from the table: which names may be written
// compressed, and which are read compressed (RFC 3597 §4).
#pragma once

#include "rr/type.h"
#include "wire/rdata_layout.h"

namespace bailiwick::rr {

// Up to the last name; empty for a type without names and for one that the table does not have.
wire::RdataLayout message_layout(Type type);

}  // namespace bailiwick::rr
