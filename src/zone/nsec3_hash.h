// Hashed owner names (RFC 5155 §5) and what an NSEC3PARAM or NSEC3 record says of how they are made (§3.2, §4.2).
#pragma once

#include <optional>

#include "base/bytes.h"
#include "wire/name.h"
#include "zone/sha1.h"

namespace bailiwick::zone {

using Nsec3Hash = Sha1Digest;

// More are not served: validators treat such a zone as unsigned, or as bogus (RFC 9276 §3.2).
inline constexpr std::uint16_t kMaxNsec3Iterations = 100;

struct Nsec3Params {
  std::uint8_t algorithm = 0;
  std::uint8_t flags = 0;
  std::uint16_t iterations = 0;
  base::Bytes salt;  // borrowed from the record
};

inline constexpr std::uint8_t kNsec3Sha1 = 1;

// From rdata of NSEC3 or NSEC3PARAM, which begin alike; none if it is cut off.
std::optional<Nsec3Params> nsec3_params(base::Bytes rdata);
// Whether they give the same hashes.
bool hash_alike(const Nsec3Params& a, const Nsec3Params& b);

// Of a lowered name. The algorithm is SHA-1; costs iterations + 1 of it.
Nsec3Hash nsec3_hash(wire::NameView name, const Nsec3Params& params);

// The hash that the first label of an NSEC3 record's owner stands for, in base32hex (RFC 4648 §7); none if it is not
// such a label.
std::optional<Nsec3Hash> nsec3_owner_hash(base::Bytes label);

}  // namespace bailiwick::zone
