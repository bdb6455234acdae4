#include "zone/nsec3_chain.h"

#include <algorithm>
#include <bit>

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
    const Nsec3Hash apex = nsec3_hash(zone.origin(), params_);
    if (!empty() && links_[last_up_to(apex)].hash == apex) break;
    links_.clear();
  }
  if (empty()) return;
  links_.shrink_to_fit();
  links_of_.assign(zone.node_count(), kUnmatched);
  for (NodeId node = 0; node < zone.node_count(); ++node) {
    if (!zone.is_parent_side(node) || zone.is_nsec3_owner(node)) continue;
    const Nsec3Hash hash = nsec3_hash(zone.name(node), params_);
    const std::uint32_t link = last_up_to(hash);
    links_of_[node] = links_[link].hash == hash ? link : link | kUnmatched;
  }
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
  make_directory();
}

// Hashes are spread evenly: some links a bucket, whatever their number.
void Nsec3Chain::make_directory() {
  constexpr std::size_t kLinksInBucket = 4;
  const std::size_t buckets = std::bit_ceil(links_.size() / kLinksInBucket + 1);
  shift_ = 32 - static_cast<unsigned>(std::countr_zero(buckets));
  first_.clear();
  for (std::uint32_t i = 0; i < links_.size(); ++i)
    while (first_.size() <= bucket(links_[i].hash)) first_.push_back(i);
  first_.resize(buckets + 1, static_cast<std::uint32_t>(links_.size()));
}

std::uint32_t Nsec3Chain::last_up_to(const Nsec3Hash& hash) const {
  const auto begin = links_.begin() + first_[bucket(hash)];
  const auto end = links_.begin() + first_[bucket(hash) + 1];
  const auto behind = std::upper_bound(begin, end, hash, [](const auto& h, const Link& link) { return h < link.hash; });
  return static_cast<std::uint32_t>(behind == links_.begin() ? links_.size() : behind - links_.begin()) - 1;
}

}  // namespace bailiwick::zone
