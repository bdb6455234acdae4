#include "zone/nsec3_chain.h"

#include <algorithm>

#include "zone/zone.h"

namespace bailiwick::zone {

Nsec3Chain::Nsec3Chain(const Zone& zone) {
  const auto all_params = zone.find_rrset(kApex, rr::Type::NSEC3PARAM);
  if (!all_params) return;
  for (const Record record : *all_params) {
    const auto params = nsec3_params(record.rdata);
    // RFC 5155 §4.1.2: records with a flag set are not for us.
    if (!params || params->algorithm != kNsec3Sha1 || params->flags != 0) continue;
    if (params->iterations > kMaxNsec3Iterations) continue;
    params_ = *params;
    gather(zone);
    if (find(nsec3_hash(zone.origin(), params_)) != kNoNode) break;
    links_.clear();
  }
  if (empty()) return;
  links_.shrink_to_fit();
  matching_.assign(zone.node_count(), kNoNode);
  for (NodeId node = 0; node < zone.node_count(); ++node)
    if (zone.is_parent_side(node) && !zone.is_nsec3_owner(node))
      matching_[node] = find(nsec3_hash(zone.name(node), params_));
}

// The order of hashes is that of their base32hex forms (RFC 5155 §1.3), and so of the nodes.
void Nsec3Chain::gather(const Zone& zone) {
  for (NodeId node = kApex + 1; node < zone.node_count(); ++node) {
    if (zone.parent(node) != kApex) continue;
    const auto rrset = zone.find_rrset(node, rr::Type::NSEC3);
    const auto params = rrset ? nsec3_params(rrset->first_rdata()) : std::nullopt;
    if (!params || !hash_alike(*params, params_)) continue;
    if (const auto hash = nsec3_owner_hash(zone.name(node).first_label())) links_.push_back({*hash, node});
  }
}

NodeId Nsec3Chain::find(const Nsec3Hash& hash) const {
  const auto at = std::ranges::lower_bound(links_, hash, {}, &Link::hash);
  return at != links_.end() && at->hash == hash ? at->node : kNoNode;
}

// RFC 5155 §1.3: the last record covers what comes after it, and what comes before the first.
NodeId Nsec3Chain::covering(wire::NameView name) const {
  const auto after = std::ranges::upper_bound(links_, nsec3_hash(name, params_), {}, &Link::hash);
  return after == links_.begin() ? links_.back().node : (after - 1)->node;
}

}  // namespace bailiwick::zone
