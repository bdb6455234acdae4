// X06: the DNSKEY records at the apex (RFC 4034 §2): flags and protocol that make a key useless, keys too short or not
// of the form of their algorithm (RFC 3110, RFC 6605, RFC 8080), algorithms that nobody should sign with (RFC 8624),
// and what the keys must sign together (RFC 4035 §2.2).
#include <algorithm>
#include <array>
#include <bit>
#include <map>

#include "check/catalogue.h"
#include "check/signed/words.h"
#include "dnssec/algorithms.h"
#include "dnssec/records.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kKeyHead = 4;         // flags, protocol, algorithm
constexpr std::size_t kShortestRsa = 2048;  // bits

struct RsaKey {
  base::Bytes exponent;
  base::Bytes modulus;
};

// RFC 3110 §2: the exponent's length in one octet, or in two behind one of zero.
std::optional<RsaKey> read_rsa(base::Bytes key) {
  if (key.size() < 3) return std::nullopt;
  const std::size_t head = key[0] != 0 ? 1 : 3;
  const std::size_t size = key[0] != 0 ? key[0] : base::load16(key.data() + 1);
  if (size == 0 || key.size() <= head + size) return std::nullopt;
  return RsaKey{key.subspan(head, size), key.subspan(head + size)};
}

std::size_t bits_of(base::Bytes number) {
  std::size_t zeros = 0;
  while (zeros < number.size() && number[zeros] == 0) ++zeros;
  if (zeros == number.size()) return 0;
  return (number.size() - zeros) * 8 - static_cast<std::size_t>(std::countl_zero(number[zeros]));
}

// Empty where the key is of the form of its algorithm, and strong enough.
std::string rsa_fault(base::Bytes key) {
  const auto rsa = read_rsa(key);
  if (!rsa) return "is cut off";
  // An exponent that is even, or 1, is none of RSA.
  if ((rsa->exponent.back() & 1) == 0 || bits_of(rsa->exponent) < 2) return "has an exponent that RSA cannot use";
  const std::size_t bits = bits_of(rsa->modulus);
  return bits >= kShortestRsa ? "" : "has " + std::to_string(bits) + " bits, fewer than 2048";
}

std::string form_fault(const dnssec::Key& key) {
  const base::Bytes octets = key.rdata.subspan(kKeyHead);
  std::size_t wanted = 0;
  switch (key.algorithm) {
    case dnssec::kRsaSha1:
    case dnssec::kRsaSha1Nsec3:
    case dnssec::kRsaSha256:
    case dnssec::kRsaSha512:
      return rsa_fault(octets);
    case dnssec::kEcdsaP256:
      wanted = 64;
      break;
    case dnssec::kEcdsaP384:
      wanted = 96;
      break;
    case dnssec::kEd25519:
      wanted = 32;
      break;
    case dnssec::kEd448:
      wanted = 57;
      break;
    default:
      return {};
  }
  if (octets.size() == wanted) return {};
  return "has " + std::to_string(octets.size()) + " octets instead of " + std::to_string(wanted);
}

class KeysCheck {
 public:
  KeysCheck(const Context& context, zone::RRsetPlace rrset, Sink& sink)
      : context_(context), zone_(context.zone), rrset_(rrset), sink_(sink), keys_(dnssec::apex_keys(context.zone)) {}

  void run() {
    if (keys_.size() < zone_.rrset(rrset_.rrset).size())
      tell(0, "a DNSKEY record of " + shown(zone_.origin()) + " is cut off", "validators pass over it",
           "replace it by the record that came with the key");
    for (const dnssec::Key& key : keys_) look_at(key);
    look_at_pairs();
    if (std::ranges::none_of(keys_, [](const dnssec::Key& key) { return key.is_entry_point() && !key.is_revoked(); }))
      tell(0, "none of the keys of " + shown(zone_.origin()) + " is marked as secure entry point",
           "by the mark you and your registrar know which key the DS record in the parent zone is for",
           "set the flags of the key-signing key to 257, and sign the zone again");
    if (!zone_.is_signed()) return;
    look_at_entry_points();
    look_at_coverage();
  }

 private:
  void tell(std::uint32_t record, std::string message, std::string note, std::string help) const {
    sink_.add(base::Level::Warning, [&] {
      base::Finding finding;
      finding.message = std::move(message);
      finding.places = {context_.place(rrset_, record, "")};
      finding.notes = {std::move(note)};
      finding.help = std::move(help);
      return finding;
    });
  }

  void look_at(const dnssec::Key& key) const {
    const std::string name = "the key " + dnssec::key_text(key);
    constexpr std::uint16_t kKnown = dnssec::kZoneKeyFlag | dnssec::kRevokeFlag | dnssec::kSecureEntryPointFlag;
    const std::string replace = "make a new key, of algorithm 13 (ECDSAP256SHA256), and replace this one";
    if (key.protocol != dnssec::kDnssecProtocol)
      return tell(key.record, name + " has protocol " + std::to_string(key.protocol) + " instead of 3",
                  "validators pass over it", "write 3 there, and sign the zone again");
    if ((key.flags & dnssec::kZoneKeyFlag) == 0)
      return tell(key.record, name + " has the flags " + std::to_string(key.flags) + ": it is no zone key",
                  "validators pass over it", "write the flags 256, or 257 for a key-signing key, and sign again");
    if ((key.flags & ~kKnown) != 0)
      tell(key.record, name + " has the flags " + std::to_string(key.flags) + ", not all of which mean anything",
           "the flags of keys are 256 or 257", "write the flags 256 or 257, and sign the zone again");
    if (dnssec::algorithm_use(key.algorithm) != dnssec::AlgorithmUse::Good)
      tell(key.record, "the key DNSKEY " + std::to_string(key.tag) + " is of " + dnssec::algorithm_fault(key.algorithm),
           "many validators take what it signs for unsigned", replace);
    if (const std::string fault = form_fault(key); !fault.empty())
      tell(key.record, name + ' ' + fault, "validators refuse what it signs, or a forger can find its secret", replace);
  }

  void look_at_pairs() const {
    for (std::size_t i = 1; i < keys_.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (keys_[i].tag == keys_[j].tag && keys_[i].algorithm == keys_[j].algorithm)
          tell(keys_[i].record,
               "two keys of " + shown(zone_.origin()) + " have the key tag " + std::to_string(keys_[i].tag),
               "validators must try both for each signature, and some give up",
               "make another key instead of one of them");
  }

  // A DS record is for an entry point, so one of them must have signed the keys. A signature by no key at all is X01's.
  void look_at_entry_points() const {
    const auto signatures = zone_.find_signatures(zone::kApex, rr::Type::DNSKEY);
    if (!signatures) return;
    const auto has_signed = [&](const dnssec::Key& key) {
      return any_record(*signatures, [&](base::Bytes rdata) { return key.is_named_by(dnssec::read_signature(rdata)); });
    };
    const auto is_entry_point = [](const dnssec::Key& key) { return key.is_entry_point() && key.is_usable(); };
    if (std::ranges::none_of(keys_, is_entry_point) || std::ranges::none_of(keys_, has_signed)) return;
    if (std::ranges::any_of(keys_, [&](const dnssec::Key& key) { return is_entry_point(key) && has_signed(key); }))
      return;
    tell(0, "the keys of " + shown(zone_.origin()) + " are signed by none that is marked as secure entry point",
         "with a DS record for such a key, resolvers that validate take every answer for forged",
         "sign the zone again, with its key-signing key too");
  }

  // RFC 4035 §2.2: each algorithm among the keys signs all. What has no signature at all is X01's.
  void look_at_coverage() const {
    std::map<std::uint8_t, std::uint32_t> algorithms;  // and a key of each
    for (const dnssec::Key& key : keys_)
      if (key.is_usable() && !key.is_revoked()) algorithms.emplace(key.algorithm, key.record);
    struct Gap {
      std::size_t count = 0;
      zone::RRsetPlace first{};
    };
    std::map<std::uint8_t, Gap> gaps;
    dnssec::for_each_to_sign(zone_, [&](const dnssec::ToSign& found) {
      if (!found.signatures) return;
      std::array<bool, 256> has{};
      for (const zone::Record record : zone_.rrset(found.signatures->rrset)) has[record.rdata[2]] = true;
      for (const auto& [algorithm, record] : algorithms)
        if (!has[algorithm] && gaps[algorithm].count++ == 0) gaps[algorithm].first = found.rrset;
    });
    for (const auto& [algorithm, gap] : gaps)
      tell(algorithms[algorithm],
           "there are keys of algorithm " + std::to_string(algorithm) + ", but " + counted(gap.count, "RRset") +
               " without a signature of it, first " + rrset_text(zone_, gap.first),
           "some validators take answers for forged when one of the algorithms is missing (RFC 6840 section 5.11)",
           "sign the zone with keys of all algorithms that it has, or take the keys out of the zone");
  }

  const Context& context_;
  const zone::Zone& zone_;
  zone::RRsetPlace rrset_;
  Sink& sink_;
  std::vector<dnssec::Key> keys_;
};

}  // namespace

void zone_keys(const Context& context, Sink& sink) {
  if (const auto rrset = context.at(zone::kApex, rr::Type::DNSKEY)) KeysCheck(context, *rrset, sink).run();
}

}  // namespace bailiwick::check
