// The text form of the less common types, by ldns: from LOC and CERT to SVCB. The only file that knows ldns is its .cc.
#pragma once

#include <expected>
#include <string>

#include "base/bytes.h"
#include "rr/type.h"
#include "wire/name.h"

namespace bailiwick::load {

// Converts `text`, the rdata of one record without comments, parentheses, newlines and NULs, to uncompressed wire form
// at the start of `out`; returns its size, or what is wrong in a few words. Allocates.
std::expected<std::size_t, std::string> ldns_rdata_to_wire(rr::Type type, const std::string& text,
                                                           wire::NameView origin, base::MutableBytes out);

}  // namespace bailiwick::load
