// The one pass over the zone (by parts, on all cores) that spares the checks walking it each. What it keeps is small
// beside the zone: 8 octets for each RRset of the surveyed types, and for each RRset that is glue or occluded.
#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>

#include "base/pool.h"
#include "check/context.h"
#include "check/host_name.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr std::array kSurveyed = {
    rr::Type::NS,      rr::Type::CNAME, rr::Type::SOA,    rr::Type::PTR,        rr::Type::MX,
    rr::Type::TXT,     kTypeRp,         rr::Type::SRV,    rr::Type::DNAME,      rr::Type::DS,
    rr::Type::TLSA,    kTypeSmimea,     rr::Type::DNSKEY, rr::Type::NSEC3PARAM, rr::Type::CDS,
    rr::Type::CDNSKEY, rr::Type::SVCB,  rr::Type::CAA,    rr::Type::HTTPS,      kTypeSpf,
};

// What a cut answers with itself: its NS records, and what DNSSEC has on the parent's side (RFC 4035 §2.2-§2.4).
bool belongs_to_cut(rr::Type type) {
  return type == rr::Type::NS || type == rr::Type::DS || type == rr::Type::NSEC || type == rr::Type::RRSIG;
}

template <class Item>
void append_to(base::LargeArray<Item>& all, base::LargeArray<Item>& more) {
  if (all.empty())
    all.swap(more);
  else
    more.drain([&all](std::span<const Item> some) { all.append(some.data(), some.size()); });
}

std::size_t worthwhile_parts(const zone::Zone& zone) {
  constexpr std::size_t kNodesWorthThread = 50'000;
  return std::clamp<std::size_t>(zone.node_count() / kNodesWorthThread, 1, base::core_count());
}

}  // namespace

Survey::Survey() : by_type_(kSurveyed.size()) {}

Survey::Survey(const zone::Zone& zone) : Survey(zone, worthwhile_parts(zone)) {}

Survey::Survey(const zone::Zone& zone, std::size_t parts) : Survey() {
  const auto first_of = [&](std::size_t part, std::size_t count) { return count * part / parts; };
  std::vector<Survey> others;
  for (std::size_t part = 1; part < parts; ++part) others.push_back(Survey());
  base::in_parallel(parts, [&](std::size_t part) {
    Survey& survey = part == 0 ? *this : others[part - 1];
    for (std::size_t node = first_of(part, zone.node_count()); node < first_of(part + 1, zone.node_count()); ++node)
      survey.visit(zone, static_cast<zone::NodeId>(node));
  });
  for (Survey& other : others) append(std::move(other));
  name_servers_.resize(zone.node_count());
  std::vector<std::vector<HostUse>> odd_hosts(parts);
  base::in_parallel(parts, [&](std::size_t part) {
    const std::size_t first = first_of(part, ns().size());
    visit_name_servers(zone, ns().subspan(first, first_of(part + 1, ns().size()) - first), odd_hosts[part]);
  });
  for (std::vector<HostUse>& odd : odd_hosts) std::ranges::move(odd, std::back_inserter(odd_hosts_));
}

void Survey::append(Survey&& next) {
  for (std::size_t i = 0; i < by_type_.size(); ++i) append_to(by_type_[i], next.by_type_[i]);
  append_to(covered_, next.covered_);
  append_to(bad_host_names_, next.bad_host_names_);
  append_to(below_wildcards_, next.below_wildcards_);
  append_to(nsec3_, next.nsec3_);
  has_nsec_ |= next.has_nsec_;
  has_ipv4_ |= next.has_ipv4_;
  has_ipv6_ |= next.has_ipv6_;
  next = Survey();
}

std::span<const zone::RRsetPlace> Survey::of(rr::Type type) const {
  const auto* const at = std::ranges::find(kSurveyed, type);
  if (at == kSurveyed.end()) return {};
  return by_type_[static_cast<std::size_t>(at - kSurveyed.begin())];
}

base::LargeArray<zone::NodeId> Survey::name_server_nodes() const {
  base::LargeArray<zone::NodeId> nodes;
  for (zone::NodeId node = 0; node < name_servers_.size(); ++node)
    if (is_name_server(node)) nodes.push_back(node);
  return nodes;
}

void Survey::visit(const zone::Zone& zone, zone::NodeId node) {
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number)
    if (zone.rrset(number).type() == rr::Type::NSEC3) nsec3_.push_back({node, static_cast<std::uint32_t>(number)});
  if (zone.is_nsec3_owner(node)) return;  // no name, wherever it stands
  const zone::NodeId cover = zone.cover(node);
  if (node != zone::kApex && zone.name(zone.parent(node)).is_wildcard()) below_wildcards_.push_back(node);
  bool addresses = false;
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
    const rr::Type type = zone.rrset(number).type();
    const zone::RRsetPlace found{node, static_cast<std::uint32_t>(number)};
    if (cover != zone::kNoNode && (cover != node || !belongs_to_cut(type))) covered_.push_back(found);
    if (type == rr::Type::A || type == rr::Type::AAAA) {
      addresses = true;
      if (cover == zone::kNoNode) (type == rr::Type::A ? has_ipv4_ : has_ipv6_) = true;
      continue;
    }
    if (type == rr::Type::NSEC) has_nsec_ = true;
    const auto* const at = std::ranges::find(kSurveyed, type);
    if (at != kSurveyed.end()) by_type_[static_cast<std::size_t>(at - kSurveyed.begin())].push_back(found);
  }
  if (addresses && !may_own_addresses(zone.name(node))) bad_host_names_.push_back(node);
}

void Survey::visit_name_servers(const zone::Zone& zone, std::span<const zone::RRsetPlace> all_ns,
                                std::vector<HostUse>& odd_hosts) {
  for (const zone::RRsetPlace ns : all_ns) {
    if (!is_handed_out(zone, ns.node)) continue;
    std::uint32_t number = 0;
    for (const zone::Record record : zone.rrset(ns.rrset)) {
      const std::uint32_t at = number++;
      const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
      const Host host = examine_host(zone, name, record.target);
      const zone::NodeId node = record.target != zone::kNoNode ? record.target : host.node;
      if (node != zone::kNoNode) std::atomic_ref(name_servers_[node]).store(1, std::memory_order_relaxed);
      const bool plain =
          host.state == HostState::Outside || (host.state == HostState::Addressed && host.node == record.target);
      if (!plain) odd_hosts.push_back({ns, at, name, host});
    }
  }
}

}  // namespace bailiwick::check
