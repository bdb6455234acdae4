// The rdata that fill signed zones (RFC 4034 §2.2, §3.2, §4.2, §5.3, RFC 5155 §3.3, §4.3, RFC 7344 §3), from their
// usual text form: numbers in decimal, common types by their mnemonics, no escapes. It judges nothing: what it is not
// sure of is left to ldns and to the rules beside it, which say what is wrong.
#pragma once

#include "base/bytes.h"
#include "load/tokens.h"
#include "rr/type.h"
#include "wire/name.h"

namespace bailiwick::load {

// Reads from `first` to the end of the entry into `out`, of 65535 octets. The size; 0 for any other type and where it
// is not sure: then `in` is somewhere in the entry, and may have failed.
std::size_t read_dnssec(Tokens& in, const Token& first, rr::Type type, wire::NameView origin, base::MutableBytes out);

}  // namespace bailiwick::load
