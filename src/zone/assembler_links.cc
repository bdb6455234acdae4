// The last step of an Assembler: what is asked again and again at query time is worked out once here, on the finished
// nodes.
#include <algorithm>
#include <cstring>

#include "rr/table.h"
#include "zone/assembler.h"

namespace bailiwick::zone {
namespace {

// RFC 5155 §7.2.8: an NSEC3 record and its signature alone make no name, unless something stands below.
bool holds_nsec3_alone(const Zone& zone, NodeId node) {
  if (zone.parent(node) != kApex || !zone.find_rrset(node, rr::Type::NSEC3)) return false;
  if (node + 1 < zone.node_count() && zone.parent(node + 1) == node) return false;
  const std::size_t end = zone.first_rrset(node) + zone.rrset_count(node);
  for (std::size_t i = zone.first_rrset(node); i < end; ++i) {
    const rr::Type type = zone.rrset(i).type();
    if (type != rr::Type::NSEC3 && type != rr::Type::RRSIG) return false;
  }
  return true;
}

}  // namespace

// Cuts and DNAMEs, and which of them takes over each name: the highest one wins, in one pass from the top down.
void Assembler::link_nodes() {
  for (NodeId node = 0; node < zone_.nodes_.size(); ++node) {
    Zone::Node& n = zone_.nodes_[node];
    if (node != kApex && zone_.find_rrset(node, rr::Type::NS)) n.flags |= Zone::kDelegation;
    if (zone_.find_rrset(node, rr::Type::DNAME)) n.flags |= Zone::kDname;
    if (n.parent != kNoNode) {
      const Zone::Node& parent = zone_.nodes_[n.parent];
      if (parent.cover != kNoNode)
        n.cover = parent.cover;
      else if ((parent.flags & Zone::kDname) != 0)
        n.cover = n.parent;
    }
    if (holds_nsec3_alone(zone_, node)) n.flags |= Zone::kNsec3Owner;
    if (n.cover == kNoNode && (n.flags & Zone::kDelegation) != 0) n.cover = node;
  }
}

// The node of each target name in this zone, so that no look-up is needed for the additional section.
void Assembler::link_targets(NodeId first, NodeId end) {
  NodeId last = kApex;  // that was found
  for (NodeId node = first; node < end; ++node) {
    const std::size_t behind = zone_.first_rrset(node) + zone_.rrset_count(node);
    for (std::size_t i = zone_.first_rrset(node); i < behind; ++i) {
      const RRset::Header& header = zone_.rrsets_[i];
      const rr::TypeInfo* info = rr::find_type(header.type);
      if (info == nullptr || info->target < 0) continue;
      std::uint8_t* out = zone_.data_.data() + std::size_t{header.data} * 4;
      for (const zone::Record record : zone_.rrset(i)) {
        const auto target = rr::target_name(header.type, record.rdata);
        // RFC 9460 §2.5: in ServiceMode the target "." stands for the owner.
        const bool service = header.type == rr::Type::SVCB || header.type == rr::Type::HTTPS;
        const bool owner_itself = service && target && target->is_root() && base::load16(record.rdata.data()) != 0;
        const NodeId found = owner_itself ? node : (target ? find_target(node, *target, last) : kNoNode);
        std::memcpy(out, &found, sizeof found);
        out += sizeof found;
      }
    }
  }
}

// The same as Zone::find_exact. Most targets in a zone stand right below their owner, or were the target before: names
// cost less to compare than to hash.
NodeId Assembler::find_target(NodeId owner, wire::NameView target, NodeId& last) const {
  constexpr NodeId kNear = 4;
  if (!wire::is_at_or_below(target, zone_.origin())) return kNoNode;
  if (wire::equal(zone_.name(last), target)) return last;
  const NodeId end = static_cast<NodeId>(std::min<std::size_t>(zone_.nodes_.size() - owner, kNear + 1)) + owner;
  for (NodeId near = owner + 1; near < end; ++near)
    if (wire::equal(zone_.name(near), target) && !zone_.is_nsec3_owner(near)) return last = near;
  const NodeId found = zone_.find_exact(target);
  if (found != kNoNode) last = found;
  return found;
}

}  // namespace bailiwick::zone
