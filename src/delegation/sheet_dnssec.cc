// The DS records that a signed zone needs in its parent zone, worked out from its key-signing keys (RFC 4034 §5,
// RFC 4509), in the words of registrars' forms.
#include <algorithm>

#include "check/context.h"
#include "delegation/sheet.h"
#include "dnssec/algorithms.h"
#include "dnssec/digest.h"
#include "dnssec/ds_digest.h"
#include "dnssec/records.h"
#include "dnssec/signed_until.h"

namespace bailiwick::delegation {
namespace {

bool is_fit(const dnssec::Key& key) {
  return key.is_usable() && !key.is_revoked();
}

// Whether the zone's keys are signed by it.
bool is_in_use(const zone::Zone& zone, const dnssec::Key& key) {
  const auto signatures = zone.find_signatures(zone::kApex, rr::Type::DNSKEY);
  return signatures && check::any_record(*signatures, [&](base::Bytes rdata) {
           return key.is_named_by(dnssec::read_signature(rdata));
         });
}

// Those with the mark of an entry point; where none has it, those that sign the keys.
std::vector<dnssec::Key> key_signing_keys(const zone::Zone& zone) {
  std::vector<dnssec::Key> keys = dnssec::apex_keys(zone);
  const bool marked =
      std::ranges::any_of(keys, [](const dnssec::Key& key) { return is_fit(key) && key.is_entry_point(); });
  std::erase_if(keys, [&](const dnssec::Key& key) {
    return !is_fit(key) || !(marked ? key.is_entry_point() : is_in_use(zone, key));
  });
  return keys;
}

}  // namespace

void add_ds(const zone::Zone& zone, base::UnixTime now, Sheet& sheet) {
  if (!zone.find_rrset(zone::kApex, rr::Type::DNSKEY)) return;
  if (!zone.find_signatures(zone::kApex, rr::Type::SOA)) {
    sheet.cautions.push_back(
        "The zone has keys (DNSKEY), but is not signed: enter no DS record before it is, or "
        "resolvers that validate take every answer for forged.");
    return;
  }
  if (const auto until = dnssec::signed_until(zone, now); until && *until <= now)
    sheet.cautions.push_back("Signatures of the zone expired on " + base::date_text(*until) +
                             ": enter no DS record before it is signed anew, or resolvers that validate take answers "
                             "for forged.");
  for (const dnssec::Key& key : key_signing_keys(zone))
    sheet.ds.push_back({.key_tag = key.tag,
                        .algorithm = key.algorithm,
                        .algorithm_name = dnssec::algorithm_name(key.algorithm),
                        .digest_type = dnssec::kDigestSha256,
                        .digest_name = "SHA-256",
                        .digest = dnssec::hex_text(dnssec::ds_digest(dnssec::kDigestSha256, zone.origin(), key.rdata)),
                        .record = dnssec::ds_to_type(zone.origin(), key.rdata),
                        .in_use = is_in_use(zone, key)});
}

SheetStep ds_step(const Sheet& sheet) {
  return {
      "Enter the DS records of " + sheet.zone + " at the registrar",
      {"The form is called DNSSEC, and asks for what stands above under DS records. Only now: every name server must "
       "serve the signed zone."},
      {}};
}

}  // namespace bailiwick::delegation
