#include "dnssec/zone_digest.h"

#include "rr/table.h"

namespace bailiwick::dnssec {
namespace {

// Gathers octets, as hashing them a few at a time costs more.
class RecordDigest {
 public:
  explicit RecordDigest(Digest::Algorithm algorithm) : digest_(algorithm) { octets_.reserve(2 * kEnough); }

  // RFC 4034 §6.2, with the TTL that the record has.
  void add(wire::NameView owner, const zone::RRset& rrset, base::Bytes rdata) {
    std::uint8_t fixed[10];
    base::store16(fixed, static_cast<std::uint16_t>(rrset.type()));
    base::store16(fixed + 2, rr::kClassIn);
    base::store32(fixed + 4, rrset.ttl());
    base::store16(fixed + 8, static_cast<std::uint16_t>(rdata.size()));
    append(owner.bytes());
    append(fixed);
    add_rdata(rrset.type(), rdata);
    if (octets_.size() >= kEnough) flush();
  }

  std::vector<std::uint8_t> finish() {
    flush();
    return digest_.finish();
  }

 private:
  static constexpr std::size_t kEnough = 32768;

  void append(base::Bytes octets) { octets_.insert(octets_.end(), octets.begin(), octets.end()); }
  void flush() {
    digest_.add(octets_);
    octets_.clear();
  }

  // Names in it are lowered for the types that RFC 4034 §6.2 and RFC 6840 §5.1 say.
  void add_rdata(rr::Type type, base::Bytes rdata) {
    const rr::TypeInfo* info = rr::find_type(type);
    if (info == nullptr || !info->lowercase_names) return append(rdata);
    rr::for_each_field(*info, rdata, [&](rr::Field field, base::Bytes octets) {
      const std::size_t at = octets_.size();
      append(octets);
      if (field == rr::Field::Name || field == rr::Field::CompressibleName)
        wire::copy_lowered({octets.data(), octets.size()}, octets_.data() + at);
    });
  }

  Digest digest_;
  std::vector<std::uint8_t> octets_;
};

// RFC 8976 §3.3.1.
bool is_left_out(const zone::RRset& rrset) {
  return rrset.type() == rr::Type::ZONEMD || (rrset.type() == rr::Type::RRSIG && rrset.covered() == rr::Type::ZONEMD);
}

}  // namespace

std::vector<std::uint8_t> zone_digest(const zone::Zone& zone, Digest::Algorithm algorithm) {
  RecordDigest digest(algorithm);
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
      const zone::RRset rrset = zone.rrset(number);
      if (node == zone::kApex && is_left_out(rrset)) continue;
      for (const zone::Record record : rrset) digest.add(zone.name(node), rrset, record.rdata);
    }
  }
  return digest.finish();
}

}  // namespace bailiwick::dnssec
