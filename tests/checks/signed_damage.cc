#include "checks/signed_damage.h"

#include <algorithm>

using namespace bailiwick;
using differential::Random;
using rr::Type;

namespace {

using Records = std::vector<SignedRecord>;

// A random one of those that are as wanted; null where there is none.
template <class Wanted>
SignedRecord* some(Records& records, Random& random, Wanted wanted) {
  std::vector<SignedRecord*> found;
  for (SignedRecord& record : records)
    if (wanted(record)) found.push_back(&record);
  return found.empty() ? nullptr : random.pick(found);
}
SignedRecord* some(Records& records, Random& random, Type type) {
  return some(records, random, [&](const SignedRecord& record) { return record.authoritative && record.type == type; });
}
SignedRecord* some_signature(Records& records, Random& random) {
  return some(records, random, Type::RRSIG);
}

// Where the parts of an RRSIG begin (RFC 4034 §3.1).
constexpr std::size_t kOriginalTtl = 4, kExpiration = 8, kKeyTag = 16;

bool flip_signature(Records& records, Random& random) {
  SignedRecord* const record = some_signature(records, random);
  record->rdata[record->rdata.size() - 1 - random.below(30)] ^= static_cast<std::uint8_t>(1u << random.below(8));
  return true;
}

bool change_record(Records& records, Random& random) {
  SignedRecord* const record = some(records, random, [](const SignedRecord& candidate) {
    return candidate.authoritative && (candidate.type == Type::A || candidate.type == Type::SOA);
  });
  record->rdata.back() ^= 1u;
  return true;
}

// That of a chain's record, so that the name has another one and no type goes missing.
bool drop_signature(Records& records, Random& random) {
  const SignedRecord* const record = some(records, random, [&](const SignedRecord& candidate) {
    const bool alone = std::ranges::count_if(records, [&](const SignedRecord& other) {
                         return other.type == Type::RRSIG && wire::equal(other.owner, candidate.owner);
                       }) == 1;
    return candidate.is_signature_of(Type::NSEC3) || (candidate.is_signature_of(Type::NSEC) && !alone);
  });
  if (record == nullptr) return false;
  records.erase(records.begin() + (record - records.data()));
  return true;
}

bool other_key(Records& records, Random& random) {
  some_signature(records, random)->rdata[kKeyTag] ^= 1u;
  return true;
}

bool other_signer(Records& records, Random& random) {
  SignedRecord* const record = some_signature(records, random);
  const wire::Name other = *wire::Name::from_text("elsewhere.test.");
  const std::size_t signer = kKeyTag + 2;
  const std::size_t size = wire::NameView::from_wire(base::Bytes(record->rdata).subspan(signer))->size();
  const auto at = record->rdata.begin() + signer;
  record->rdata.insert(record->rdata.erase(at, at + static_cast<std::ptrdiff_t>(size)), other.data(),
                       other.data() + other.size());
  return true;
}

bool expire(Records& records, Random& random) {
  base::store32(some_signature(records, random)->rdata.data() + kExpiration, 1'000'000'000);
  return true;
}

bool other_original_ttl(Records& records, Random& random) {
  some_signature(records, random)->rdata[kOriginalTtl + 3] ^= 1u;
  return true;
}

bool other_ttl(Records& records, Random& random) {
  const SignedRecord chosen = *some(records, random, Type::SOA);
  for (SignedRecord& record : records)
    if (record.type == chosen.type) ++record.ttl;
  return true;
}

bool sign_glue(Records& records, Random& random) {
  const SignedRecord* const glue =
      some(records, random, [](const SignedRecord& record) { return !record.authoritative && record.type == Type::A; });
  if (glue == nullptr) return false;
  SignedRecord signature = *some_signature(records, random);
  signature.owner = glue->owner;
  signature.ttl = glue->ttl;
  signature.authoritative = false;
  base::store16(signature.rdata.data(), static_cast<std::uint16_t>(Type::A));
  records.push_back(signature);
  return true;
}

template <Type kType>
bool drop_link(Records& records, Random& random) {
  const SignedRecord* const chosen = some(records, random, kType);
  if (chosen == nullptr) return false;
  const wire::Name owner = chosen->owner;
  std::erase_if(records, [&](const SignedRecord& record) {
    return wire::equal(record.owner, owner) && (record.type == kType || record.is_signature_of(kType));
  });
  return true;
}

// What comes first in an NSEC record, and the bitmap behind it.
std::size_t next_size(const SignedRecord& nsec) {
  return wire::NameView::from_wire(nsec.rdata)->size();
}

bool other_next_name(Records& records, Random& random) {
  SignedRecord* const nsec = some(records, random, Type::NSEC);
  if (nsec == nullptr) return false;
  const wire::Name other = *wire::Name::from_text("elsewhere.test.");
  const auto at = nsec->rdata.begin();
  nsec->rdata.insert(nsec->rdata.erase(at, at + static_cast<std::ptrdiff_t>(next_size(*nsec))), other.data(),
                     other.data() + other.size());
  return true;
}

bool second_nsec(Records& records, Random& random) {
  const SignedRecord* const nsec = some(records, random, Type::NSEC);
  if (nsec == nullptr) return false;
  SignedRecord other = *nsec;
  other.rdata.resize(next_size(other));
  records.push_back(other);
  return true;
}

// Type 7, MB, which no zone here has.
constexpr std::uint8_t kBitmap[] = {0, 1, 0x01};

bool other_nsec_types(Records& records, Random& random) {
  SignedRecord* const nsec = some(records, random, Type::NSEC);
  if (nsec == nullptr) return false;
  nsec->rdata.resize(next_size(*nsec));
  nsec->rdata.insert(nsec->rdata.end(), std::begin(kBitmap), std::end(kBitmap));
  return true;
}

// RFC 5155 §3.2: algorithm, flags, iterations, salt with its length, hash with its length, bitmap.
std::size_t hash_at(const SignedRecord& nsec3) {
  return 5u + nsec3.rdata[4] + 1u;
}
constexpr std::size_t kHashSize = 20;

bool other_next_hash(Records& records, Random& random) {
  SignedRecord* const nsec3 = some(records, random, Type::NSEC3);
  if (nsec3 == nullptr) return false;
  nsec3->rdata[hash_at(*nsec3) + random.below(kHashSize)] ^= 1u;
  return true;
}

bool other_nsec3_types(Records& records, Random& random) {
  SignedRecord* const nsec3 = some(records, random, Type::NSEC3);
  if (nsec3 == nullptr) return false;
  nsec3->rdata.resize(hash_at(*nsec3) + kHashSize);
  nsec3->rdata.insert(nsec3->rdata.end(), std::begin(kBitmap), std::end(kBitmap));
  return true;
}

bool unknown_flag(Records& records, Random& random) {
  SignedRecord* const nsec3 = some(records, random, Type::NSEC3);
  if (nsec3 == nullptr) return false;
  nsec3->rdata[1] |= 0x40u;
  return true;
}

bool other_parameters(Records& records, Random& random) {
  SignedRecord* const param = some(records, random, Type::NSEC3PARAM);
  if (param == nullptr) return false;
  ++param->rdata[3];  // iterations
  return true;
}

bool shorten_ds(Records& records, Random& random) {
  SignedRecord* const ds = some(records, random, Type::DS);
  if (ds == nullptr) return false;
  ds->rdata.pop_back();
  return true;
}

// Not signed, so that nothing but the digest of the zone tells.
bool change_glue(Records& records, Random& random) {
  SignedRecord* const glue =
      some(records, random, [](const SignedRecord& record) { return !record.authoritative && record.type == Type::A; });
  const bool has_digest =
      std::ranges::any_of(records, [](const SignedRecord& record) { return record.type == Type::ZONEMD; });
  if (glue == nullptr || !has_digest) return false;
  glue->rdata.front() ^= 1u;
  return true;
}

}  // namespace

std::vector<SignedRecord> records_of(const zone::Zone& zone) {
  std::vector<SignedRecord> records;
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    const zone::NodeId cover = zone.cover(node);
    for (std::size_t i = zone.first_rrset(node); i < zone.first_rrset(node) + zone.rrset_count(node); ++i) {
      const zone::RRset rrset = zone.rrset(i);
      const Type type = rrset.type() == Type::RRSIG ? rrset.covered() : rrset.type();
      const bool own = cover == zone::kNoNode || zone.is_nsec3_owner(node) ||
                       (cover == node && (type == Type::DS || type == Type::NSEC));
      for (const zone::Record record : rrset)
        records.push_back(
            {wire::Name(zone.name(node)), rrset.type(), rrset.ttl(), {record.rdata.begin(), record.rdata.end()}, own});
    }
  }
  return records;
}

zone::Built build(wire::NameView origin, const std::vector<SignedRecord>& records) {
  zone::Builder builder(origin);
  const std::uint16_t file = builder.add_file("signed");
  std::uint32_t line = 0;
  for (const SignedRecord& record : records)
    builder.add(record.owner, record.type, record.ttl, record.rdata, {.line = ++line, .column = 1, .file = file});
  return std::move(builder).finish();
}

std::span<const Damage> damages() {
  static constexpr Damage kDamages[] = {
      {"a bit of a signature is flipped", "X01", true, flip_signature},
      {"a signed record is changed", "X01", true, change_record},
      {"a signature is dropped", "X01", false, drop_signature},
      {"a signature names another key", "X01", false, other_key},
      {"a signature names another signer", "X01", false, other_signer},
      {"a signature has expired", "X02", false, expire},
      {"a signature has another original TTL", "X03", false, other_original_ttl},
      {"a record has another TTL", "X03", false, other_ttl},
      {"glue is signed", "X03", false, sign_glue},
      {"an NSEC record is dropped", "X04", false, drop_link<Type::NSEC>},
      {"an NSEC record names another name", "X04", false, other_next_name},
      {"a name has two NSEC records", "X04", false, second_nsec},
      {"an NSEC record lists other types", "X04", false, other_nsec_types},
      {"an NSEC3 record is dropped", "X05", false, drop_link<Type::NSEC3>},
      {"an NSEC3 record names another hash", "X05", false, other_next_hash},
      {"an NSEC3 record lists other types", "X05", false, other_nsec3_types},
      {"an NSEC3 record has a flag that nobody knows", "X05", false, unknown_flag},
      {"the NSEC3PARAM record is of another chain", "X05", false, other_parameters},
      {"a digest of a DS record is cut off", "X07", false, shorten_ds},
      {"glue is changed below a digest of the zone", "X09", false, change_glue},
  };
  return kDamages;
}
