// Where in a message that is being built the names are that a compression pointer can lead to (RFC 1035 §4.1.4). Names
// are the same only with the same case, so that a receiver gets each as it was (RFC 5936 §3.4). What is forgotten, as a
// newer name takes its place, costs octets and no more. Only MessageBuilder uses it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "wire/name.h"

namespace bailiwick::wire {

inline constexpr std::size_t kMaxPointerTarget = 0x3fff;

// The labels of a name from the left: where each begins, and a hash of it with all that follow.
struct NameEndings {
  std::size_t count = 0;  // without the root label
  std::array<std::uint8_t, kMaxLabels> offset;
  std::array<std::uint32_t, kMaxLabels> hash;

  explicit NameEndings(NameView name);
};

class NamePlaces {
 public:
  // That the ending of this hash is at `offset`, beyond the header.
  void remember(std::uint32_t hash, std::size_t offset);
  // Where `message` has the name `ending`, whose hash this is; 0 if that is not known.
  std::size_t find(std::uint32_t hash, NameView ending, base::Bytes message) const;
  // All at or after `offset`.
  void forget_from(std::size_t offset);

 private:
  static constexpr std::size_t kPlaces = 512;

  std::array<std::uint32_t, kPlaces> hashes_;     // where offsets_ has 0, nothing
  std::array<std::uint16_t, kPlaces> offsets_{};  // 0: free, since a header is there
};

}  // namespace bailiwick::wire
