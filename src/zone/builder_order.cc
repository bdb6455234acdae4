// The canonical order of a zone's names (RFC 4034 §6.1), by a sort key of fixed length that mostly decides alone.
#include <algorithm>

#include "zone/builder.h"

namespace bailiwick::zone {
namespace {

// A name's place in canonical order as far as 16 octets tell: its labels from the right, below the origin, lowered,
// each closed by a 0. Octets 0 and 1 are written as two, so that the 0 stays the smallest.
struct SortKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  NodeId node = 0;
};

SortKey sort_key(wire::NameView name, std::size_t origin_size, NodeId node) {
  std::uint8_t offsets[wire::kMaxLabels + 1];
  std::size_t labels = 0;
  for (std::size_t at = 0; at + origin_size < name.size(); at += name.data()[at] + 1u)
    offsets[labels++] = static_cast<std::uint8_t>(at);
  std::uint8_t key[16] = {};
  std::size_t out = 0;
  const auto put = [&](std::uint8_t octet) {
    if (out < sizeof key) key[out++] = octet;
  };
  while (labels > 0 && out < sizeof key) {
    const std::uint8_t* label = name.data() + offsets[--labels];
    for (std::size_t i = 1; i <= label[0] && out < sizeof key; ++i) {
      if (label[i] > 1) {
        put(label[i]);
      } else {
        put(1);
        put(static_cast<std::uint8_t>(label[i] + 1));
      }
    }
    put(0);
  }
  return {std::uint64_t{base::load32(key)} << 32 | base::load32(key + 4),
          std::uint64_t{base::load32(key + 8)} << 32 | base::load32(key + 12), node};
}

}  // namespace

std::vector<NodeId> Builder::canonical_order() const {
  std::vector<SortKey> keys;
  keys.reserve(owners_.size());
  for (NodeId node = 0; node < owners_.size(); ++node) keys.push_back(sort_key(owner_name(node), origin_.size(), node));
  std::ranges::sort(keys, [this](const SortKey& a, const SortKey& b) {
    if (a.high != b.high) return a.high < b.high;
    if (a.low != b.low) return a.low < b.low;
    return wire::compare_canonical(owner_name(a.node), owner_name(b.node)) < 0;
  });
  std::vector<NodeId> order;
  order.reserve(keys.size());
  for (const SortKey& key : keys) order.push_back(key.node);
  return order;
}

}  // namespace bailiwick::zone
