// What a DS record says of a DNSKEY record: the key tag (RFC 4034 appendix B) and the digest (RFC 4034 §5.1.4; SHA-1,
// SHA-256 of RFC 4509, SHA-384 of RFC 6605). Says nothing about which key is to be believed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "wire/name.h"

namespace bailiwick::dnssec {

// IANA "DS RR Type Digest Algorithms": those that can be worked out here.
inline constexpr std::uint8_t kDigestSha1 = 1;
inline constexpr std::uint8_t kDigestSha256 = 2;
inline constexpr std::uint8_t kDigestSha384 = 4;

// Of the rdata of a DNSKEY record, which is at least 4 octets long.
std::uint16_t key_tag(base::Bytes dnskey);

bool knows_digest(std::uint8_t digest_type);

// The digest over the owner's name in canonical form and the DNSKEY's rdata; empty for a type that is not known.
std::vector<std::uint8_t> ds_digest(std::uint8_t digest_type, wire::NameView owner, base::Bytes dnskey);

// "kid.example. IN DS 12345 13 2 0A1B…", as it is typed; with SHA-256.
std::string ds_to_type(wire::NameView owner, base::Bytes dnskey);

}  // namespace bailiwick::dnssec
