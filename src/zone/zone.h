// A zone as served: immutable, in memory, worked out at load. Nodes lie in canonical order (RFC 4034 §6.1), every empty
// non-terminal is a node of its own (RFC 4592 §2.2.2), and each node knows which cut or DNAME takes over its names.
// Made by zone::Builder alone; any number of threads may read it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/assert.h"
#include "base/bytes.h"
#include "base/large_memory.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/name_hash.h"
#include "zone/node.h"
#include "zone/nsec3_chain.h"
#include "zone/nsec_chain.h"

namespace bailiwick::zone {

// One record of an RRset.
struct Record {
  base::Bytes rdata;        // uncompressed wire form, case as written
  NodeId target = kNoNode;  // the node of the target's name (NS, MX, SRV, SVCB, HTTPS …) if it is in this zone
};

// All records of one owner and type, in canonical order of their rdata; signatures by the type that they cover, since
// each has the TTL of what it signs (RFC 4034 §3). Borrowed from the zone.
class RRset {
 public:
  struct Header {
    rr::Type type;
    std::uint16_t count;
    std::uint32_t ttl;
    std::uint32_t data;  // in units of 4 octets
  };

  RRset(const Header& header, const std::uint8_t* data) : header_(&header), data_(data) {}
  rr::Type type() const { return header_->type; }
  // Of RRSIG: the type that all of them sign, which is in their first two octets (RFC 4034 §3.1.1).
  rr::Type covered() const { return static_cast<rr::Type>(base::load16(data_ + 2)); }
  std::uint32_t ttl() const { return header_->ttl; }
  std::size_t size() const { return header_->count; }

  class Iterator {
   public:
    Iterator(const std::uint8_t* targets, const std::uint8_t* rdata, std::size_t left)
        : targets_(targets), rdata_(rdata), left_(left) {}
    Record operator*() const {
      Record record{{rdata_ + 2, base::load16(rdata_)}};
      if (targets_ != nullptr) std::memcpy(&record.target, targets_, sizeof record.target);
      return record;
    }
    Iterator& operator++() {
      rdata_ += 2 + base::load16(rdata_);
      if (targets_ != nullptr) targets_ += sizeof(NodeId);
      --left_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return left_ == other.left_; }

   private:
    const std::uint8_t* targets_;
    const std::uint8_t* rdata_;
    std::size_t left_;
  };
  Iterator begin() const;
  Iterator end() const { return {nullptr, nullptr, 0}; }
  // The first record's rdata; every RRset has one.
  base::Bytes first_rdata() const { return (*begin()).rdata; }

 private:
  const Header* header_;
  const std::uint8_t* data_;
};

class Zone {
 public:
  // What a look-up found: the node of the name itself, or that of its closest encloser (RFC 4592 §3.3.1).
  struct Match {
    NodeId node;
    std::size_t labels;  // of the node's name
    bool exact;
  };

  wire::NameView origin() const { return name(kApex); }
  std::size_t origin_labels() const { return origin_labels_; }
  // From the SOA; none where the zone lacks one (such a zone is never served).
  std::optional<std::uint32_t> serial() const;
  std::size_t record_count() const { return record_count_; }
  std::size_t node_count() const { return nodes_.size(); }
  std::size_t rrset_count() const { return rrsets_.size(); }
  // Octets of memory that this zone holds.
  std::size_t memory() const;

  // `qname` must be at or below the origin.
  Match find(const HashedName& qname) const;
  // The node with that very name, or kNoNode.
  NodeId find_exact(wire::NameView name) const;

  // Lowered name of a node.
  wire::NameView name(NodeId node) const { return {names_.data() + nodes_[node].name, nodes_[node].name_size}; }
  // The node of the name one label up, kNoNode for the apex.
  NodeId parent(NodeId node) const { return nodes_[node].parent; }
  // The highest zone cut at or above the node, or the highest DNAME above it; kNoNode where the zone itself answers.
  // Data at a node whose cover is another node are occluded (RFC 6672 §2.4, RFC 2136 §7.18) or glue.
  NodeId cover(NodeId node) const { return nodes_[node].cover; }
  bool is_delegation(NodeId node) const { return (nodes_[node].flags & kDelegation) != 0; }
  bool has_dname(NodeId node) const { return (nodes_[node].flags & kDname) != 0; }
  // The node `*.name`, or kNoNode.
  NodeId wildcard(NodeId node) const {
    return (nodes_[node].flags & kHasWildcard) != 0 ? find_wildcard(node) : kNoNode;
  }
  // The zone itself answers here, or is cut here: what NSEC and NSEC3 records stand for.
  bool is_parent_side(NodeId node) const { return cover(node) == kNoNode || cover(node) == node; }
  // Nothing but an NSEC3 record: no name that exists, and never found (RFC 5155 §7.2.8).
  bool is_nsec3_owner(NodeId node) const { return (nodes_[node].flags & kNsec3Owner) != 0; }

  // Whether it holds signatures, and what shows the absence of a name or type: NSEC3 where that chain is not empty,
  // or else NSEC where that is not empty, or else nothing.
  bool is_signed() const { return signed_; }
  const NsecChain& nsec_chain() const { return nsec_chain_; }
  const Nsec3Chain& nsec3_chain() const { return nsec3_chain_; }

  // A node's RRsets, ordered by type, those of RRSIG by the type that they cover; none for an empty non-terminal.
  std::size_t first_rrset(NodeId node) const { return nodes_[node].rrsets; }
  std::size_t rrset_count(NodeId node) const { return nodes_[node].rrset_count; }
  // By its number in the whole zone, below rrset_count().
  RRset rrset(std::size_t number) const {
    const RRset::Header& header = rrsets_[number];
    return {header, data_.data() + std::size_t{header.data} * 4};
  }
  std::optional<RRset> find_rrset(NodeId node, rr::Type type) const {
    const Node& n = nodes_[node];
    for (std::size_t i = n.rrsets, end = i + n.rrset_count; i < end; ++i)
      if (rrsets_[i].type == type) return rrset(i);
    return std::nullopt;
  }
  // The signatures of the node's RRset of type `covered`.
  std::optional<RRset> find_signatures(NodeId node, rr::Type covered) const {
    const Node& n = nodes_[node];
    for (std::size_t i = n.rrsets, end = i + n.rrset_count; i < end; ++i)
      if (rrsets_[i].type == rr::Type::RRSIG && rrset(i).covered() == covered) return rrset(i);
    return std::nullopt;
  }

 private:
  friend class Assembler;
  enum Flag : std::uint8_t { kDelegation = 1, kDname = 2, kNsec3Owner = 4, kHasWildcard = 8 };
  struct Node {
    std::uint32_t name;
    std::uint32_t rrsets;
    NodeId parent;
    NodeId cover;
    std::uint16_t rrset_count;
    std::uint8_t name_size;
    std::uint8_t flags;
  };

  struct Wildcard {
    NodeId above;
    NodeId node;
  };

  NodeId find_wildcard(NodeId above) const;

  base::LargeArray<Node> nodes_;
  base::LargeArray<Wildcard> wildcards_;  // few names have one below; ordered by the node above
  base::LargeArray<RRset::Header> rrsets_;
  base::LargeArray<std::uint8_t> names_;
  base::LargeArray<std::uint8_t> data_;
  NameIndex index_;
  NsecChain nsec_chain_;
  Nsec3Chain nsec3_chain_;
  bool signed_ = false;
  std::size_t record_count_ = 0;
  std::size_t origin_labels_ = 0;
  std::size_t max_labels_ = 0;
};

}  // namespace bailiwick::zone
