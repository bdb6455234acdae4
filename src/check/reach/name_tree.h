// The names that the found zones stand on (origins, hosts and what lies between), as a tree by labels (RFC 1034 §3.1):
// what encloses a name is found by walking up, what lies below it by walking down. Names are lowered (RFC 4343).
// Invariant: a name that has no children, no zone and no host is given up by release().
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "wire/name.h"
#include "zone/name_hash.h"

namespace bailiwick::check {

class NameTree {
 public:
  using Node = std::uint32_t;
  static constexpr Node kNone = 0xffffffff;
  static constexpr Node kRoot = 0;

  NameTree();
  NameTree(const NameTree&) = delete;
  NameTree& operator=(const NameTree&) = delete;

  // The name's node, made where there is none, with all of its ancestors.
  Node intern(wire::NameView name);
  // kNone if it is not here.
  Node find(wire::NameView name) const;
  // Gives up the name, and what above it is of no use without it, unless something is kept there.
  void release(Node node);

  wire::Name name(Node node) const;
  std::size_t label_count(Node node) const { return nodes_[node].label_count; }
  Node parent(Node node) const { return nodes_[node].parent; }  // kNone for the root
  Node first_child(Node node) const { return nodes_[node].first_child; }
  Node next_sibling(Node node) const { return nodes_[node].next; }
  // RFC 4034 §6.1, of two names of the tree.
  bool is_before(Node a, Node b) const { return wire::compare_canonical(name(a), name(b)) < 0; }

  // Numbers of the caller's, kNone at first.
  std::uint32_t zone(Node node) const { return nodes_[node].zone; }
  std::uint32_t host(Node node) const { return nodes_[node].host; }
  void set_zone(Node node, std::uint32_t zone) { nodes_[node].zone = zone; }
  void set_host(Node node, std::uint32_t host) { nodes_[node].host = host; }

  std::size_t memory() const;

 private:
  struct Entry {
    std::uint64_t hash;
    std::string label;  // lowered, without its length
    Node parent = kNone;
    Node first_child = kNone;
    Node next = kNone;
    Node previous = kNone;
    std::uint32_t zone = kNone;
    std::uint32_t host = kNone;
    std::uint32_t label_count = 0;
  };
  // A name to be looked up: the lowered ancestor of so many labels.
  struct Wanted {
    const zone::HashedName& name;
    std::size_t labels;
  };
  struct Hash {
    using is_transparent = void;
    const std::vector<Entry>* nodes;
    // Not noexcept: so the set keeps the hashes and need not look at names that are others.
    std::size_t operator()(Node node) const { return (*nodes)[node].hash; }
    std::size_t operator()(const Wanted& wanted) const { return wanted.name.hash(wanted.labels); }
  };
  struct Equal {
    using is_transparent = void;
    const NameTree* tree;
    bool operator()(Node a, Node b) const { return a == b; }
    bool operator()(const Wanted& wanted, Node node) const { return tree->is(node, wanted); }
    bool operator()(Node node, const Wanted& wanted) const { return tree->is(node, wanted); }
  };

  bool is(Node node, const Wanted& wanted) const;
  Node add(Node parent, const Wanted& wanted);

  std::vector<Entry> nodes_;
  std::vector<Node> free_;
  std::unordered_set<Node, Hash, Equal> index_;
};

}  // namespace bailiwick::check
