#include "zone/zone.h"

#include <algorithm>

#include "rr/table.h"

namespace bailiwick::zone {
namespace {

bool has_targets(rr::Type type) {
  const rr::TypeInfo* info = rr::find_type(type);
  return info != nullptr && info->target >= 0;
}

}  // namespace

// The data of an RRset: one NodeId a record if its type has targets, then each record's length and rdata.
RRset::Iterator RRset::begin() const {
  if (!has_targets(header_->type)) return {nullptr, data_, header_->count};
  return {data_, data_ + std::size_t{header_->count} * sizeof(NodeId), header_->count};
}

std::optional<std::uint32_t> Zone::serial() const {
  const auto soa = find_rrset(kApex, rr::Type::SOA);
  if (!soa) return std::nullopt;
  // RFC 1035 §3.3.13: two names, then five numbers of 32 bits, the serial first.
  const base::Bytes rdata = soa->first_rdata();
  return base::load32(rdata.data() + rdata.size() - 20);
}

std::size_t Zone::memory() const {
  return nodes_.size() * sizeof(Node) + wildcards_.size() * sizeof(Wildcard) + rrsets_.size() * sizeof(RRset::Header) +
         names_.size() + data_.size() + index_.memory() + nsec_chain_.memory() + nsec3_chain_.memory();
}

NodeId Zone::find_wildcard(NodeId above) const {
  return std::ranges::lower_bound(wildcards_, above, {}, &Wildcard::above)->node;
}

Zone::Match Zone::find(const HashedName& qname) const {
  std::size_t labels = std::min(qname.label_count(), max_labels_);
  for (; labels > origin_labels_; --labels) {
    const wire::NameView ancestor = qname.ancestor(labels);
    const NodeId node = index_.find(qname.hash(labels),
                                    [&](NodeId candidate) { return wire::equal_lowered(name(candidate), ancestor); });
    if (node != NameIndex::kNone && !is_nsec3_owner(node)) return {node, labels, labels == qname.label_count()};
  }
  return {kApex, origin_labels_, qname.label_count() == origin_labels_};
}

NodeId Zone::find_exact(wire::NameView name) const {
  if (!wire::is_at_or_below(name, origin())) return kNoNode;
  const HashedName hashed(name);
  const Match match = find(hashed);
  return match.exact ? match.node : kNoNode;
}

}  // namespace bailiwick::zone
