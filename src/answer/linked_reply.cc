#include "answer/linked_reply.h"

#include <array>
#include <cstring>

namespace bailiwick::answer {
namespace {

using rr::Type;
using Block = LinkedAnswers::Block;

constexpr std::uint16_t kPointerToQuestion = 0xc000 | wire::kHeaderSize;

class Finder {
 public:
  Finder(const LinkedAnswers& linked, const zone::Nsec3Chain& chain, const zone::HashedName& qname,
         LinkedAnswers::Candidate candidate, Type qtype, bool dnssec_ok, LinkedReply& reply)
      : linked_(linked),
        chain_(chain),
        qname_(qname),
        candidate_(candidate),
        qtype_(qtype),
        dnssec_ok_(dnssec_ok),
        signatures_(dnssec_ok && linked.is_signed()),
        reply_(reply) {}

  bool run() const {
    if (qtype_ == Type::ANY || qtype_ == Type::DS || is_seldom_asked(qtype_)) return false;
    const LinkedAnswers::Match match = linked_.find(qname_, candidate_);
    if (match.block.has(Block::kCut)) return refer(match.block);
    if (match.exact) return answer_from(match.block, false);
    if (match.block.has(Block::kDname)) return false;
    // RFC 4592 §3.3.1: the source of synthesis is `*` right below the closest encloser.
    if (match.block.has(Block::kWildcard)) return answer_from(linked_.wildcard(qname_, match.labels), true);
    return deny(wire::Rcode::NxDomain) && (!signatures_ || prove_name_absent(match));
  }

 private:
  // RFC 4035 §3.1.4: with its DS set, or with the proof that there is none.
  bool refer(Block cut) const {
    if (dnssec_ok_ && cut.has(Block::kHasDs)) return take(cut, Type::NS, true, false);
    if (!take(cut, Type::NS, false, false)) return false;
    return !signatures_ || prove_type_absent(cut, cut.has(Block::kDenial) ? cut.denial().wildcard : 0);
  }

  bool answer_from(Block block, bool of_wildcard) const {
    if (block.has(Block::kCut)) return false;
    // What shows that no closer name exists depends on the name asked for.
    if (signatures_ && block.name().is_wildcard()) return false;
    if (take(block, qtype_, signatures_, of_wildcard)) return true;
    if (block.has(Block::kAlias) || block.has(Block::kIncomplete)) return false;
    return deny(wire::Rcode::NoError) && (!signatures_ || prove_type_absent(block, reply_.image.octets.size()));
  }

  bool take(Block block, Type type, bool with_signatures, bool of_wildcard) const {
    if (!block.find(type, with_signatures, reply_.image)) return false;
    reply_.shift = qname_.name().size() - block.name().size();
    reply_.of_wildcard = of_wildcard;
    return true;
  }

  bool deny(wire::Rcode rcode) const {
    if (!linked_.negative(signatures_, reply_.image)) return false;
    reply_.image.rcode = rcode;
    reply_.shift = origin_in_qname();
    reply_.of_wildcard = false;
    return true;
  }

  // RFC 5155 §7.2.3, §7.2.4, §7.2.7.
  bool prove_type_absent(Block block, std::size_t at) const {
    if (!block.has(Block::kDenial)) return false;
    const LinkedAnswers::Denial denial = block.denial();
    begin_proofs(at);
    add_proof(denial.encloser);
    if (denial.covering != LinkedAnswers::kNoProof) add_proof(denial.covering);
    return true;
  }

  // RFC 5155 §7.2.2. The next closer name is right below the closest encloser that has a record.
  bool prove_name_absent(const LinkedAnswers::Match& match) const {
    if (!match.block.has(Block::kDenial)) return false;
    const LinkedAnswers::Denial denial = match.block.denial();
    std::uint32_t covering = denial.covering;
    if (covering == LinkedAnswers::kNoProof)
      covering = linked_.proof_of(chain_.covering_link(qname_.ancestor(match.labels + 1)));
    if (covering == LinkedAnswers::kNoProof || denial.wildcard == LinkedAnswers::kNoProof) return false;
    begin_proofs(reply_.image.octets.size());
    add_proof(denial.encloser);
    add_proof(covering);
    add_proof(denial.wildcard);
    return true;
  }

  void begin_proofs(std::size_t at) const {
    reply_.proofs_at = at;
    reply_.origin_at = wire::kHeaderSize + origin_in_qname();
  }

  // Nothing twice.
  void add_proof(std::uint32_t number) const {
    for (std::size_t i = 0; i < reply_.proof_count; ++i)
      if (reply_.proofs[i] == number) return;
    reply_.proofs[reply_.proof_count++] = number;
  }

  std::size_t origin_in_qname() const { return qname_.name().size() - qname_.ancestor(linked_.origin_labels()).size(); }

  const LinkedAnswers& linked_;
  const zone::Nsec3Chain& chain_;
  const zone::HashedName& qname_;
  LinkedAnswers::Candidate candidate_;
  Type qtype_;
  bool dnssec_ok_;
  bool signatures_;
  LinkedReply& reply_;
};

// Where they end.
std::size_t append(base::Bytes octets, std::uint8_t* message, std::size_t position) {
  if (!octets.empty()) std::memcpy(message + position, octets.data(), octets.size());
  return position + octets.size();
}

// Those of the image at `at`, which from `cut` of its octets on stands so much further behind.
void shift_pointers(const LinkedReply& reply, std::uint8_t* at, std::size_t cut, std::size_t inserted) {
  if (reply.shift == 0) return;
  const std::uint8_t* const end = at + cut;
  for (const std::uint8_t gap : reply.image.pointer_gaps) {
    at += gap;
    std::uint8_t* const place = at < end ? at : at + inserted;
    const std::uint16_t pointer = base::load16(place);
    if (!reply.of_wildcard || pointer != kPointerToQuestion)
      base::store16(place, static_cast<std::uint16_t>(pointer + reply.shift));
  }
}

// Where it ends.
std::size_t put_proof(const AnswerImage& proof, std::size_t origin_at, std::uint8_t* message, std::size_t start) {
  const std::size_t end = append(proof.octets, message, start);
  std::size_t at = start;
  std::size_t target = origin_at;
  for (const std::uint8_t gap : proof.pointer_gaps) {
    at += gap;
    base::store16(message + at, static_cast<std::uint16_t>(0xc000 | target));
    target = start;
  }
  return end;
}

std::size_t put_with_proofs(const LinkedAnswers& linked, LinkedReply& reply, std::uint8_t* message,
                            std::size_t position, std::size_t limit) {
  const base::Bytes octets = reply.image.octets;
  std::array<AnswerImage, LinkedReply::kMaxProofs> proofs;
  std::size_t proof_octets = 0;
  for (std::size_t i = 0; i < reply.proof_count; ++i) {
    linked.proof(reply.proofs[i], proofs[i]);
    proof_octets += proofs[i].octets.size();
  }
  if (limit - position < octets.size() + proof_octets) return 0;
  std::size_t end = append(octets.first(reply.proofs_at), message, position);
  for (std::size_t i = 0; i < reply.proof_count; ++i) {
    end = put_proof(proofs[i], reply.origin_at, message, end);
    reply.image.authority = static_cast<std::uint16_t>(reply.image.authority + proofs[i].authority);
  }
  end = append(octets.subspan(reply.proofs_at), message, end);
  shift_pointers(reply, message + position, reply.proofs_at, proof_octets);
  return end;
}

}  // namespace

bool is_seldom_asked(Type type) {
  return type == Type::RRSIG || type == Type::NSEC;
}

bool find_linked(const LinkedAnswers& linked, const zone::Nsec3Chain& chain, const zone::HashedName& qname,
                 LinkedAnswers::Candidate candidate, Type qtype, bool dnssec_ok, LinkedReply& reply) {
  reply.proof_count = 0;
  return Finder(linked, chain, qname, candidate, qtype, dnssec_ok, reply).run();
}

std::size_t put_linked(const LinkedAnswers& linked, LinkedReply& reply, std::uint8_t* message, std::size_t position,
                       std::size_t limit) {
  const base::Bytes octets = reply.image.octets;
  if (reply.proof_count > 0) return put_with_proofs(linked, reply, message, position, limit);
  if (limit - position < octets.size()) return 0;
  const std::size_t end = append(octets, message, position);
  shift_pointers(reply, message + position, octets.size(), 0);
  return end;
}

}  // namespace bailiwick::answer
