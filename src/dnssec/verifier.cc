// The one file of the checks that includes ldns. It is handed records in wire form.
#include "dnssec/verifier.h"

#include <ldns/ldns.h>

#include <new>
#include <vector>

#include "base/assert.h"

namespace bailiwick::dnssec {

struct FreeLdns {
  void operator()(ldns_rr* record) const { ldns_rr_free(record); }
  void operator()(ldns_rr_list* list) const { ldns_rr_list_deep_free(list); }
};
using LdnsRecord = std::unique_ptr<ldns_rr, FreeLdns>;
using LdnsRecords = std::unique_ptr<ldns_rr_list, FreeLdns>;

namespace {

// Null where ldns does not take the rdata for one of its type.
LdnsRecord to_ldns(wire::NameView owner, rr::Type type, base::Bytes rdata) {
  std::vector<std::uint8_t> wire(owner.data(), owner.data() + owner.size());
  std::uint8_t fixed[10] = {};
  base::store16(fixed, static_cast<std::uint16_t>(type));
  base::store16(fixed + 2, rr::kClassIn);
  base::store16(fixed + 8, static_cast<std::uint16_t>(rdata.size()));
  wire.insert(wire.end(), fixed, fixed + sizeof fixed);
  wire.insert(wire.end(), rdata.begin(), rdata.end());
  ldns_rr* record = nullptr;
  std::size_t at = 0;
  if (ldns_wire2rr(&record, wire.data(), wire.size(), &at, LDNS_SECTION_ANSWER) != LDNS_STATUS_OK) return nullptr;
  return LdnsRecord(record);
}

LdnsRecords new_records() {
  LdnsRecords records(ldns_rr_list_new());
  if (records == nullptr) throw std::bad_alloc();
  return records;
}

// Takes the record over; false where there is none.
bool append(ldns_rr_list& records, LdnsRecord record) {
  if (record == nullptr) return false;
  if (!ldns_rr_list_push_rr(&records, record.get())) throw std::bad_alloc();
  static_cast<void>(record.release());
  return true;
}

}  // namespace

struct Verifier::Keys {
  struct Known {
    Key key;
    LdnsRecord record;
  };
  std::vector<Known> known;
};

Verifier::Verifier(wire::NameView origin, std::span<const Key> keys) : keys_(std::make_unique<Keys>()) {
  for (const Key& key : keys) {
    LdnsRecord record = to_ldns(origin, rr::Type::DNSKEY, key.rdata);
    if (record != nullptr) keys_->known.push_back({key, std::move(record)});
  }
}

Verifier::~Verifier() = default;

Verifier::Verdict Verifier::verify(wire::NameView owner, const zone::RRset& rrset, base::Bytes rrsig) const {
  const LdnsRecords records = new_records();
  for (const zone::Record record : rrset)
    if (!append(*records, to_ldns(owner, rrset.type(), record.rdata))) return Verdict::Unknown;
  const LdnsRecord signature = to_ldns(owner, rr::Type::RRSIG, rrsig);
  if (signature == nullptr) return Verdict::Unknown;
  const Signature fields = read_signature(rrsig);
  Verdict verdict = Verdict::Unknown;
  for (const Keys::Known& known : keys_->known) {
    if (!known.key.is_named_by(fields)) continue;
    // The list of keys borrows the one that it holds.
    const std::unique_ptr<ldns_rr_list, decltype(&ldns_rr_list_free)> one(ldns_rr_list_new(), ldns_rr_list_free);
    if (one == nullptr || !ldns_rr_list_push_rr(one.get(), known.record.get())) throw std::bad_alloc();
    const ldns_status status = ldns_verify_rrsig_keylist_notime(records.get(), signature.get(), one.get(), nullptr);
    if (status == LDNS_STATUS_OK) return Verdict::Good;
    // Of a key that OpenSSL does not take, ldns says that memory ran out.
    if (status != LDNS_STATUS_CRYPTO_UNKNOWN_ALGO) verdict = Verdict::Bad;
  }
  return verdict;
}

}  // namespace bailiwick::dnssec
