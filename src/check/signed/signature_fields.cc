// X03: what a signature says of itself, against the records beside it: the type that it covers is there and is one that
// is signed (RFC 4035 §2.2), and the TTLs agree (RFC 4034 §3, §3.1.4). Keys for the DNSKEY records that sign the rest
// as well are told once.
#include <algorithm>

#include "check/catalogue.h"
#include "check/signed/words.h"
#include "dnssec/records.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr const char* kSignFreshly = "sign the zone again from its unsigned records, so that nothing old is left in it";

void tell_field(const Context& context, base::Level level, zone::RRsetPlace at, std::uint32_t record,
                std::string message, std::string note, Sink& sink, std::uint32_t word = 0) {
  sink.add(level, [&] {
    base::Finding finding;
    finding.message = std::move(message);
    finding.places = {context.place(at, record, "")};
    finding.places.front().words_on = word;
    if (!note.empty()) finding.notes = {std::move(note)};
    finding.help = kSignFreshly;
    return finding;
  });
}

// Why the zone does not sign it: below a cut or a DNAME.
std::string covered_by(const zone::Zone& zone, zone::NodeId node) {
  const zone::NodeId cover = zone.cover(node);
  return shown(zone.name(cover)) + (zone.is_delegation(cover) ? " is delegated" : " is a DNAME");
}

void look_at_covered(const Context& context, zone::RRsetPlace signatures, Sink& sink) {
  const zone::Zone& zone = context.zone;
  const rr::Type covered = zone.rrset(signatures.rrset).covered();
  const std::string owner = shown(zone.name(signatures.node));
  const auto rrset = context.at(signatures.node, covered);
  if (covered == rr::Type::RRSIG || !rrset)
    return tell_field(context, base::Level::Error, signatures, 0,
                      "a signature at " + owner + " is for " + rr::type_name(covered) + " records, " +
                          (rrset ? "which are never signed" : "which are not there"),
                      "", sink);
  if (!dnssec::is_to_be_signed(zone, signatures.node, covered))
    return tell_field(context, base::Level::Warning, signatures, 0,
                      rrset_text(zone, *rrset) + (zone.rrset(rrset->rrset).size() == 1 ? " is" : " are") +
                          " signed, but not this zone's to sign: " + covered_by(zone, signatures.node),
                      "validators pass over it", sink);
  std::uint32_t number = 0;
  for (const zone::Record record : zone.rrset(signatures.rrset)) {
    const dnssec::Signature signature = dnssec::read_signature(record.rdata);
    const std::uint32_t ttl = zone.rrset(rrset->rrset).ttl();
    if (signature.original_ttl != ttl)
      tell_field(context, base::Level::Error, signatures, number,
                 rrset_text(zone, *rrset) + (zone.rrset(rrset->rrset).size() == 1 ? " has" : " have") + " the TTL " +
                     std::to_string(ttl) + ", but by the signature it is " + std::to_string(signature.original_ttl),
                 "resolvers that validate keep to the smaller one", sink, dnssec::kOriginalTtlWord);
    ++number;
  }
  if (zone.rrset(signatures.rrset).ttl() != zone.rrset(rrset->rrset).ttl())
    tell_field(context, base::Level::Warning, signatures, 0,
               "the signature of " + rrset_text(zone, *rrset) + " has the TTL " +
                   std::to_string(zone.rrset(signatures.rrset).ttl()) + ", the records have " +
                   std::to_string(zone.rrset(rrset->rrset).ttl()),
               "resolvers may have one of them without the other", sink);
}

// Signatures of other records than DNSKEY, CDS and CDNSKEY by an entry point, where another key of the same algorithm
// signs them too.
class SpareSignatures {
 public:
  explicit SpareSignatures(const Context& context) : zone_(context.zone), keys_(dnssec::apex_keys(context.zone)) {}

  void add(const dnssec::ToSign& found) {
    if (found.type == rr::Type::DNSKEY || found.type == rr::Type::CDS || found.type == rr::Type::CDNSKEY) return;
    if (!found.signatures) return;
    const dnssec::Key* entry_point = nullptr;
    std::uint32_t by_entry_point = 0;
    bool by_other = false;
    std::uint32_t number = 0;
    for (const zone::Record record : zone_.rrset(found.signatures->rrset)) {
      const auto key = std::ranges::find_if(keys_, [&](const dnssec::Key& candidate) {
        return candidate.is_named_by(dnssec::read_signature(record.rdata));
      });
      const std::uint32_t at = number++;
      if (key == keys_.end()) continue;
      if (key->is_entry_point())
        entry_point = &*key, by_entry_point = at;
      else
        by_other = true;
    }
    if (entry_point == nullptr || !by_other || count_++ > 0) return;
    first_ = *found.signatures;
    record_ = by_entry_point;
    key_ = entry_point;
  }

  void tell(const Context& context, Sink& sink) const {
    if (count_ == 0) return;
    sink.add(base::Level::Info, [&] {
      base::Finding finding;
      finding.message = "the key-signing key " + std::to_string(key_->tag) + " signs ordinary records too, " +
                        counted(count_, "RRset") + " that another key has signed";
      finding.places = {context.place(first_, record_, "the first of them")};
      finding.notes = {"replies are larger than need be"};
      finding.help = "have the signer use that key for the DNSKEY records only";
      return finding;
    });
  }

 private:
  const zone::Zone& zone_;
  std::vector<dnssec::Key> keys_;
  std::size_t count_ = 0;
  zone::RRsetPlace first_{};
  std::uint32_t record_ = 0;
  const dnssec::Key* key_ = nullptr;
};

}  // namespace

void signature_fields(const Context& context, Sink& sink) {
  const zone::Zone& zone = context.zone;
  if (!zone.is_signed()) return;
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number)
      if (zone.rrset(number).type() == rr::Type::RRSIG)
        look_at_covered(context, {node, static_cast<std::uint32_t>(number)}, sink);
  }
  SpareSignatures spare(context);
  dnssec::for_each_to_sign(zone, [&](const dnssec::ToSign& found) { spare.add(found); });
  spare.tell(context, sink);
}

}  // namespace bailiwick::check
