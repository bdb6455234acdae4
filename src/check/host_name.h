// What makes a name a host name (RFC 952, RFC 1123 §2.1, RFC 2181 §11), and what looks like an address that somebody
// wrote where a name belongs.
#pragma once

#include <optional>
#include <string>

#include "rr/type.h"
#include "wire/name.h"

namespace bailiwick::check {

// Types that only checks name.
inline constexpr rr::Type kTypeRp{17};
inline constexpr rr::Type kTypeSmimea{53};
inline constexpr rr::Type kTypeSpf{99};

// Labels of letters, digits and inner hyphens. The root is no host name.
bool is_host_name(wire::NameView name);
// The same for an owner of A and AAAA records: the first label may be `*`, and labels with a leading underscore are
// taken as meant (Active Directory has addresses at gc._msdcs).
bool may_own_addresses(wire::NameView owner);
// "192.0.2.1" of a name with those labels before `origin` or the root, likewise an IPv6 address in its text form.
std::optional<std::string> address_in_name(wire::NameView name, wire::NameView origin);
// Whether the last label is a number, as no top-level domain can be (RFC 3696 §2).
bool has_numeric_tld(wire::NameView name);

}  // namespace bailiwick::check
