// TSIG records (RFC 8945) as far as a server needs them that has no keys: it reads whether a query has one, and says in
// the reply that the key is unknown.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "wire/name.h"

namespace bailiwick::wire {

// Octets of a TSIG record with no MAC and no other data, at most.
inline constexpr std::size_t kMaxUnsignedTsig = 2 * kMaxNameSize + 10 + 16;

// Whether the rdata has the form of §4.2.
bool is_tsig_rdata(base::Bytes rdata);

// The record that a reply has to a query with the TSIG record `tsig`, whose rdata has its form: BADKEY, unsigned
// (§5.2.1, §5.3.2). Gives its octets; 0 when the name of the key is compressed, which then cannot be repeated.
std::size_t write_bad_key(base::Bytes tsig, std::array<std::uint8_t, kMaxUnsignedTsig>& out);

}  // namespace bailiwick::wire
