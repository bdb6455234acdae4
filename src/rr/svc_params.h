// The SvcParams at the end of SVCB and HTTPS rdata in wire form (RFC 9460 §2.2, §7, §8): key, length, value, keys in
// strictly increasing order.
#pragma once

#include "base/bytes.h"

namespace bailiwick::rr {

// Whether a client would take them as well formed: the order of keys, and the layout of each value whose key RFC 9460
// defines (alpn, port, hints …). Values of other keys may be anything.
bool are_svc_params(base::Bytes octets);

}  // namespace bailiwick::rr
