// X01: each RRset of a signed zone has a signature by a key of the zone (RFC 4035 §2.2), made by the zone itself
// (§5.3.1), and it is right. Names are gone through in pieces, on all cores; of a piece only what is wrong is kept.
#include <algorithm>
#include <array>

#include "base/pool.h"
#include "check/catalogue.h"
#include "check/signed/words.h"
#include "dnssec/records.h"
#include "dnssec/verifier.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr const char* kSignAgain = "sign the zone again, with the keys that stand in it";

struct SignatureFault {
  enum class Kind : std::uint8_t { None, Missing, OtherSigner, WrongLabels, UnknownKey, SpareUnknownKey, Bad };
  Kind kind;
  zone::RRsetPlace rrset;
  zone::RRsetPlace at;  // the RRset of the record that is to be pointed at
  std::uint32_t record;
};
using Fault = SignatureFault::Kind;

class SignatureCheck {
 public:
  SignatureCheck(const Context& context, std::vector<dnssec::Key> keys)
      : context_(context), zone_(context.zone), keys_(std::move(keys)) {}

  void run(Sink& sink) const {
    constexpr std::size_t kPiecesAtOnce = 64;
    const std::size_t pieces = (zone_.node_count() + kPiece - 1) / kPiece;
    if (Verifying* progress = shown_progress()) progress->all += zone_.node_count();
    for (std::size_t first = 0; first < pieces; first += kPiecesAtOnce) {
      std::array<std::vector<SignatureFault>, kPiecesAtOnce> faults;
      base::in_parallel(std::min(kPiecesAtOnce, pieces - first),
                        [&](std::size_t i) { faults[i] = look_at(first + i); });
      for (const auto& of_piece : faults)
        for (const SignatureFault& fault : of_piece) tell(fault, sink);
    }
  }

 private:
  static constexpr std::size_t kPiece = 128;  // names

  Verifying* shown_progress() const {
    return context_.options.dnssec == Dnssec::Full ? context_.options.verifying : nullptr;
  }

  std::vector<SignatureFault> look_at(std::size_t piece) const {
    std::optional<dnssec::Verifier> verifier;
    if (context_.options.dnssec == Dnssec::Full) verifier.emplace(zone_.origin(), keys_);
    const auto first = static_cast<zone::NodeId>(piece * kPiece);
    const auto end = static_cast<zone::NodeId>(std::min(zone_.node_count(), (piece + 1) * kPiece));
    std::vector<SignatureFault> faults;
    dnssec::for_each_to_sign(zone_, first, end, [&](const dnssec::ToSign& found) { look_at(found, verifier, faults); });
    if (Verifying* progress = shown_progress()) progress->done += end - first;
    return faults;
  }

  void look_at(const dnssec::ToSign& found, const std::optional<dnssec::Verifier>& verifier,
               std::vector<SignatureFault>& faults) const {
    if (!found.signatures) {
      faults.push_back({Fault::Missing, found.rrset, found.rrset, 0});
      return;
    }
    const zone::RRset signatures = zone_.rrset(found.signatures->rrset);
    const bool has_known =
        any_record(signatures, [&](base::Bytes rdata) { return has_key(dnssec::read_signature(rdata)); });
    std::uint32_t number = 0;
    for (const zone::Record record : signatures) {
      Fault fault = judge(found.rrset.node, dnssec::read_signature(record.rdata));
      if (fault == Fault::UnknownKey && has_known) fault = Fault::SpareUnknownKey;
      if (fault == Fault::None && verifier &&
          verifier->verify(zone_.name(found.rrset.node), zone_.rrset(found.rrset.rrset), record.rdata) ==
              dnssec::Verifier::Verdict::Bad)
        fault = Fault::Bad;
      if (fault != Fault::None) faults.push_back({fault, found.rrset, *found.signatures, number});
      ++number;
    }
  }

  bool has_key(const dnssec::Signature& signature) const {
    return std::ranges::any_of(keys_,
                               [&](const dnssec::Key& key) { return key.is_usable() && key.is_named_by(signature); });
  }

  // RFC 4035 §5.3.1, but for the dates.
  Fault judge(zone::NodeId node, const dnssec::Signature& signature) const {
    if (!wire::equal(signature.signer, zone_.origin())) return Fault::OtherSigner;
    const wire::NameView owner = zone_.name(node);
    // RFC 4034 §3.1.3: less a leading asterisk.
    if (signature.labels != owner.label_count() - (owner.is_wildcard() ? 1 : 0)) return Fault::WrongLabels;
    return has_key(signature) ? Fault::None : Fault::UnknownKey;
  }

  void tell(const SignatureFault& fault, Sink& sink) const {
    const bool harmless = fault.kind == Fault::SpareUnknownKey;
    sink.add(harmless ? base::Level::Warning : base::Level::Error, [&] {
      base::Finding finding;
      finding.message = words(fault);
      finding.places = {context_.place(fault.at, fault.record, "")};
      finding.places.front().words_on = word_of(fault.kind);
      finding.notes = {harmless ? "validators pass over it; that is as it should be only while keys are being replaced"
                                : "resolvers that validate take these records for forged"};
      finding.help = kSignAgain;
      return finding;
    });
  }

  std::string words(const SignatureFault& fault) const {
    const std::string what = rrset_text(zone_, fault.rrset);
    if (fault.kind == Fault::Missing) return what + (is_one(fault) ? " has no signature" : " have no signature");
    const dnssec::Signature signature = signature_of(fault);
    switch (fault.kind) {
      case Fault::OtherSigner:
        return "a signature of " + what + " is by " + shown(signature.signer) + ", not by the zone " +
               shown(zone_.origin());
      case Fault::WrongLabels:
        return "a signature of " + what + " is for a name of " + counted(signature.labels, "label") + ", not of " +
               std::to_string(zone_.name(fault.rrset.node).label_count());
      case Fault::UnknownKey:
      case Fault::SpareUnknownKey:
        return "a signature of " + what + " is by a key that the zone does not have: key tag " +
               std::to_string(signature.key_tag) + ", algorithm " + std::to_string(signature.algorithm);
      case Fault::Bad:
      case Fault::Missing:
      case Fault::None:
        break;
    }
    return "a signature of " + what + " is wrong: by key " + std::to_string(signature.key_tag) +
           ", it is not for these records";
  }
  static std::uint32_t word_of(Fault fault) {
    switch (fault) {
      case Fault::OtherSigner:
        return dnssec::kSignerWord;
      case Fault::WrongLabels:
        return dnssec::kLabelsWord;
      case Fault::UnknownKey:
      case Fault::SpareUnknownKey:
        return dnssec::kKeyTagWord;
      case Fault::Bad:
        return dnssec::kSignatureWord;
      case Fault::Missing:
      case Fault::None:
        break;
    }
    return 0;
  }
  bool is_one(const SignatureFault& fault) const { return zone_.rrset(fault.rrset.rrset).size() == 1; }
  dnssec::Signature signature_of(const SignatureFault& fault) const {
    auto at = zone_.rrset(fault.at.rrset).begin();
    for (std::uint32_t i = 0; i < fault.record; ++i) ++at;
    return dnssec::read_signature((*at).rdata);
  }

  const Context& context_;
  const zone::Zone& zone_;
  std::vector<dnssec::Key> keys_;
};

// The first RRSIG record of a zone that has one.
zone::RRsetPlace first_signature(const zone::Zone& zone) {
  for (zone::NodeId node = 0; node < zone.node_count(); ++node)
    for (std::size_t i = zone.first_rrset(node); i < zone.first_rrset(node) + zone.rrset_count(node); ++i)
      if (zone.rrset(i).type() == rr::Type::RRSIG) return {node, static_cast<std::uint32_t>(i)};
  return {};
}

void tell_keys_alone(const Context& context, zone::RRsetPlace keys, Sink& sink) {
  sink.add(base::Level::Warning, [&] {
    base::Finding finding;
    finding.message = shown(context.zone.origin()) + " has keys (DNSKEY), but no record of it is signed";
    finding.places = {context.place(keys, 0, "")};
    finding.notes = {"with a DS record in the parent zone, resolvers that validate take every answer for forged"};
    finding.help = "sign the zone, or delete its DNSKEY records";
    return finding;
  });
}

void tell_no_keys(const Context& context, Sink& sink) {
  sink.add(base::Level::Error, [&] {
    base::Finding finding;
    finding.message = shown(context.zone.origin()) + " has signatures, but no key (DNSKEY) that they can be checked by";
    finding.places = {context.place(first_signature(context.zone), 0, "signed")};
    finding.notes = {"with a DS record in the parent zone, resolvers that validate take every answer for forged"};
    finding.help = "add the DNSKEY records of the keys that the zone is signed with, or delete the signatures";
    return finding;
  });
}

}  // namespace

void signatures(const Context& context, Sink& sink) {
  const auto keys = context.at(zone::kApex, rr::Type::DNSKEY);
  if (!context.zone.is_signed()) {
    if (keys) tell_keys_alone(context, *keys, sink);
    return;
  }
  if (!keys) return tell_no_keys(context, sink);
  SignatureCheck(context, dnssec::apex_keys(context.zone)).run(sink);
}

}  // namespace bailiwick::check
