#include "answer/senders.h"

#include <algorithm>

namespace bailiwick::answer {

bool Senders::operator==(const Senders& other) const {
  return addresses == other.addresses &&
         std::ranges::equal(keys, other.keys, [](const wire::Name& a, const wire::Name& b) { return wire::equal(a, b); });
}

bool is_known_address(const Senders& senders, base::Bytes client) {
  return std::ranges::any_of(senders.addresses, [&](const base::Network& network) { return base::contains(network, client); });
}

bool is_known_key(const Senders& senders, base::Bytes tsig) {
  const auto key = wire::NameView::from_wire(tsig);
  return key && std::ranges::any_of(senders.keys, [&](const wire::Name& known) { return wire::equal(known, *key); });
}

}  // namespace bailiwick::answer
