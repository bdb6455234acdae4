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
  NodeId matching(NodeId name) const { return is_matched(name) ? links_[links_of_[name]].node : kNoNode; }
  // The node with the NSEC3 record that covers the name, which does not exist. `name` is lowered; the chain is not
  // empty. One hash.
  NodeId covering(wire::NameView name) const { return links_[covering_link(name)].node; }

  // The same by the number of the record in links(). A name that the zone itself answers for, or is cut at, has a link
  // that matches it, or else one that covers it: no hash.
  bool is_matched(NodeId name) const { return (links_of_[name] & kUnmatched) == 0; }
  std::uint32_t link(NodeId name) const { return links_of_[name] & ~kUnmatched; }
  std::uint32_t covering_link(wire::NameView name) const { return last_up_to(nsec3_hash(name, params_)); }

  struct Link {
    Nsec3Hash hash;
    NodeId node;
  };
  // In the order of the hashes; a node has one, however many records it has.
  std::span<const Link> links() const { return links_; }
  // How the hashes are made; of no meaning where the chain is empty.
  const Nsec3Params& params() const { return params_; }
  std::size_t memory() const {
    return links_.capacity() * sizeof(Link) + (links_of_.capacity() + first_.capacity()) * sizeof(std::uint32_t);
  }

 private:
  static constexpr std::uint32_t kUnmatched = 0x80000000;

  void gather(const Zone& zone);
  void make_directory();
  std::size_t bucket(const Nsec3Hash& hash) const { return std::uint64_t{base::load32(hash.data())} >> shift_; }
  // The link with that hash, or the one before where it would be; the last one stands before the first (RFC 5155 §1.3).
  std::uint32_t last_up_to(const Nsec3Hash& hash) const;

  Nsec3Params params_;
  std::vector<Link> links_;
  std::vector<std::uint32_t> first_;  // directory: the first link whose hash begins with so many bits, and an end
  unsigned shift_ = 32;               // of the first 32 bits of a hash, those that are not in the directory
  std::vector<std::uint32_t> links_of_;
};

}  // namespace bailiwick::zone
