// Where an rdata holds names, as far as reading and writing messages needs it. wire/ knows no record types: rr/layout.h
// makes these from its table. A layout ends with the last name; what comes after that is octets to copy. Which names
// can be compressed follows RFC 3597 §4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/assert.h"

namespace bailiwick::wire {

struct RdataPart {
  enum class Kind : std::uint8_t {
    Octets,            // `octets` of them
    String,            // one <character-string>
    Name,              // never compressed: a pointer in it is an error
    ReadableName,      // never written compressed, but older servers did: expanded when read
    CompressibleName,  // of a type of RFC 1035
  };
  Kind kind = Kind::Octets;
  std::uint8_t octets = 0;
};

class RdataLayout {
 public:
  // Without names.
  constexpr RdataLayout() = default;
  // `parts`: at most kMaxParts, the last one a name.
  constexpr explicit RdataLayout(std::span<const RdataPart> parts) {
    for (const RdataPart part : parts) add(part);
  }
  constexpr void add(RdataPart part) {
    BAILIWICK_ASSERT(count_ < kMaxParts);
    parts_[count_++] = part;
  }
  constexpr bool empty() const { return count_ == 0; }
  constexpr std::span<const RdataPart> parts() const { return {parts_.data(), count_}; }

  static constexpr std::size_t kMaxParts = 8;

 private:
  std::array<RdataPart, kMaxParts> parts_{};
  std::uint8_t count_ = 0;
};

}  // namespace bailiwick::wire
