// What the IANA special-purpose address registries say of an address (RFC 6890 and its registries; multicast of
// RFC 5771 and RFC 4291 §2.7): whether a name server there can be reached from the whole Internet.
#pragma once

#include <string_view>

#include "base/bytes.h"

namespace bailiwick::check {

enum class AddressReach : std::uint8_t {
  Global,
  Documentation,  // stands for an address, in examples
  Local,          // is one, but nobody elsewhere can reach it
};

struct AddressKind {
  AddressReach reach;
  std::string_view words;  // "a private address (RFC 1918)"; empty for Global
};

// `address` has 4 or 16 octets, network order.
AddressKind kind_of_address(base::Bytes address);

}  // namespace bailiwick::check
