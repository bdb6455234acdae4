// What the checks of signed zones read: RRSIG and DNSKEY records (RFC 4034 §2.1, §3.1), and which RRsets are to be
// signed (RFC 4035 §2.2). A zone file can hold rdata of any length (RFC 3597): what is cut off is left out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/rrset_place.h"
#include "zone/zone.h"

namespace bailiwick::dnssec {

// An RRSIG record. Borrows its rdata.
struct Signature {
  rr::Type covered;
  std::uint8_t algorithm;
  std::uint8_t labels;
  std::uint32_t original_ttl;
  std::uint32_t expiration;  // in seconds since 1970, modulo 2^32
  std::uint32_t inception;
  std::uint16_t key_tag;
  wire::NameView signer;
};
// Which word of the record, counted from 0, says what: for the places of findings.
inline constexpr std::uint32_t kLabelsWord = 2, kOriginalTtlWord = 3, kExpirationWord = 4, kInceptionWord = 5,
                               kKeyTagWord = 6, kSignerWord = 7, kSignatureWord = 8;
// The time that a signature names: of all that are equal modulo 2^32, the nearest to now.
inline base::UnixTime nearest(base::UnixTime now, std::uint32_t time) {
  return now + static_cast<std::int32_t>(time - static_cast<std::uint32_t>(now));
}
// Of well-formed rdata.
Signature read_signature(base::Bytes rdata);

inline constexpr std::uint16_t kZoneKeyFlag = 0x0100;           // RFC 4034 §2.1.1
inline constexpr std::uint16_t kRevokeFlag = 0x0080;            // RFC 5011 §2.1
inline constexpr std::uint16_t kSecureEntryPointFlag = 0x0001;  // RFC 4034 §2.1.1
inline constexpr std::uint8_t kDnssecProtocol = 3;              // RFC 4034 §2.1.2

// A DNSKEY or CDNSKEY record. Borrows its rdata.
struct Key {
  base::Bytes rdata;
  std::uint32_t record = 0;  // its number in the RRset
  std::uint16_t flags = 0;
  std::uint8_t protocol = 0;
  std::uint8_t algorithm = 0;
  std::uint16_t tag = 0;

  bool is_entry_point() const { return (flags & kSecureEntryPointFlag) != 0; }
  bool is_revoked() const { return (flags & kRevokeFlag) != 0; }
  // RFC 4034 §2.1.1, §2.1.2: others verify nothing.
  bool is_usable() const { return (flags & kZoneKeyFlag) != 0 && protocol == kDnssecProtocol; }
  // Whether the signature names it.
  bool is_named_by(const Signature& signature) const {
    return tag == signature.key_tag && algorithm == signature.algorithm;
  }
};
std::optional<Key> read_key(base::Bytes rdata, std::uint32_t record);
// Those at the apex that are not cut off.
std::vector<Key> apex_keys(const zone::Zone& zone);
// "DNSKEY 12345 (algorithm 13)".
std::string key_text(const Key& key);

// Whether RRsets of that type at that node are signed: authoritative data and what stands on the parent's side of a
// cut, but not the signatures themselves (RFC 4035 §2.2).
bool is_to_be_signed(const zone::Zone& zone, zone::NodeId node, rr::Type type);

// An RRset that is to be signed.
struct ToSign {
  zone::RRsetPlace rrset;
  rr::Type type;
  std::optional<zone::RRsetPlace> signatures;
};

// Calls visit(ToSign) for each RRset of the nodes from `first` up to `end` that is to be signed.
template <class Visit>
void for_each_to_sign(const zone::Zone& zone, zone::NodeId first, zone::NodeId end, Visit visit) {
  for (zone::NodeId node = first; node < end; ++node) {
    const auto begin = static_cast<std::uint32_t>(zone.first_rrset(node));
    const auto behind = static_cast<std::uint32_t>(begin + zone.rrset_count(node));
    for (std::uint32_t number = begin; number < behind; ++number) {
      const rr::Type type = zone.rrset(number).type();
      if (!is_to_be_signed(zone, node, type)) continue;
      ToSign found{{node, number}, type, {}};
      for (std::uint32_t other = begin; other < behind; ++other)
        if (zone.rrset(other).type() == rr::Type::RRSIG && zone.rrset(other).covered() == type)
          found.signatures = zone::RRsetPlace{node, other};
      visit(found);
    }
  }
}
template <class Visit>
void for_each_to_sign(const zone::Zone& zone, Visit visit) {
  for_each_to_sign(zone, zone::kApex, static_cast<zone::NodeId>(zone.node_count()), visit);
}

}  // namespace bailiwick::dnssec
