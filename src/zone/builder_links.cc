// The last step of a Builder: what is asked again and again at query time is worked out once here, on the finished
// nodes.
#include <cstring>

#include "rr/table.h"
#include "zone/builder.h"

namespace bailiwick::zone {

// Cuts and DNAMEs, and which of them takes over each name: the highest one wins, in one pass from the top down.
void Builder::link_nodes(Zone& zone) const {
  for (NodeId node = 0; node < zone.nodes_.size(); ++node) {
    Zone::Node& n = zone.nodes_[node];
    if (node != kApex && zone.find_rrset(node, rr::Type::NS)) n.flags |= Zone::kDelegation;
    if (zone.find_rrset(node, rr::Type::DNAME)) n.flags |= Zone::kDname;
    if (n.parent != kNoNode) {
      const Zone::Node& parent = zone.nodes_[n.parent];
      if (parent.cover != kNoNode)
        n.cover = parent.cover;
      else if ((parent.flags & Zone::kDname) != 0)
        n.cover = n.parent;
    }
    if (n.cover == kNoNode && (n.flags & Zone::kDelegation) != 0) n.cover = node;
  }
}

// The node of each target name in this zone, so that no look-up is needed for the additional section.
void Builder::link_targets(Zone& zone) const {
  for (NodeId node = 0; node < zone.nodes_.size(); ++node) {
    const std::size_t end = zone.first_rrset(node) + zone.rrset_count(node);
    for (std::size_t i = zone.first_rrset(node); i < end; ++i) {
      const RRset::Header& header = zone.rrsets_[i];
      const rr::TypeInfo* info = rr::find_type(header.type);
      if (info == nullptr || info->target < 0) continue;
      std::uint8_t* out = zone.data_.data() + std::size_t{header.data} * 4;
      for (const Record record : zone.rrset(i)) {
        const auto target = rr::target_name(header.type, record.rdata);
        // RFC 9460 §2.5: in ServiceMode the target "." stands for the owner.
        const bool service = header.type == rr::Type::SVCB || header.type == rr::Type::HTTPS;
        const bool owner_itself = service && target && target->is_root() && base::load16(record.rdata.data()) != 0;
        const NodeId found = owner_itself ? node : (target ? zone.find_exact(*target) : kNoNode);
        std::memcpy(out, &found, sizeof found);
        out += sizeof found;
      }
    }
  }
}

}  // namespace bailiwick::zone
