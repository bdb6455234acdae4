// A name hashed from the right, label by label: one pass yields the hash of the name and of every ancestor. Zone and
// ZoneSet share these hashes, so a query name is hashed once. The name is lowered on the way (RFC 4343).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/large_memory.h"
#include "wire/name.h"

namespace bailiwick::zone {

class HashedName {
 public:
  HashedName() = default;
  explicit HashedName(wire::NameView name) { assign(name); }
  void assign(wire::NameView name);

  // Labels without the root label.
  std::size_t label_count() const { return label_count_; }
  // The lowered ancestor that has `labels` labels; the whole name with label_count(), the root with 0.
  wire::NameView ancestor(std::size_t labels) const {
    const std::size_t at = offset_[label_count_ - labels];
    return {lowered_.data() + at, size_ - at};
  }
  wire::NameView name() const { return {lowered_.data(), size_}; }
  std::uint64_t hash(std::size_t labels) const { return hash_[labels]; }
  std::uint64_t hash() const { return hash_[label_count_]; }
  // The hash of the name of one label more than the one with hash `parent`. `label` is lowered, its length octet first.
  static std::uint64_t hash_below(std::uint64_t parent, const std::uint8_t* label);
  // The hash of the name `*.ancestor(labels)`.
  std::uint64_t wildcard_hash(std::size_t labels) const;

 private:
  // What an ordinary name needs of it lies close together: no more lines of the cache than that.
  std::uint32_t size_ = 1;
  std::uint32_t label_count_ = 0;
  std::array<std::uint64_t, wire::kMaxLabels + 1> hash_;      // by label count
  std::array<std::uint8_t, wire::kMaxLabels + 1> offset_;     // of the label number i from the left
  std::array<std::uint8_t, wire::kMaxNameSize + 8> lowered_;  // 8 octets of slack: hashing reads whole words
};

// A flat hash index from names to small numbers: open addressing, a tag of the hash beside each number, at most three
// quarters full. The names themselves are the caller's.
class NameIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffff;

  // Room for `count` names without growing.
  explicit NameIndex(std::size_t count = 0) { reserve(count); }
  void reserve(std::size_t count);
  std::size_t memory() const { return slots_.size() * sizeof(Slot); }

  // The number whose name matches(number) confirms, or kNone.
  template <class Matches>
  std::uint32_t find(std::uint64_t hash, Matches matches) const {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.number == kNone) return kNone;
      if (slot.tag == static_cast<std::uint32_t>(hash >> 32) && matches(slot.number)) return slot.number;
    }
  }
  // The one number whose name may be that, as far as the hash says: kNone for certain, or else as good as certain.
  std::uint32_t candidate(std::uint64_t hash) const {
    return find(hash, [](std::uint32_t) { return true; });
  }
  // A number that find() is likely to look at first, or kNone; and a hint that this will be asked.
  std::uint32_t likely(std::uint64_t hash) const {
    const Slot& slot = slots_[hash & mask_];
    return slot.tag == static_cast<std::uint32_t>(hash >> 32) ? slot.number : kNone;
  }
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
  // The same where there is room, by reserve().
  void insert(std::uint64_t hash, std::uint32_t number) {
    place(hash, number);
    ++used_;
  }
  // The name must not be in the index yet. Grows where needed (then `hash_of(number)` gives the hashes again).
  template <class HashOf>
  void insert(std::uint64_t hash, std::uint32_t number, HashOf hash_of) {
    if ((used_ + 1) * 4 > slots_.size() * 3) grow(hash_of);
    place(hash, number);
    ++used_;
  }

 private:
  struct Slot {
    std::uint32_t tag;
    std::uint32_t number;
  };

  void allocate(std::size_t slots);
  void place(std::uint64_t hash, std::uint32_t number) {
    std::size_t at = hash & mask_;
    while (slots_[at].number != kNone) at = (at + 1) & mask_;
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32), number};
  }
  template <class HashOf>
  void grow(HashOf hash_of) {
    const base::LargeArray<Slot> old = std::move(slots_);
    allocate(old.size() * 2);
    for (const Slot& slot : old)
      if (slot.number != kNone) place(hash_of(slot.number), slot.number);
  }

  base::LargeArray<Slot> slots_;
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

}  // namespace bailiwick::zone
