// P03: the DS records of a loaded parent against the DNSKEY records of its loaded child (RFC 4035 §5.2, RFC 4509 §3). A
// DS record whose type of digest is not known here is not judged.
#include <algorithm>

#include "check/reach/report.h"
#include "dnssec/ds_digest.h"

namespace bailiwick::check {
namespace {

constexpr std::uint16_t kZoneKey = 0x0100;  // RFC 4034 §2.1.1: without it, the key must not verify anything
constexpr std::uint16_t kSecureEntryPoint = 0x0001;
constexpr std::uint16_t kRevoked = 0x0080;  // RFC 5011 §2.1: of no use but to say so
constexpr std::uint8_t kDnssec = 3;         // RFC 4034 §2.1.2: the only protocol
constexpr std::size_t kHead = 4;            // flags, protocol, algorithm; of a DS: key tag, algorithm, digest type

// One record and its number in its RRset.
struct Numbered {
  base::Bytes rdata;
  std::size_t record;

  std::uint16_t flags() const { return base::load16(rdata.data()); }
};

bool is_usable(const Numbered& key) {
  return key.rdata.size() > kHead && (key.flags() & (kZoneKey | kRevoked)) == kZoneKey && key.rdata[2] == kDnssec;
}

std::vector<Numbered> numbered(const zone::RRset& rrset) {
  std::vector<Numbered> records;
  for (const zone::Record record : rrset) records.push_back({record.rdata, records.size()});
  return records;
}

class KeyComparison {
 public:
  KeyComparison(Report& report, std::uint32_t number, std::uint32_t ds_rrset)
      : report_(report), number_(number), zone_(report.graph().zones[number]), ds_rrset_(ds_rrset) {
    const zone::Zone& child = report.zone_of(zone_.input);
    dnskey_rrset_ = rrset_number(child, zone::kApex, rr::Type::DNSKEY);
    if (dnskey_rrset_ == kNobody) return;
    for (const Numbered& key : numbered(child.rrset(dnskey_rrset_)))
      if (is_usable(key)) keys_.push_back(key);
  }

  void compare() {
    if (dnskey_rrset_ == kNobody) return tell_unsigned();
    const std::vector<Numbered> ds_records = numbered(report_.zone_of(zone_.holder).rrset(ds_rrset_));
    const bool sha1_counts = std::ranges::none_of(ds_records, is_stronger_than_sha1);
    std::vector<Numbered> strangers;
    bool ignored = false;
    for (const Numbered& ds : ds_records) {
      if (ds.rdata.size() >= kHead && !dnssec::knows_digest(ds.rdata[3])) continue;
      if (std::ranges::none_of(keys_, [&](const Numbered& key) { return names(ds.rdata, key.rdata); }))
        strangers.push_back(ds);
      else if (sha1_counts || ds.rdata[3] != dnssec::kDigestSha1)
        good_.push_back(ds.rdata);
      else
        ignored = true;
    }
    if (!strangers.empty() && good_.empty()) return tell_no_match(strangers, ignored);
    for (const Numbered& stranger : strangers) tell_stranger(stranger);
  }

 private:
  // RFC 4509 §3: where such a record stands beside it, validators leave a record with SHA-1 out of account.
  static bool is_stronger_than_sha1(const Numbered& ds) {
    return ds.rdata.size() >= kHead && (ds.rdata[3] == dnssec::kDigestSha256 || ds.rdata[3] == dnssec::kDigestSha384);
  }

  // RFC 4034 §5.1: by key tag, algorithm and digest.
  bool names(base::Bytes ds, base::Bytes key) const {
    return ds.size() >= kHead && base::load16(ds.data()) == dnssec::key_tag(key) && ds[2] == key[3] &&
           std::ranges::equal(ds.subspan(kHead), dnssec::ds_digest(ds[3], zone_.origin, key));
  }

  std::string child() const { return report_.name(number_); }
  std::string parent() const { return report_.name(zone_.parent); }
  base::Place ds_place(std::size_t record, std::string label) const {
    return report_.place(zone_.holder, ds_rrset_, record, std::move(label));
  }
  static std::string tag_text(base::Bytes ds) {
    return ds.size() < kHead ? "cut off" : "with key tag " + std::to_string(base::load16(ds.data()));
  }

  // The DS records that the parent lacks: for the keys marked as entry points, else for all that are in use.
  std::string missing_records() const {
    std::vector<std::string> marked;
    std::vector<std::string> all;
    for (const Numbered& key : keys_) {
      if (std::ranges::any_of(good_, [&](base::Bytes ds) { return names(ds, key.rdata); })) continue;
      all.push_back('`' + dnssec::ds_to_type(zone_.origin, key.rdata) + '`');
      if ((key.flags() & kSecureEntryPoint) != 0) marked.push_back(all.back());
    }
    return list_text(marked.empty() && good_.empty() ? all : marked);
  }

  void tell_unsigned() {
    report_.add(base::Level::Error, "P03", number_, [&] {
      base::Finding finding;
      finding.message = parent() + " has a DS record for " + child() + ", which is not signed: it has no DNSKEY record";
      finding.places = {ds_place(0, "says that " + child() + " is signed")};
      const std::uint32_t soa = rrset_number(report_.zone_of(zone_.input), zone::kApex, rr::Type::SOA);
      if (soa != kNobody) finding.places.push_back(report_.place(zone_.input, soa, 0, "no DNSKEY record here"));
      finding.notes = {"resolvers that validate take every answer of " + child() + " for forged"};
      finding.help = "delete the DS records of " + child() + " (" + place_text(ds_place(0, "")) + "), or sign " +
                     child() + " with the key that they are for";
      return finding;
    });
  }

  void tell_no_match(const std::vector<Numbered>& strangers, bool ignored) {
    report_.add(base::Level::Error, "P03", number_, [&] {
      base::Finding finding;
      finding.message = "the DS records that " + parent() + " has for " + child() + " match none of its keys" +
                        (ignored ? ", but by SHA-1" : "");
      for (const Numbered& stranger : strangers)
        if (finding.places.size() < Report::kMostPlaces)
          finding.places.push_back(ds_place(stranger.record, "matches no DNSKEY record"));
      finding.places.push_back(report_.place(zone_.input, dnskey_rrset_, 0, "the keys of " + child()));
      finding.notes = {"resolvers that validate take every answer of " + child() + " for forged"};
      if (ignored)
        finding.notes.push_back("a DS record with SHA-1 does not count beside one with SHA-256 (RFC 4509 section 3)");
      finding.help = help_at(strangers.front(), "delete the DS records of " + child());
      return finding;
    });
  }

  void tell_stranger(const Numbered& stranger) {
    report_.add(base::Level::Warning, "P03", number_, [&] {
      base::Finding finding;
      finding.message = "a DS record that " + parent() + " has for " + child() + ", " + tag_text(stranger.rdata) +
                        ", matches none of its keys";
      finding.places = {ds_place(stranger.record, "matches no DNSKEY record"),
                        report_.place(zone_.input, dnskey_rrset_, 0, "the keys of " + child())};
      finding.notes = {"that is as it should be only while a key is being replaced (RFC 6781 section 4.1.2)"};
      finding.help = help_at(stranger, "delete that DS record");
      return finding;
    });
  }

  std::string help_at(const Numbered& stranger, const std::string& otherwise) const {
    const std::string where = place_text(ds_place(stranger.record, ""));
    const std::string records = missing_records();
    return records.empty() ? otherwise + " (" + where + ')' : "replace " + where + " by " + records;
  }

  Report& report_;
  std::uint32_t number_;
  const ReachZone& zone_;
  std::uint32_t ds_rrset_;
  std::uint32_t dnskey_rrset_ = kNobody;
  std::vector<Numbered> keys_;     // those that can be used
  std::vector<base::Bytes> good_;  // DS records that count, and match one of them
};

}  // namespace

void compare_keys(Report& report) {
  const auto& zones = report.graph().zones;
  for (std::uint32_t number = 0; number < zones.size() && zones[number].is_loaded(); ++number) {
    if (zones[number].parent == kNobody) continue;
    const std::uint32_t ds = rrset_number(report.zone_of(zones[number].holder), zones[number].cut, rr::Type::DS);
    if (ds != kNobody) KeyComparison(report, number, ds).compare();
  }
}

}  // namespace bailiwick::check
