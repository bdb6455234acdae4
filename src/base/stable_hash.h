// FNV-1a: a hash that is the same in every build and on every machine, for what is written to disk. Not for tables that
// others fill.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace bailiwick::base {

class StableHash {
 public:
  void add(Bytes octets) {
    for (const std::uint8_t octet : octets) hash_ = (hash_ ^ octet) * 0x100000001b3;
  }
  void add(std::string_view text) { add(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size())); }
  // Of 32 bits, whatever the machine's order of octets.
  void add(std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) hash_ = (hash_ ^ (number >> shift & 0xff)) * 0x100000001b3;
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace bailiwick::base
