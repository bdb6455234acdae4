#include "answer/encode.h"

#include <algorithm>
#include <array>

#include "rr/table.h"

namespace bailiwick::answer {
namespace {

using rr::Type;
using zone::NodeId;
using zone::RRset;
using zone::Zone;

bool is_compressible(const rr::TypeInfo* info) {
  if (info == nullptr) return false;
  for (rr::Field field : info->fields)
    if (field == rr::Field::CompressibleName) return true;
  return false;
}

void put_rdata(wire::Writer& writer, const rr::TypeInfo* info, base::Bytes rdata) {
  const std::size_t length_at = writer.position();
  writer.put16(static_cast<std::uint16_t>(rdata.size()));
  if (!is_compressible(info)) return writer.put(rdata);
  rr::for_each_field(*info, rdata, [&](rr::Field field, base::Bytes bytes) {
    if (field == rr::Field::CompressibleName)
      writer.put_compressed({bytes.data(), bytes.size()});
    else
      writer.put(bytes);
  });
  if (writer.fits()) writer.set16(length_at, static_cast<std::uint16_t>(writer.position() - length_at - 2));
}

void put_fixed(wire::Writer& writer, Type type, std::uint32_t ttl) {
  writer.put16(static_cast<std::uint16_t>(type));
  writer.put16(rr::kClassIn);
  writer.put32(ttl);
}

// All records of an RRset or none; the number of those written.
std::uint16_t put_rrset(wire::Writer& writer, wire::NameView owner, const RRset& rrset, std::uint32_t ttl) {
  const wire::Writer::Mark mark = writer.mark();
  const rr::TypeInfo* info = rr::find_type(rrset.type());
  for (const zone::Record record : rrset) {
    if (writer.position() == mark.position)
      writer.put_compressed(owner);
    else
      writer.put_again(owner, mark.position);
    put_fixed(writer, rrset.type(), ttl);
    put_rdata(writer, info, record.rdata);
    if (!writer.fits()) {
      writer.roll_back(mark);
      return 0;
    }
  }
  return static_cast<std::uint16_t>(rrset.size());
}

std::uint16_t put_synthesised(wire::Writer& writer, const Item& item) {
  const wire::Writer::Mark mark = writer.mark();
  writer.put_compressed(item.owner);
  put_fixed(writer, Type::CNAME, item.ttl);
  const std::size_t length_at = writer.position();
  writer.put16(0);
  writer.put_compressed(item.cname_target);
  if (!writer.fits()) {
    writer.roll_back(mark);
    return 0;
  }
  writer.set16(length_at, static_cast<std::uint16_t>(writer.position() - length_at - 2));
  return 1;
}

class Encoder {
 public:
  Encoder(const Plan& plan, wire::Writer& writer) : plan_(plan), writer_(writer) {}

  Encoded run() {
    const bool required = put_answer() && put_authority();
    encoded_.authority_end = writer_.position();
    if (required) put_additional();
    return encoded_;
  }

 private:
  bool put(const Item& item, std::uint16_t& count) {
    std::uint16_t written =
        item.rrset ? put_rrset(writer_, item.owner, *item.rrset, item.ttl) : put_synthesised(writer_, item);
    count = static_cast<std::uint16_t>(count + written);
    // RFC 4035 §3.1.1: in these two sections the signatures are as much needed as what they sign.
    if (written != 0 && item.signatures) {
      written = put_rrset(writer_, item.owner, *item.signatures, item.ttl);
      count = static_cast<std::uint16_t>(count + written);
    }
    if (written == 0 && item.required) encoded_.truncated = true;
    return !encoded_.truncated;
  }

  bool put_answer() {
    for (std::size_t i = 0; i < plan_.answer.size(); ++i)
      if (!put(plan_.answer[i], encoded_.counts.answer)) return false;
    if (plan_.any_node == zone::kNoNode) return true;
    const std::size_t first = plan_.zone->first_rrset(plan_.any_node);
    for (std::size_t i = first; i < first + plan_.zone->rrset_count(plan_.any_node); ++i) {
      const RRset rrset = plan_.zone->rrset(i);
      if (plan_.any_signatures_only && rrset.type() != Type::RRSIG) continue;
      if (!put({.owner = plan_.any_owner, .rrset = rrset, .signatures = {}, .cname_target = {}, .ttl = rrset.ttl()},
               encoded_.counts.answer))
        return false;
    }
    return true;
  }

  bool put_authority() {
    for (std::size_t i = 0; i < plan_.authority.size(); ++i)
      if (!put(plan_.authority[i], encoded_.counts.authority)) return false;
    return true;
  }

  void put_additional() {
    if (plan_.referral != zone::kNoNode) {
      // RFC 9471 §3: the addresses of servers at or below the cut, first and without fail; sibling glue as room allows.
      for (const Need need : {Need::Required, Need::Optional})
        for (std::size_t i = 0; i < plan_.authority.size(); ++i)
          if (!put_addresses(plan_.authority[i], need)) return;
      return;
    }
    for (std::size_t i = 0; i < plan_.answer.size(); ++i)
      if (plan_.answer[i].rrset) put_addresses(plan_.answer[i], Need::Optional);
    for (std::size_t i = 0; i < plan_.authority.size(); ++i) put_addresses(plan_.authority[i], Need::Optional);
  }

  enum class Need : std::uint8_t { Required, Optional };

  // Addresses of the targets that the zone holds. False where a required one did not fit.
  bool put_addresses(const Item& item, Need need) {
    const Type item_type = item.rrset->type();
    const rr::TypeInfo* info = rr::find_type(item_type);
    if (info == nullptr || info->target < 0) return true;
    for (const zone::Record record : *item.rrset) {
      if (record.target == zone::kNoNode && need == Need::Optional)
        put_synthesised_addresses(*rr::target_name(item_type, record.rdata));
      if (record.target == zone::kNoNode || need_of(record.target) != need || !is_new(record.target)) continue;
      // RFC 9460 §2.5: "." is the owner as it stands in the reply, which a wildcard's node has another name than.
      const bool owner_itself = rr::target_name(item_type, record.rdata)->is_root();
      const wire::NameView name = owner_itself ? item.owner : plan_.zone->name(record.target);
      for (Type type : {Type::A, Type::AAAA})
        if (!put_address(name, record.target, type) && need == Need::Required) {
          encoded_.truncated = true;
          return false;
        }
    }
    return true;
  }

  // RFC 1034 §4.3.2 step 6: also those that a wildcard has for the target. A referral has only what the zone file gives
  // for the very name, and signatures would have to go with a proof that no closer name exists (RFC 4035 §3.1.3.3).
  void put_synthesised_addresses(wire::NameView target) {
    const Zone& zone = *plan_.zone;
    if (plan_.referral != zone::kNoNode || plan_.signatures || !wire::is_at_or_below(target, zone.origin())) return;
    const auto end = synthesised_.begin() + static_cast<std::ptrdiff_t>(synthesised_count_);
    const auto is_target = [&](wire::NameView name) { return wire::equal(name, target); };
    if (synthesised_count_ == synthesised_.size() || std::any_of(synthesised_.begin(), end, is_target)) return;
    const Zone::Match match = zone.find(zone::HashedName(target));
    if (zone.cover(match.node) != zone::kNoNode || zone.has_dname(match.node)) return;
    const NodeId source = zone.wildcard(match.node);
    if (source == zone::kNoNode || zone.cover(source) != zone::kNoNode) return;
    synthesised_[synthesised_count_++] = target;
    for (Type type : {Type::A, Type::AAAA}) put_address(target, source, type);
  }

  Need need_of(NodeId target) const {
    const bool in_domain = plan_.referral != zone::kNoNode &&
                           wire::is_at_or_below(plan_.zone->name(target), plan_.zone->name(plan_.referral));
    return in_domain ? Need::Required : Need::Optional;
  }

  bool put_address(wire::NameView name, NodeId target, Type type) {
    const auto rrset = plan_.zone->find_rrset(target, type);
    if (!rrset || is_answered(name, type)) return true;
    const std::uint16_t written = put_rrset(writer_, name, *rrset, rrset->ttl());
    encoded_.counts.additional = static_cast<std::uint16_t>(encoded_.counts.additional + written);
    if (written != 0) put_address_signatures(name, target, *rrset);
    return written != 0;
  }

  // Glue has none. RFC 4035 §3.1.1: where only they do not fit, the reply is whole all the same.
  void put_address_signatures(wire::NameView name, NodeId target, const RRset& rrset) {
    if (!plan_.signatures || plan_.zone->cover(target) != zone::kNoNode) return;
    const auto signatures = plan_.zone->find_signatures(target, rrset.type());
    if (!signatures) return;
    const std::uint16_t written = put_rrset(writer_, name, *signatures, rrset.ttl());
    encoded_.counts.additional = static_cast<std::uint16_t>(encoded_.counts.additional + written);
  }

  bool is_answered(wire::NameView name, Type type) const {
    for (std::size_t i = 0; i < plan_.answer.size(); ++i) {
      const Item& item = plan_.answer[i];
      if (item.rrset && item.rrset->type() == type && wire::equal(item.owner, name)) return true;
    }
    return false;
  }

  // Whether addresses of this target may go in and are not in yet. Names below a DNAME are not the zone's to answer
  // for. The list is bounded: nobody is helped by the addresses of more servers than it holds.
  bool is_new(NodeId target) {
    const NodeId cover = plan_.zone->cover(target);
    if (cover != zone::kNoNode && !plan_.zone->is_delegation(cover)) return false;
    const auto end = done_.begin() + static_cast<std::ptrdiff_t>(done_count_);
    if (done_count_ == done_.size() || std::find(done_.begin(), end, target) != end) return false;
    done_[done_count_++] = target;
    return true;
  }

  static constexpr std::size_t kMaxTargets = 128;
  static constexpr std::size_t kMaxSynthesised = 16;
  const Plan& plan_;
  wire::Writer& writer_;
  Encoded encoded_;
  std::array<NodeId, kMaxTargets> done_;
  std::size_t done_count_ = 0;
  std::array<wire::NameView, kMaxSynthesised> synthesised_;  // targets whose addresses a wildcard gave
  std::size_t synthesised_count_ = 0;
};

}  // namespace

Encoded encode(const Plan& plan, wire::Writer& writer) {
  return Encoder(plan, writer).run();
}

}  // namespace bailiwick::answer
