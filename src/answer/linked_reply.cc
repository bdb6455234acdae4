#include "answer/linked_reply.h"

#include <cstring>

namespace bailiwick::answer {
namespace {

using rr::Type;
using zone::LinkedAnswers;
using Block = LinkedAnswers::Block;

constexpr std::uint16_t kPointerToQuestion = 0xc000 | wire::kHeaderSize;

class Finder {
 public:
  Finder(const LinkedAnswers& linked, const zone::HashedName& qname, Type qtype, bool dnssec_ok, LinkedReply& reply)
      : linked_(linked), qname_(qname), qtype_(qtype), dnssec_ok_(dnssec_ok), reply_(reply) {}

  bool run() const {
    if (dnssec_ok_ && linked_.is_signed()) return false;
    if (qtype_ == Type::ANY || qtype_ == Type::DS || is_seldom_asked(qtype_)) return false;
    const LinkedAnswers::Match match = linked_.find(qname_);
    if (match.block.has(Block::kCut)) return refer(match.block);
    if (match.exact) return answer_from(match.block, false);
    if (match.block.has(Block::kDname)) return false;
    // RFC 4592 §3.3.1: the source of synthesis is `*` right below the closest encloser.
    if (match.block.has(Block::kWildcard)) return answer_from(linked_.wildcard(qname_, match.labels), true);
    return deny(wire::Rcode::NxDomain);
  }

 private:
  bool refer(Block cut) const {
    if (dnssec_ok_ && cut.has(Block::kHasDs)) return false;
    return take(cut, Type::NS, false);
  }

  bool answer_from(Block block, bool of_wildcard) const {
    if (block.has(Block::kCut)) return false;
    if (take(block, qtype_, of_wildcard)) return true;
    if (block.has(Block::kAlias) || block.has(Block::kIncomplete)) return false;
    return deny(wire::Rcode::NoError);
  }

  bool take(Block block, Type type, bool of_wildcard) const {
    if (!block.find(type, reply_.image)) return false;
    reply_.shift = qname_.name().size() - block.name().size();
    reply_.of_wildcard = of_wildcard;
    return true;
  }

  bool deny(wire::Rcode rcode) const {
    linked_.negative(reply_.image);
    reply_.image.rcode = rcode;
    reply_.shift = qname_.name().size() - qname_.ancestor(linked_.origin_labels()).size();
    reply_.of_wildcard = false;
    return true;
  }

  const LinkedAnswers& linked_;
  const zone::HashedName& qname_;
  Type qtype_;
  bool dnssec_ok_;
  LinkedReply& reply_;
};

}  // namespace

bool is_seldom_asked(Type type) {
  return type == Type::RRSIG || type == Type::NSEC;
}

bool find_linked(const LinkedAnswers& linked, const zone::HashedName& qname, Type qtype, bool dnssec_ok,
                 LinkedReply& reply) {
  return Finder(linked, qname, qtype, dnssec_ok, reply).run();
}

std::size_t put_linked(const LinkedReply& reply, std::uint8_t* message, std::size_t position, std::size_t limit) {
  const zone::AnswerImage& image = reply.image;
  if (limit - position < image.octets.size()) return 0;
  std::uint8_t* at = message + position;
  if (!image.octets.empty()) std::memcpy(at, image.octets.data(), image.octets.size());
  const std::size_t end = position + image.octets.size();
  if (reply.shift == 0) return end;
  for (const std::uint8_t gap : image.pointer_gaps) {
    at += gap;
    const std::uint16_t pointer = base::load16(at);
    if (!reply.of_wildcard || pointer != kPointerToQuestion)
      base::store16(at, static_cast<std::uint16_t>(pointer + reply.shift));
  }
  return end;
}

}  // namespace bailiwick::answer
