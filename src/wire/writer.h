// Writes records behind the question of a reply, with name compression (RFC 1035 §4.1.4) against all that stands
// before, within a limit. What does not fit is rolled back to a mark; nothing is ever written past the limit.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "wire/name.h"

namespace bailiwick::wire {

class Writer {
 public:
  struct Mark {
    std::size_t position;
    std::size_t names;
    std::size_t pointers;
  };

  // The message starts with `used` octets that are in place already; nothing is written at or behind `limit`.
  Writer(base::MutableBytes message, std::size_t used, std::size_t limit);

  std::size_t position() const { return position_; }
  Mark mark() const { return {position_, name_count_, pointer_count_}; }
  void roll_back(Mark mark);
  // True until something did not fit; a roll back makes it true again.
  bool fits() const { return fits_; }

  // Makes the name that already stands at `offset` a compression target, with its ancestors.
  void know_name(NameView name, std::size_t offset);
  void put_compressed(NameView name);
  // From now on the places of compression pointers are written down, as far as `places` has room.
  void note_pointers(std::span<std::uint16_t> places) { pointers_ = places; }
  // Of all that were written, noted or not.
  std::size_t pointer_count() const { return pointer_count_; }
  // The same name again that put_compressed() wrote at `offset`: two octets where a pointer reaches it.
  void put_again(NameView name, std::size_t offset);
  void put(base::Bytes bytes);
  void put8(std::uint8_t value);
  void put16(std::uint16_t value);
  void put32(std::uint32_t value);
  // 16 bits written before, such as an rdlength.
  std::uint16_t get16(std::size_t at) const { return base::load16(message_.data() + at); }
  void set16(std::size_t at, std::uint16_t value) { base::store16(message_.data() + at, value); }

 private:
  struct Known {
    std::uint32_t hash;
    std::uint16_t offset;
  };
  static constexpr std::size_t kMaxNames = 64;  // more are written, but not remembered

  bool reserve(std::size_t octets);
  void put_pointer(std::uint16_t value);
  std::uint64_t word_at(std::size_t offset) const;
  bool stands_at(const std::uint8_t* lowered, std::size_t offset) const;
  std::size_t find(std::uint32_t hash, const std::uint8_t* lowered) const;

  base::MutableBytes message_;
  std::size_t position_;
  std::size_t limit_;
  std::size_t name_count_ = 0;
  std::size_t pointer_count_ = 0;
  std::span<std::uint16_t> pointers_;
  bool fits_ = true;
  std::array<Known, kMaxNames> names_;
};

}  // namespace bailiwick::wire
