// The NSEC records of a zone (RFC 4034 §4) in the order of their owners, so that the one that covers a name is found by
// that name. Made at load, then constant.
#pragma once

#include <vector>

#include "wire/name.h"
#include "zone/node.h"

namespace bailiwick::zone {

class Zone;

class NsecChain {
 public:
  // Empty.
  NsecChain() = default;
  // Of a zone that is finished but for this. Empty without an NSEC record at the apex: such a chain denies nothing.
  explicit NsecChain(const Zone& zone);

  bool empty() const { return owners_.empty(); }
  // The node whose NSEC record is at that name, or else covers it. `name` is in the zone; the chain is not empty.
  NodeId at_or_before(const Zone& zone, wire::NameView name) const;
  std::size_t memory() const { return owners_.capacity() * sizeof(NodeId); }

 private:
  std::vector<NodeId> owners_;
};

}  // namespace bailiwick::zone
