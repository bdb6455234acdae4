#include "wire/name_places.h"

#include <cstring>

#include "base/assert.h"
#include "wire/header.h"

namespace bailiwick::wire {
namespace {

// Whether the message has `name` at `offset`, pointers followed. The builder wrote what is there, and only names have
// places, so it is in order; the labels of `name` bound the walk.
bool stands_at(base::Bytes message, std::size_t offset, NameView name) {
  const std::uint8_t* label = name.data();
  for (;;) {
    const std::uint8_t* there = message.data() + offset;
    if (there[0] >= 0xc0) {
      offset = base::load16(there) & kMaxPointerTarget;
      continue;
    }
    const std::size_t size = label[0] + 1u;
    if (there[0] != label[0] || std::memcmp(there, label, size) != 0) return false;
    if (size == 1) return true;
    label += size;
    offset += size;
  }
}

}  // namespace

NameEndings::NameEndings(NameView name) {
  for (std::size_t at = 0; name.data()[at] != 0; at += name.data()[at] + 1u)
    offset[count++] = static_cast<std::uint8_t>(at);
  std::uint32_t running = 0x811c9dc5;  // FNV-1a, its last octets spread over the low bits that choose a place
  for (std::size_t i = count; i-- > 0;) {
    const std::uint8_t* label = name.data() + offset[i];
    for (std::size_t octet = 0; octet <= label[0]; ++octet) running = (running ^ label[octet]) * 0x01000193;
    hash[i] = running ^ running >> 15;
  }
}

void NamePlaces::remember(std::uint32_t hash, std::size_t offset) {
  BAILIWICK_ASSERT(offset >= kHeaderSize && offset <= kMaxPointerTarget);
  hashes_[hash % kPlaces] = hash;
  offsets_[hash % kPlaces] = static_cast<std::uint16_t>(offset);
}

std::size_t NamePlaces::find(std::uint32_t hash, NameView ending, base::Bytes message) const {
  const std::size_t offset = offsets_[hash % kPlaces];
  return offset != 0 && hashes_[hash % kPlaces] == hash && stands_at(message, offset, ending) ? offset : 0;
}

void NamePlaces::forget_from(std::size_t offset) {
  for (std::uint16_t& place : offsets_)
    if (place >= offset) place = 0;
}

}  // namespace bailiwick::wire
