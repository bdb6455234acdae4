// X08: CDS and CDNSKEY records, by which a zone tells its parent what DS records to have (RFC 7344, RFC 8078): they
// stand at the apex, are signed, say the same, and some key of the zone fits them; or else both ask for no DS at all.
#include <algorithm>
#include <array>

#include "check/catalogue.h"
#include "dnssec/ds_digest.h"
#include "dnssec/records.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kCdsHead = 4;  // key tag, algorithm, digest type

// RFC 8078 §4.
constexpr std::array<std::uint8_t, 5> kDeleteCds = {0, 0, 0, 0, 0};
constexpr std::array<std::uint8_t, 5> kDeleteCdnskey = {0, 0, 3, 0, 0};

bool names_key(base::Bytes cds, wire::NameView origin, base::Bytes key) {
  return cds.size() > kCdsHead && key.size() > kCdsHead && base::load16(cds.data()) == dnssec::key_tag(key) &&
         cds[2] == key[3] && std::ranges::equal(cds.subspan(kCdsHead), dnssec::ds_digest(cds[3], origin, key));
}

// One of the two RRsets at the apex.
struct ChildRRset {
  std::optional<zone::RRsetPlace> found;
  std::vector<base::Bytes> asking;  // for a DS record
  std::size_t deleting = 0;         // for none
  std::size_t first_deleting = 0;   // its number

  bool is_mixed() const { return deleting > 0 && !asking.empty(); }
};

class ChildDsCheck {
 public:
  ChildDsCheck(const Context& context, Sink& sink)
      : context_(context),
        zone_(context.zone),
        origin_(shown(context.zone.origin())),
        sink_(sink),
        cds_(read(rr::Type::CDS, kDeleteCds)),
        cdnskey_(read(rr::Type::CDNSKEY, kDeleteCdnskey)) {
    if (const auto keys = zone_.find_rrset(zone::kApex, rr::Type::DNSKEY))
      for (const zone::Record key : *keys) keys_.push_back(key.rdata);
  }

  void run() {
    if (!cds_.found && !cdnskey_.found) return;
    const zone::RRsetPlace any = cds_.found ? *cds_.found : *cdnskey_.found;
    if (!zone_.is_signed() || keys_.empty())
      return tell(any, 0, origin_ + " asks for DS records (CDS, CDNSKEY), but is not signed",
                  "a parent zone heeds only what it can validate", "sign the zone, or delete these records");
    if (tell_mixed()) return;
    if (cds_.found && cdnskey_.found && cds_.asking.empty() != cdnskey_.asking.empty())
      return tell(*cdnskey_.found, 0,
                  "by the " + std::string(cds_.asking.empty() ? "CDS" : "CDNSKEY") + " record " + origin_ +
                      " asks for no DS record, by the other for some",
                  "a parent zone heeds neither", "make both say the same");
    look_at_keys();
    if (!cds_.asking.empty() && !cdnskey_.asking.empty()) compare();
  }

 private:
  ChildRRset read(rr::Type type, base::Bytes deletes) const {
    ChildRRset result;
    result.found = context_.at(zone::kApex, type);
    if (!result.found) return result;
    std::size_t number = 0;
    for (const zone::Record record : zone_.rrset(result.found->rrset)) {
      if (!std::ranges::equal(record.rdata, deletes))
        result.asking.push_back(record.rdata);
      else if (result.deleting++ == 0)
        result.first_deleting = number;
      ++number;
    }
    return result;
  }

  void tell(zone::RRsetPlace found, std::size_t record, std::string message, std::string note, std::string help) const {
    sink_.add(base::Level::Error, [&] {
      base::Finding finding;
      finding.message = std::move(message);
      finding.places = {context_.place(found, record, "")};
      finding.notes = {std::move(note)};
      finding.help = std::move(help);
      return finding;
    });
  }

  bool tell_mixed() const {
    for (const ChildRRset* rrset : {&cds_, &cdnskey_})
      if (rrset->is_mixed())
        tell(*rrset->found, rrset->first_deleting,
             "this record of " + origin_ + " asks for no DS record, those beside it for some",
             "a parent zone heeds none of them (RFC 8078 section 4)", "delete this one, or the others");
    return cds_.is_mixed() || cdnskey_.is_mixed();
  }

  // RFC 7344 §4.1: what the parent would have then must lead to a key of the zone.
  void look_at_keys() const {
    const auto fits = [&](base::Bytes cds) {
      return cds.size() > kCdsHead &&
             (!dnssec::knows_digest(cds[3]) ||
              std::ranges::any_of(keys_, [&](base::Bytes key) { return names_key(cds, zone_.origin(), key); }));
    };
    const auto is_key = [&](base::Bytes cdnskey) {
      return std::ranges::any_of(keys_, [&](base::Bytes key) { return std::ranges::equal(key, cdnskey); });
    };
    if (!cds_.asking.empty() && std::ranges::none_of(cds_.asking, fits)) tell_strange(*cds_.found, "CDS");
    if (!cdnskey_.asking.empty() && std::ranges::none_of(cdnskey_.asking, is_key))
      tell_strange(*cdnskey_.found, "CDNSKEY");
  }

  void tell_strange(zone::RRsetPlace found, const std::string& type) const {
    tell(found, 0, "the " + type + " records of " + origin_ + " match none of its keys (DNSKEY)",
         "with DS records made by them, resolvers that validate would take every answer for forged",
         "make them anew from the key-signing key that the zone is signed with");
  }

  // RFC 7344 §4: where both are there, they say the same. Digests of a type that is not known here are passed over.
  void compare() const {
    for (const base::Bytes cds : cds_.asking) {
      if (cds.size() <= kCdsHead || !dnssec::knows_digest(cds[3])) continue;
      if (std::ranges::none_of(cdnskey_.asking, [&](base::Bytes key) { return names_key(cds, zone_.origin(), key); }))
        return tell_disagreement(*cds_.found, "CDS", "CDNSKEY");
    }
    const bool all_known = std::ranges::all_of(
        cds_.asking, [](base::Bytes cds) { return cds.size() > kCdsHead && dnssec::knows_digest(cds[3]); });
    for (const base::Bytes key : cdnskey_.asking)
      if (all_known &&
          std::ranges::none_of(cds_.asking, [&](base::Bytes cds) { return names_key(cds, zone_.origin(), key); }))
        return tell_disagreement(*cdnskey_.found, "CDNSKEY", "CDS");
  }

  void tell_disagreement(zone::RRsetPlace found, const std::string& type, const std::string& other) const {
    tell(found, 0, "a " + type + " record of " + origin_ + " is for a key that no " + other + " record is for",
         "parent zones that heed the one get other DS records than those that heed the other (RFC 7344 section 4)",
         "make both from the same keys");
  }

  const Context& context_;
  const zone::Zone& zone_;
  std::string origin_;
  Sink& sink_;
  ChildRRset cds_;
  ChildRRset cdnskey_;
  std::vector<base::Bytes> keys_;
};

}  // namespace

void child_ds(const Context& context, Sink& sink) {
  if (!context.survey.of(rr::Type::CDS).empty() || !context.survey.of(rr::Type::CDNSKEY).empty())
    ChildDsCheck(context, sink).run();
  for (const rr::Type type : {rr::Type::CDS, rr::Type::CDNSKEY})
    for (const zone::RRsetPlace found : context.survey.of(type)) {
      if (found.node == zone::kApex || context.zone.cover(found.node) != zone::kNoNode) continue;
      sink.add(base::Level::Error, [&] {
        const std::string owner = shown(context.zone.name(found.node));
        base::Finding finding;
        finding.message = owner + " has a " + rr::type_name(type) + " record, which belongs at the name of a zone only";
        finding.places = {context.place(found, 0, "")};
        finding.notes = {"parent zones look for it at " + shown(context.zone.origin())};
        finding.help = "delete it, or move it into the zone file of " + owner;
        return finding;
      });
    }
}

}  // namespace bailiwick::check
