#include "zone/name_hash.h"

#include <bit>
#include <cstring>

namespace bailiwick::zone {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;

// Multiplies to 128 bits and folds: every input bit reaches both halves that the index uses.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// `label` with its length octet first; readable for 8 octets beyond its end.
inline std::uint64_t hash_label(std::uint64_t parent, const std::uint8_t* label) {
  std::uint64_t hash = parent + kMultiplier;
  std::size_t left = label[0] + 1u;
  for (; left > 8; left -= 8, label += 8) {
    std::uint64_t word;
    std::memcpy(&word, label, 8);
    hash = mix(hash ^ word, kMultiplier);
  }
  std::uint64_t word;
  std::memcpy(&word, label, 8);
  word &= ~std::uint64_t{0} >> (64 - 8 * left);  // little-endian: the octets of the label are the low ones
  return mix(hash ^ word, 0xd6e8feb86659fd93);
}

static_assert(std::endian::native == std::endian::little);

}  // namespace

void HashedName::assign(wire::NameView name) {
  size_ = static_cast<std::uint32_t>(name.size());
  wire::copy_lowered(name, lowered_.data());
  std::size_t at = 0, count = 0;
  for (; lowered_[at] != 0; at += lowered_[at] + 1u) offset_[count++] = static_cast<std::uint8_t>(at);
  offset_[count] = static_cast<std::uint8_t>(at);
  label_count_ = static_cast<std::uint32_t>(count);
  std::uint64_t hash = kMultiplier;
  hash_[0] = hash;
  for (std::size_t labels = 1; labels <= count; ++labels)
    hash_[labels] = hash = hash_label(hash, lowered_.data() + offset_[count - labels]);
}

std::uint64_t HashedName::hash_below(std::uint64_t parent, const std::uint8_t* label) {
  std::uint8_t padded[wire::kMaxLabelSize + 1 + 8] = {};
  std::memcpy(padded, label, label[0] + 1u);
  return hash_label(parent, padded);
}

std::uint64_t HashedName::wildcard_hash(std::size_t labels) const {
  static constexpr std::uint8_t kWildcard[9] = {1, '*'};
  return hash_label(hash_[labels], kWildcard);
}

void NameIndex::reserve(std::size_t count) {
  std::size_t slots = 16;
  while (count * 4 > slots * 3) slots *= 2;
  if (slots > slots_.size() && used_ == 0) allocate(slots);
}

void NameIndex::allocate(std::size_t slots) {
  slots_.resize(slots, 0xff);  // kNone everywhere
  mask_ = slots - 1;
}

}  // namespace bailiwick::zone
