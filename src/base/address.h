// IPv4 and IPv6 addresses as octets and as text (RFC 5952 §4 out, RFC 4291 §2.2 in).
#pragma once

#include <string>

#include "base/bytes.h"

namespace bailiwick::base {

// `address` has 4 or 16 octets, network order: "192.0.2.1", "2001:db8::1".
std::string address_text(Bytes address);

}  // namespace bailiwick::base
