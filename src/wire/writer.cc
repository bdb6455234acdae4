#include "wire/writer.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/assert.h"

namespace bailiwick::wire {
namespace {

constexpr std::size_t kMaxPointer = 0x3fff;

std::uint64_t load_word(const std::uint8_t* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The low `octets` of a word that was loaded on a little-endian machine, 1 to 8.
std::uint64_t first_octets(std::uint64_t word, std::size_t octets) {
  return word & ~std::uint64_t{0} >> (64 - 8 * octets);
}

static_assert(std::endian::native == std::endian::little);

std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9e3779b97f4a7c15;
  return hash ^ hash >> 32;
}

// A lowered copy of a name, in whole words, and hashes of its ancestors, itself first, each from the right, so that
// equal suffixes have equal hashes.
struct Suffixes {
  std::array<std::uint8_t, kMaxNameSize + 8> lowered;
  std::array<std::uint8_t, kMaxLabels + 1> offset;
  std::array<std::uint32_t, kMaxLabels + 1> hash;
  std::size_t count = 0;

  explicit Suffixes(NameView name) {
    copy_lowered(name, lowered.data());
    for (std::size_t at = 0; lowered[at] != 0; at += lowered[at] + 1u) offset[count++] = static_cast<std::uint8_t>(at);
    std::uint64_t running = 0;
    for (std::size_t i = count; i-- > 0;) {
      const std::uint8_t* label = lowered.data() + offset[i];
      std::size_t left = label[0] + 1u;
      for (; left > 8; left -= 8, label += 8) running = mix(running, load_word(label));
      running = mix(running, first_octets(load_word(label), left));
      hash[i] = static_cast<std::uint32_t>(running);
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

// Eight octets of the message, as far as it has them.
std::uint64_t Writer::word_at(std::size_t offset) const {
  if (offset + 8 <= message_.size()) [[likely]]
    return load_word(message_.data() + offset);
  std::uint64_t word = 0;
  std::memcpy(&word, message_.data() + offset, message_.size() - offset);
  return word;
}

// Whether the name that the message holds at `offset`, pointers followed, is `lowered`, behind which 8 octets can be
// read. We wrote it: it is sound.
bool Writer::stands_at(const std::uint8_t* lowered, std::size_t offset) const {
  for (;;) {
    const std::uint8_t* label = message_.data() + offset;
    if ((label[0] & 0xc0) == 0xc0) {
      offset = base::load16(label) & kMaxPointer;
      continue;
    }
    if (label[0] != lowered[0]) return false;
    if (label[0] == 0) return true;
    const std::size_t end = label[0] + 1u;
    for (std::size_t i = 0; i < end; i += 8) {
      const std::size_t octets = std::min<std::size_t>(8, end - i);
      const std::uint64_t there = lower_octets(word_at(offset + i));
      if (first_octets(there, octets) != first_octets(load_word(lowered + i), octets)) return false;
    }
    offset += end;
    lowered += end;
  }
}

std::size_t Writer::find(std::uint32_t hash, const std::uint8_t* lowered) const {
  for (std::size_t i = 0; i < name_count_; ++i)
    if (names_[i].hash == hash && stands_at(lowered, names_[i].offset)) return names_[i].offset;
  return 0;
}

void Writer::put_compressed(NameView name) {
  const Suffixes suffixes(name);
  std::size_t literal = 0;  // labels that nothing before holds
  std::size_t pointer = 0;
  for (; literal < suffixes.count; ++literal) {
    pointer = find(suffixes.hash[literal], suffixes.lowered.data() + suffixes.offset[literal]);
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
