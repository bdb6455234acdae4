#include "wire/writer.h"

#include <algorithm>
#include <cstring>

#include "base/assert.h"

namespace bailiwick::wire {
namespace {

constexpr std::size_t kMaxPointer = 0x3fff;

// Hashes of a name's ancestors, itself first, each from the right, so that equal suffixes have equal hashes.
struct Suffixes {
  std::array<std::uint8_t, kMaxLabels + 1> offset;
  std::array<std::uint32_t, kMaxLabels + 1> hash;
  std::size_t count = 0;

  explicit Suffixes(NameView name) {
    for (std::size_t at = 0; name.data()[at] != 0; at += name.data()[at] + 1u)
      offset[count++] = static_cast<std::uint8_t>(at);
    std::uint32_t running = 0;
    for (std::size_t i = count; i-- > 0;) {
      const std::uint8_t* label = name.data() + offset[i];
      for (std::size_t k = 0; k <= label[0]; ++k) running = (running ^ to_lower(label[k])) * 0x01000193u;
      hash[i] = running;
    }
  }
};

}  // namespace

Writer::Writer(base::MutableBytes message, std::size_t used, std::size_t limit)
    : message_(message), position_(used), limit_(std::min(limit, message.size())) {
  BAILIWICK_ASSERT(used <= message.size());
}

void Writer::roll_back(Mark mark) {
  position_ = mark.position;
  name_count_ = mark.names;
  pointer_count_ = mark.pointers;
  fits_ = true;
}

bool Writer::reserve(std::size_t octets) {
  if (fits_ && position_ + octets > limit_) fits_ = false;
  return fits_;
}

void Writer::know_name(NameView name, std::size_t offset) {
  const Suffixes suffixes(name);
  for (std::size_t i = 0; i < suffixes.count && name_count_ < kMaxNames; ++i)
    names_[name_count_++] = {suffixes.hash[i], static_cast<std::uint16_t>(offset + suffixes.offset[i])};
}

// Whether the name that the message holds at `offset`, pointers followed, is `name`. We wrote it: it is sound.
bool Writer::stands_at(NameView name, std::size_t offset) const {
  const std::uint8_t* wanted = name.data();
  for (;;) {
    const std::uint8_t* label = message_.data() + offset;
    if ((label[0] & 0xc0) == 0xc0) {
      offset = base::load16(label) & kMaxPointer;
      continue;
    }
    if (label[0] != wanted[0]) return false;
    if (label[0] == 0) return true;
    for (std::size_t i = 1; i <= label[0]; ++i)
      if (to_lower(label[i]) != to_lower(wanted[i])) return false;
    offset += label[0] + 1u;
    wanted += label[0] + 1u;
  }
}

std::size_t Writer::find(std::uint32_t hash, NameView name) const {
  for (std::size_t i = 0; i < name_count_; ++i)
    if (names_[i].hash == hash && stands_at(name, names_[i].offset)) return names_[i].offset;
  return 0;
}

void Writer::put_compressed(NameView name) {
  const Suffixes suffixes(name);
  std::size_t literal = 0;  // labels that nothing before holds
  std::size_t pointer = 0;
  for (; literal < suffixes.count; ++literal) {
    const std::size_t at = suffixes.offset[literal];
    pointer = find(suffixes.hash[literal], {name.data() + at, name.size() - at});
    if (pointer != 0) break;
  }
  const std::size_t octets = pointer != 0 ? suffixes.offset[literal] : name.size();
  if (!reserve(octets + (pointer != 0 ? 2 : 0))) return;
  for (std::size_t i = 0; i < literal && name_count_ < kMaxNames; ++i) {
    const std::size_t at = position_ + suffixes.offset[i];
    if (at > kMaxPointer) break;
    names_[name_count_++] = {suffixes.hash[i], static_cast<std::uint16_t>(at)};
  }
  std::memcpy(message_.data() + position_, name.data(), octets);
  position_ += octets;
  if (pointer != 0) put_pointer(static_cast<std::uint16_t>(0xc000 | pointer));
}

void Writer::put_pointer(std::uint16_t value) {
  if (fits_ && pointer_count_ < pointers_.size()) pointers_[pointer_count_] = static_cast<std::uint16_t>(position_);
  ++pointer_count_;
  put16(value);
}

void Writer::put_again(NameView name, std::size_t offset) {
  if (name.is_root() || offset > kMaxPointer) return put_compressed(name);
  const std::uint16_t there = base::load16(message_.data() + offset);
  put_pointer(there >= 0xc000 ? there : static_cast<std::uint16_t>(0xc000 | offset));
}

void Writer::put(base::Bytes bytes) {
  if (!reserve(bytes.size())) return;
  if (!bytes.empty()) std::memcpy(message_.data() + position_, bytes.data(), bytes.size());
  position_ += bytes.size();
}

void Writer::put8(std::uint8_t value) {
  if (!reserve(1)) return;
  message_[position_++] = value;
}

void Writer::put16(std::uint16_t value) {
  if (!reserve(2)) return;
  base::store16(message_.data() + position_, value);
  position_ += 2;
}

void Writer::put32(std::uint32_t value) {
  if (!reserve(4)) return;
  base::store32(message_.data() + position_, value);
  position_ += 4;
}

}  // namespace bailiwick::wire
