// The NSEC3 records of a zone (RFC 5155) in the order of their hashes, and which of them stands for each name that the
// zone has: worked out at load, so that only names that do not exist are hashed when they are asked for.
#pragma once

#include <span>
#include <vector>

#include "wire/name.h"
#include "zone/node.h"
#include "zone/nsec3_hash.h"

namespace bailiwick::zone {

class Zone;

class Nsec3Chain {
 public:
  // Empty.
  Nsec3Chain() = default;
  // Of a zone that is finished but for this, which it keeps a view into. The chain is that of the first NSEC3PARAM
  // record which the apex has an NSEC3 record for (RFC 5155 §7.3 leaves the choice); empty if there is none.
  explicit Nsec3Chain(const Zone& zone);

  bool empty() const { return links_.empty(); }
  // The node with the NSEC3 record of that name's hash. kNoNode where opt-out left it out (§6), or the zone is not
  // signed as it should be.
  NodeId matching(NodeId name) const { return matching_[name]; }
  // The node with the NSEC3 record that covers the name, which does not exist. `name` is lowered; the chain is not
  // empty. One hash.
  NodeId covering(wire::NameView name) const;

  struct Link {
    Nsec3Hash hash;
    NodeId node;
  };
  // In the order of the hashes; a node has one, however many records it has.
  std::span<const Link> links() const { return links_; }
  // How the hashes are made; of no meaning where the chain is empty.
  const Nsec3Params& params() const { return params_; }
  std::size_t memory() const { return links_.capacity() * sizeof(Link) + matching_.capacity() * sizeof(NodeId); }

 private:
  void gather(const Zone& zone);
  NodeId find(const Nsec3Hash& hash) const;

  Nsec3Params params_;
  std::vector<Link> links_;
  std::vector<NodeId> matching_;
};

}  // namespace bailiwick::zone
