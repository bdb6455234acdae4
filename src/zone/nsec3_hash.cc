#include "zone/nsec3_hash.h"

#include <algorithm>

namespace bailiwick::zone {

// Algorithm, flags, iterations (16 bits), length of the salt, salt.
std::optional<Nsec3Params> nsec3_params(base::Bytes rdata) {
  constexpr std::size_t kFixed = 5;
  if (rdata.size() < kFixed || rdata.size() < kFixed + rdata[4]) return std::nullopt;
  return Nsec3Params{.algorithm = rdata[0],
                     .flags = rdata[1],
                     .iterations = base::load16(rdata.data() + 2),
                     .salt = rdata.subspan(kFixed, rdata[4])};
}

bool hash_alike(const Nsec3Params& a, const Nsec3Params& b) {
  return a.algorithm == b.algorithm && a.iterations == b.iterations && std::ranges::equal(a.salt, b.salt);
}

Nsec3Hash nsec3_hash(wire::NameView name, const Nsec3Params& params) {
  Nsec3Hash hash;
  sha1(name.bytes(), params.salt, hash);
  for (std::size_t i = 0; i < params.iterations; ++i) {
    const Nsec3Hash before = hash;
    sha1(before, params.salt, hash);
  }
  return hash;
}

std::optional<Nsec3Hash> nsec3_owner_hash(base::Bytes label) {
  constexpr std::size_t kDigits = 32;  // 160 bits, 5 in each
  if (label.size() != kDigits) return std::nullopt;
  Nsec3Hash hash;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    const std::uint8_t c = wire::to_lower(label[i]);
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'v')) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint8_t>(digit ? c - '0' : c - 'a' + 10);
    if (i % 8 != 7) continue;
    for (std::size_t octet = 0; octet < 5; ++octet)
      hash[i / 8 * 5 + octet] = static_cast<std::uint8_t>(bits >> (32 - 8 * octet));
  }
  return hash;
}

}  // namespace bailiwick::zone
