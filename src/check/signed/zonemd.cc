// X09: the zone's own digest (ZONEMD, RFC 8976 §4): where one can be verified and none is right, the zone is not what
// its maker wrote, and is not served. `zonemd: require` wants one in every zone.
#include <algorithm>
#include <vector>

#include "check/catalogue.h"
#include "dnssec/zone_digest.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kZonemdHead = 6;  // serial, scheme, hash algorithm
constexpr std::uint8_t kSimple = 1;

// RFC 8976 §2.2.
struct ZonemdRecord {
  std::uint32_t serial;
  std::uint8_t scheme;
  std::uint8_t hash;
  base::Bytes digest;
};

std::optional<ZonemdRecord> read_zonemd(base::Bytes rdata) {
  if (rdata.size() <= kZonemdHead) return std::nullopt;
  return ZonemdRecord{base::load32(rdata.data()), rdata[4], rdata[5], rdata.subspan(kZonemdHead)};
}

std::optional<dnssec::Digest::Algorithm> zonemd_hash(std::uint8_t number) {
  constexpr std::uint8_t kSha384 = 1;
  constexpr std::uint8_t kSha512 = 2;
  if (number == kSha384) return dnssec::Digest::Algorithm::Sha384;
  if (number == kSha512) return dnssec::Digest::Algorithm::Sha512;
  return std::nullopt;
}

class ZonemdCheck {
 public:
  ZonemdCheck(const Context& context, zone::RRsetPlace rrset, Sink& sink)
      : context_(context), zone_(context.zone), rrset_(rrset), sink_(sink) {
    for (const zone::Record record : zone_.rrset(rrset.rrset)) records_.push_back(read_zonemd(record.rdata));
  }

  // RFC 8976 §4: one that is right is enough; what is unknown says nothing.
  void run() const {
    bool is_known = false;
    std::vector<std::string> faults(records_.size());
    for (std::size_t i = 0; i < records_.size(); ++i) {
      faults[i] = fault_of(i);
      if (faults[i].empty()) return tell_others(faults);
      is_known = is_known || is_known_kind(i);
    }
    const bool refuse = is_known || context_.options.zonemd == Zonemd::Require;
    sink_.add(refuse ? base::Level::Fatal : base::Level::Warning, [&] {
      base::Finding finding;
      finding.message = "the digest (ZONEMD) of " + shown(zone_.origin()) + ' ' + faults.front();
      finding.places = {context_.place(rrset_, 0, "")};
      finding.notes = {is_known ? "the zone is not what its maker wrote: records are missing, added or changed"
                                : "whether the zone is as its maker wrote it cannot be told"};
      finding.help = is_known ? "get the zone anew from where it is made; or make its digest again, as the last step "
                                "before signing; or set `zonemd: off`"
                              : "make a digest of scheme 1 by SHA-384 (`ldns-signzone -z 1:1`)";
      return finding;
    });
  }

 private:
  bool is_known_kind(std::size_t i) const {
    return records_[i] && records_[i]->scheme == kSimple && zonemd_hash(records_[i]->hash);
  }

  bool has_twin(std::size_t i) const {
    return std::ranges::count_if(records_, [&](const auto& other) {
             return other && other->scheme == records_[i]->scheme && other->hash == records_[i]->hash;
           }) > 1;
  }

  // Empty where it is right.
  std::string fault_of(std::size_t i) const {
    const auto& record = records_[i];
    if (!record) return "is cut off";
    if (!is_known_kind(i))
      return "is of scheme " + std::to_string(record->scheme) + " and hash algorithm " + std::to_string(record->hash) +
             ", which are not known here";
    if (has_twin(i)) return "is there twice for one scheme and hash algorithm";
    const auto serial = zone_.serial();
    if (serial && record->serial != *serial)
      return "is for serial " + std::to_string(record->serial) + ", but the zone has " + std::to_string(*serial);
    const std::vector<std::uint8_t> digest = dnssec::zone_digest(zone_, *zonemd_hash(record->hash));
    return std::ranges::equal(digest, record->digest) ? "" : "is not that of its records";
  }

  // Those before the right one, which are of a known kind.
  void tell_others(const std::vector<std::string>& faults) const {
    for (std::size_t i = 0; i < faults.size(); ++i)
      if (!faults[i].empty() && is_known_kind(i))
        sink_.add(base::Level::Warning, [&] {
          base::Finding finding;
          finding.message = "a digest (ZONEMD) of " + shown(zone_.origin()) + ' ' + faults[i] + ", unlike another one";
          finding.places = {context_.place(rrset_, i, "")};
          finding.notes = {"who knows only that kind of digest refuses the zone"};
          finding.help = "make its digests again, as the last step before signing";
          return finding;
        });
  }

  const Context& context_;
  const zone::Zone& zone_;
  zone::RRsetPlace rrset_;
  Sink& sink_;
  std::vector<std::optional<ZonemdRecord>> records_;
};

}  // namespace

void zonemd(const Context& context, Sink& sink) {
  if (context.options.zonemd == Zonemd::Off) return;
  if (const auto found = context.at(zone::kApex, rr::Type::ZONEMD)) return ZonemdCheck(context, *found, sink).run();
  if (context.options.zonemd != Zonemd::Require) return;
  sink.add(base::Level::Fatal, [&] {
    base::Finding finding;
    finding.message = shown(context.zone.origin()) + " has no digest (ZONEMD), which `zonemd: require` asks for";
    finding.places = context.whole_file();
    finding.notes = {"without one, whether the zone is as its maker wrote it cannot be told"};
    finding.help = "have it made when the zone is signed (`ldns-signzone -z 1:1`), or set `zonemd: verify`";
    return finding;
  });
}

}  // namespace bailiwick::check
