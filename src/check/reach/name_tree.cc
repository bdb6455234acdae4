// The index is keyed by the hash of the whole name; the labels, compared upward, confirm it.
#include "check/reach/name_tree.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/assert.h"

namespace bailiwick::check {
namespace {

std::string_view label_of(const zone::HashedName& name, std::size_t labels) {
  const base::Bytes label = name.ancestor(labels).first_label();
  return {reinterpret_cast<const char*>(label.data()), label.size()};
}

}  // namespace

NameTree::NameTree() : index_(16, Hash{&nodes_}, Equal{this}) {
  const zone::HashedName root{wire::NameView()};
  nodes_.push_back({.hash = root.hash(), .label = {}});
  index_.insert(kRoot);
}

bool NameTree::is(Node node, const Wanted& wanted) const {
  if (nodes_[node].label_count != wanted.labels) return false;
  for (std::size_t labels = wanted.labels; labels > 0; --labels, node = nodes_[node].parent)
    if (nodes_[node].label != label_of(wanted.name, labels)) return false;
  return true;
}

NameTree::Node NameTree::find(wire::NameView name) const {
  const zone::HashedName hashed(name);
  const auto found = index_.find(Wanted{hashed, hashed.label_count()});
  return found == index_.end() ? kNone : *found;
}

NameTree::Node NameTree::intern(wire::NameView name) {
  const zone::HashedName hashed(name);
  std::size_t labels = hashed.label_count();
  Node node = kRoot;
  for (; labels > 0; --labels)
    if (const auto found = index_.find(Wanted{hashed, labels}); found != index_.end()) {
      node = *found;
      break;
    }
  while (labels < hashed.label_count()) node = add(node, {hashed, ++labels});
  return node;
}

NameTree::Node NameTree::add(Node parent, const Wanted& wanted) {
  Node node = static_cast<Node>(nodes_.size());
  if (free_.empty()) {
    nodes_.emplace_back();
  } else {
    node = free_.back();
    free_.pop_back();
  }
  const Node next = nodes_[parent].first_child;
  nodes_[node] = {.hash = wanted.name.hash(wanted.labels),
                  .label = std::string(label_of(wanted.name, wanted.labels)),
                  .parent = parent,
                  .next = next,
                  .label_count = static_cast<std::uint32_t>(wanted.labels)};
  if (next != kNone) nodes_[next].previous = node;
  nodes_[parent].first_child = node;
  index_.insert(node);
  return node;
}

void NameTree::release(Node node) {
  while (node != kRoot) {
    Entry& entry = nodes_[node];
    if (entry.first_child != kNone || entry.zone != kNone || entry.host != kNone) return;
    const Node parent = entry.parent;
    index_.erase(node);
    if (entry.previous != kNone) nodes_[entry.previous].next = entry.next;
    if (entry.previous == kNone) nodes_[parent].first_child = entry.next;
    if (entry.next != kNone) nodes_[entry.next].previous = entry.previous;
    entry = {};
    free_.push_back(node);
    node = parent;
  }
}

wire::Name NameTree::name(Node node) const {
  std::array<std::uint8_t, wire::kMaxNameSize> octets;
  std::size_t size = 0;
  for (; node != kRoot; node = nodes_[node].parent) {
    const std::string& label = nodes_[node].label;
    BAILIWICK_ASSERT(size + label.size() + 2 <= octets.size());
    octets[size] = static_cast<std::uint8_t>(label.size());
    std::ranges::copy(label, octets.begin() + static_cast<std::ptrdiff_t>(size + 1));
    size += 1 + label.size();
  }
  octets[size] = 0;
  return wire::Name(wire::NameView(octets.data(), size + 1));
}

std::size_t NameTree::memory() const {
  constexpr std::size_t kOfSet = 4 * sizeof(void*);  // an element of a standard set: link, hash, number; allocation
  return nodes_.capacity() * sizeof(Entry) + index_.size() * kOfSet + index_.bucket_count() * sizeof(void*);
}

}  // namespace bailiwick::check
