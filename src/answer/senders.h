// Who could be allowed more than an ordinary question: a transfer, a NOTIFY, an update. A name or an address proves
// nothing; it only decides whether a message is worth the slow path, which looks closer (RFC 8945 §5.2).
#pragma once

#include <vector>

#include "base/address.h"
#include "wire/name.h"

namespace bailiwick::answer {

struct Senders {
  std::vector<wire::Name> keys;  // names of the transfer keys that are known
  std::vector<base::Network> addresses;

  bool empty() const { return keys.empty() && addresses.empty(); }
  bool operator==(const Senders& other) const;
};

// By the address, which may be empty.
bool is_known_address(const Senders& senders, base::Bytes client);
// By the name of the key of `tsig`, a whole TSIG record; empty: none. A compressed name is not known.
bool is_known_key(const Senders& senders, base::Bytes tsig);

}  // namespace bailiwick::answer
