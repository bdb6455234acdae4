#include "answer/link.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "answer/denial.h"
#include "answer/encode.h"
#include "answer/linked_reply.h"
#include "answer/plan.h"
#include "base/pool.h"
#include "wire/writer.h"

namespace bailiwick::answer {
namespace {

using rr::Type;
using zone::NodeId;
using Block = LinkedAnswers::Block;
using Builder = LinkedAnswersBuilder;

// The zone itself answers at this node, or is cut there; not below a cut or a DNAME.
bool has_block(const zone::Zone& zone, NodeId node) {
  return zone.is_parent_side(node) && !zone.is_nsec3_owner(node);
}

// Links some of a zone's nodes. Any number of Linkers may be at work on one zone.
class Linker {
 public:
  explicit Linker(const zone::Zone& zone)
      : zone_(zone),
        builder_(zone.origin(), zone.is_signed()),
        message_(std::make_unique_for_overwrite<Message>()),
        pointers_(std::make_unique_for_overwrite<Pointers>()) {}

  // The NSEC3 records, before all else: blocks refer to them.
  void link_proofs() {
    for (const zone::Nsec3Chain::Link& link : zone_.nsec3_chain().links()) {
      Plan plan;
      plan.zone = &zone_;
      add_proof(zone_, link.node, Type::NSEC3, plan);
      const auto image = encode_image(zone_.origin(), plan);
      if (!image || !stands_anywhere(*image, zone_.name(link.node)) || !builder_.add_proof(*image, pointers()))
        builder_.add_no_proof();
    }
  }
  // Those of the first of several Linkers.
  void use_proofs(std::span<const std::uint32_t> proofs) { proofs_ = proofs; }
  // With room for about so many octets of images.
  void link_nodes(NodeId first, NodeId end, std::size_t octets) {
    builder_.reserve(octets);
    for (NodeId node = first; node < end; ++node)
      if (has_block(zone_, node)) link_node(node);
  }
  void link_negative() {
    Plan plan;
    plan_negative(zone_, plan);
    const auto soa = encode_image(zone_.origin(), plan);
    BAILIWICK_ASSERT(soa && builder_.set_negative(false, *soa, pointers()));  // one record, of two names at most
    if (!zone_.is_signed()) return;
    Plan signed_plan;
    signed_plan.signatures = true;
    plan_negative(zone_, signed_plan);
    const auto signed_soa = encode_image(zone_.origin(), signed_plan);
    if (signed_soa) builder_.set_negative(true, *signed_soa, pointers());
  }
  Builder& builder() { return builder_; }

 private:
  using Message = std::array<std::uint8_t, wire::kMaxMessageSize>;
  using Pointers = std::array<std::uint16_t, Builder::kMaxPointers + 1>;

  void link_node(NodeId node) {
    const wire::NameView name = zone_.name(node);
    if (zone_.cover(node) == node) return link_cut(name, node);
    builder_.begin_block(name, flags(node));
    if (const auto denial = denial_of(node)) builder_.set_denial(*denial);
    for (std::size_t i = 0; i < zone_.rrset_count(node); ++i) {
      const Type type = zone_.rrset(zone_.first_rrset(node) + i).type();
      if (is_seldom_asked(type)) continue;
      link(name, type);
      // What follows an alias of a wildcard depends on the name asked for.
      if (type != Type::CNAME || name.is_wildcard()) continue;
      for (const Type asked : {Type::A, Type::AAAA}) link(name, asked);
    }
  }

  void link_cut(wire::NameView name, NodeId cut) {
    builder_.begin_block(name, flags(cut));
    Plan plan;
    plan_referral(zone_, cut, plan);
    const bool has_ds = zone_.find_rrset(cut, Type::DS).has_value();
    const auto image = encode_image(name, plan);
    auto denial = has_ds ? std::nullopt : denial_of(cut);
    if (denial && image && is_severable(*image) && !has_signed_addresses(cut)) {
      denial->wildcard = static_cast<std::uint32_t>(authority_octets_);
      builder_.set_denial(*denial);
    }
    keep(name, Type::NS, false, image);
    if (has_ds) link(name, Type::NS, true);
  }

  // Of servers that are not below any cut: with DO their signatures go along (RFC 4035 §3.1.1).
  bool has_signed_addresses(NodeId cut) const {
    const zone::RRset servers = *zone_.find_rrset(cut, Type::NS);
    for (const zone::Record record : servers)
      if (record.target != zone::kNoNode && zone_.cover(record.target) == zone::kNoNode) return true;
    return false;
  }

  // Of a zone with NSEC3 records, all of which are ready.
  std::optional<LinkedAnswers::Denial> denial_of(NodeId node) const {
    constexpr std::uint32_t kNone = LinkedAnswers::kNoProof;
    const zone::Nsec3Chain& chain = zone_.nsec3_chain();
    if (chain.empty()) return std::nullopt;
    NodeId encloser = node;
    NodeId below = zone::kNoNode;
    for (; !chain.is_matched(encloser); encloser = zone_.parent(encloser)) below = encloser;
    LinkedAnswers::Denial denial = {proofs_[chain.link(encloser)], kNone, kNone};
    if (below != zone::kNoNode) denial.covering = proofs_[chain.link(below)];
    if (denial.encloser == kNone || (below != zone::kNoNode && denial.covering == kNone)) return std::nullopt;
    const wire::NameView name = zone_.name(encloser);
    const bool is_cut = zone_.cover(node) == node;
    if (!is_cut && name.size() + 2 <= wire::kMaxNameSize)
      denial.wildcard = proofs_[chain.covering_link(wildcard_below(name))];
    return denial;
  }

  std::uint8_t flags(NodeId node) const {
    unsigned flags = 0;
    if (zone_.is_delegation(node)) flags |= Block::kCut;
    if (zone_.has_dname(node)) flags |= Block::kDname;
    if (zone_.wildcard(node) != zone::kNoNode) flags |= Block::kWildcard;
    if (zone_.find_rrset(node, Type::DS)) flags |= Block::kHasDs;
    if (zone_.find_rrset(node, Type::CNAME)) flags |= Block::kAlias;
    return static_cast<std::uint8_t>(flags);
  }

  // Where signatures may be asked for, with and without.
  void link(wire::NameView name, Type type) {
    link(name, type, false);
    // Behind a wildcard they need proof that no closer name exists, which depends on the name asked for.
    if (zone_.is_signed() && !name.is_wildcard()) link(name, type, true);
  }

  void link(wire::NameView name, Type type, bool with_signatures) {
    Plan plan;
    scratch_.assign(name);
    plan_in_zone(zone_,
                 {.qname = name,
                  .qtype = type,
                  .dnssec_ok = with_signatures,
                  .one_rrset_for_any = true,
                  .minimal_responses = true},
                 scratch_, plan);
    const bool whole = with_signatures || !depends_on_do(name, plan);
    keep(name, type, with_signatures, whole ? encode_image(name, plan) : std::nullopt);
  }

  void keep(wire::NameView name, Type type, bool with_signatures, const std::optional<AnswerImage>& image) {
    if (!image || !stands_for_wildcard(name, *image) || !builder_.add_image(type, with_signatures, *image, pointers()))
      builder_.add_flag(Block::kIncomplete);
  }

  // An alias that ends in a referral to a signed zone: with DO, the DS goes with it.
  bool depends_on_do(wire::NameView name, const Plan& plan) const {
    return plan.referral != zone::kNoNode && !wire::equal(name, zone_.name(plan.referral)) &&
           zone_.find_rrset(plan.referral, Type::DS);
  }

  // As it stands behind the question for `qname`; nothing where it does not fit a message.
  std::optional<AnswerImage> encode_image(wire::NameView qname, const Plan& plan) {
    base::MutableBytes message(*message_);
    std::copy_n(qname.data(), qname.size(), message.data() + wire::kHeaderSize);
    start_ = wire::kHeaderSize + qname.size() + 4;
    wire::Writer writer(message, start_, message.size());
    writer.know_name(qname, wire::kHeaderSize);
    writer.note_pointers(*pointers_);
    const Encoded encoded = encode(plan, writer);
    pointer_count_ = writer.pointer_count();
    authority_octets_ = encoded.authority_end - start_;
    if (encoded.truncated || pointer_count_ > Builder::kMaxPointers) return std::nullopt;
    for (std::uint16_t& pointer : std::span(*pointers_).first(pointer_count_))
      pointer = static_cast<std::uint16_t>(pointer - start_);
    return AnswerImage{.octets = message.subspan(start_, writer.position() - start_),
                       .pointer_gaps = {},
                       .answer = encoded.counts.answer,
                       .authority = encoded.counts.authority,
                       .additional = encoded.counts.additional,
                       .rcode = plan.rcode,
                       .authoritative = plan.authoritative};
  }

  // An image at `*` is sent under any name: only the owners in its answer section may point at the question's start.
  bool stands_for_wildcard(wire::NameView name, const AnswerImage& image) const {
    if (!name.is_wildcard()) return true;
    std::size_t at_question = 0;
    for (const std::uint16_t pointer : pointers())
      at_question += base::load16(image.octets.data() + pointer) == (0xc000 | wire::kHeaderSize);
    return at_question == image.answer;
  }

  // Of the image made last: records may come in before its additional section, which no pointer leads into.
  bool is_severable(const AnswerImage& image) const {
    return std::ranges::all_of(
        pointers(), [&](std::uint16_t pointer) { return target(image, pointer) < start_ + authority_octets_; });
  }

  // The image of an NSEC3 record, made last: its first pointer leads from behind its first label to the origin, the
  // others to itself (LinkedAnswers::proof()), from wherever in a message it stands.
  bool stands_anywhere(const AnswerImage& image, wire::NameView owner) const {
    constexpr std::size_t kMaxOctets = 1024;  // three of them and a longest image: within the reach of pointers
    if (image.octets.size() > kMaxOctets || zone_.origin().is_root() || pointers().empty()) return false;
    if (pointers().front() != owner.first_label().size() + 1 || target(image, pointers().front()) != wire::kHeaderSize)
      return false;
    return std::ranges::all_of(pointers().subspan(1),
                               [&](std::uint16_t pointer) { return target(image, pointer) == start_; });
  }

  static std::size_t target(const AnswerImage& image, std::uint16_t pointer) {
    return base::load16(image.octets.data() + pointer) & 0x3fff;
  }

  std::span<const std::uint16_t> pointers() const { return std::span(*pointers_).first(pointer_count_); }

  const zone::Zone& zone_;
  Builder builder_;
  zone::HashedName scratch_;
  std::unique_ptr<Message> message_;
  std::unique_ptr<Pointers> pointers_;
  std::size_t pointer_count_ = 0;
  std::size_t start_ = 0;
  std::size_t authority_octets_ = 0;  // of the image made last, those before its additional section
  std::span<const std::uint32_t> proofs_;
};

std::size_t worthwhile_parts(const zone::Zone& zone) {
  constexpr std::size_t kNodesWorthThread = 50'000;
  return std::min(zone.node_count() / kNodesWorthThread, base::core_count());
}

}  // namespace

LinkedAnswers link_answers(const zone::Zone& zone) {
  return link_answers(zone, worthwhile_parts(zone));
}

LinkedAnswers link_answers(const zone::Zone& zone, std::size_t parts) {
  parts = std::clamp<std::size_t>(parts, 1, zone.node_count());
  const auto first_of = [&](std::size_t part) { return static_cast<NodeId>(zone.node_count() * part / parts); };
  std::vector<Linker> linkers;
  linkers.reserve(parts);
  for (std::size_t part = 0; part < parts; ++part) linkers.emplace_back(zone);
  linkers.front().link_negative();
  linkers.front().link_proofs();
  base::in_parallel(parts, [&](std::size_t part) {
    linkers[part].use_proofs(linkers.front().builder().proofs());
    // The first takes in the others in the end.
    linkers[part].link_nodes(first_of(part), first_of(part + 1), zone.memory() / (part == 0 ? 1 : parts));
  });
  Builder& all = linkers.front().builder();
  for (std::size_t part = 1; part < parts; ++part) all.append(std::move(linkers[part].builder()));
  return std::move(all).finish();
}

}  // namespace bailiwick::answer
