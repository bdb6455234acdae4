// RRSIG and DNSKEY records, and what is to be signed.
#include "dnssec/records.h"

#include "dnssec/ds_digest.h"
#include "rr/table.h"

namespace bailiwick::dnssec {

// RFC 4034 §3.1: type, algorithm, labels, TTL, expiration, inception, key tag, name, signature.
Signature read_signature(base::Bytes rdata) {
  constexpr std::size_t kFixed = 18;
  return {.covered = static_cast<rr::Type>(base::load16(rdata.data())),
          .algorithm = rdata[2],
          .labels = rdata[3],
          .original_ttl = base::load32(rdata.data() + 4),
          .expiration = base::load32(rdata.data() + 8),
          .inception = base::load32(rdata.data() + 12),
          .key_tag = base::load16(rdata.data() + 16),
          .signer = *wire::NameView::from_wire(rdata.subspan(kFixed))};
}

std::optional<Key> read_key(base::Bytes rdata, std::uint32_t record) {
  constexpr std::size_t kFixed = 4;
  if (rdata.size() <= kFixed) return std::nullopt;
  return Key{.rdata = rdata,
             .record = record,
             .flags = base::load16(rdata.data()),
             .protocol = rdata[2],
             .algorithm = rdata[3],
             .tag = key_tag(rdata)};
}

std::vector<Key> apex_keys(const zone::Zone& zone) {
  std::vector<Key> keys;
  const auto rrset = zone.find_rrset(zone::kApex, rr::Type::DNSKEY);
  if (!rrset) return keys;
  std::uint32_t number = 0;
  for (const zone::Record record : *rrset)
    if (const auto key = read_key(record.rdata, number++)) keys.push_back(*key);
  return keys;
}

std::string key_text(const Key& key) {
  return "DNSKEY " + std::to_string(key.tag) + " (algorithm " + std::to_string(key.algorithm) + ')';
}

bool is_to_be_signed(const zone::Zone& zone, zone::NodeId node, rr::Type type) {
  if (type == rr::Type::RRSIG) return false;
  const zone::NodeId cover = zone.cover(node);
  if (cover == zone::kNoNode || zone.is_nsec3_owner(node)) return true;
  return cover == node && (type == rr::Type::DS || type == rr::Type::NSEC);
}

}  // namespace bailiwick::dnssec
