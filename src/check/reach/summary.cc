// Node by node: what a type is good for depends on whether the zone itself answers there.
#include "check/reach/summary.h"

#include <algorithm>

#include "base/siphash.h"
#include "check/host.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr base::SipKey kLow = {'d', 'e', 'l', 'e', 'g', 'a', 't', 'i', 'o', 'n', ' ', 'l', 'o', 'w', 0, 1};
constexpr base::SipKey kHigh = {'d', 'e', 'l', 'e', 'g', 'a', 't', 'i', 'o', 'n', ' ', 'h', 'i', 'g', 'h', 2};

void append(std::vector<std::uint8_t>& octets, base::Bytes more) {
  octets.insert(octets.end(), more.begin(), more.end());
}

// Names in rdata of NS, CNAME and DNAME are lowered: their case is no difference.
void append_rdata(std::vector<std::uint8_t>& octets, rr::Type type, base::Bytes rdata) {
  const auto size = static_cast<std::uint16_t>(rdata.size());
  append(octets, std::vector<std::uint8_t>{static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
  if (type == rr::Type::NS || type == rr::Type::CNAME || type == rr::Type::DNAME) {
    if (const auto name = wire::NameView::from_wire(rdata)) {
      append(octets, wire::Name(*name).lowered().view().bytes());
      return;
    }
  }
  append(octets, rdata);
}

// Each RRset is chained to those before it.
class Digester {
 public:
  void add(const zone::Zone& zone, zone::NodeId node, const zone::RRset& rrset) {
    octets_.clear();
    for (const std::uint64_t part : {digest_.low, digest_.high})
      for (int shift = 0; shift < 64; shift += 8) octets_.push_back(static_cast<std::uint8_t>(part >> shift));
    append(octets_, zone.name(node).bytes());
    const auto type = static_cast<std::uint16_t>(rrset.type());
    octets_.push_back(static_cast<std::uint8_t>(type >> 8));
    octets_.push_back(static_cast<std::uint8_t>(type));
    for (const zone::Record record : rrset) append_rdata(octets_, rrset.type(), record.rdata);
    digest_ = {digest_.count + 1, base::siphash(kLow, octets_), base::siphash(kHigh, octets_)};
  }
  const DelegationSummary::Digest& digest() const { return digest_; }

 private:
  DelegationSummary::Digest digest_;
  std::vector<std::uint8_t> octets_;
};

enum class Part : std::uint8_t { None, Delegations, Targets, Keys };

bool leaves_zone(const zone::RRset& rrset) {
  switch (rrset.type()) {
    case rr::Type::CNAME:
      return true;
    case rr::Type::MX:
    case rr::Type::SRV:
    case rr::Type::SVCB:
    case rr::Type::HTTPS:
      for (const zone::Record record : rrset)
        if (record.target == zone::kNoNode) return true;
      return false;
    default:  // the numbers of RR types are no closed set
      return false;
  }
}

Part part_of(const zone::Zone& zone, zone::NodeId node, const zone::RRset& rrset) {
  const rr::Type type = rrset.type();
  const zone::NodeId cover = zone.cover(node);
  const bool below_cut = cover != zone::kNoNode && zone.is_delegation(cover);
  if (below_cut) {
    const bool matters_at_cut = cover == node && (type == rr::Type::NS || type == rr::Type::DS);
    const bool is_glue = type == rr::Type::A || type == rr::Type::AAAA || type == rr::Type::CNAME;
    return matters_at_cut || is_glue ? Part::Delegations : Part::None;
  }
  if (type == rr::Type::DNAME && (cover == zone::kNoNode || cover == node)) return Part::Targets;
  if (cover != zone::kNoNode) return Part::None;
  if (leaves_zone(rrset)) return Part::Targets;
  const bool is_key = type == rr::Type::DNSKEY || type == rr::Type::CDS || type == rr::Type::CDNSKEY;
  return node == zone::kApex && is_key ? Part::Keys : Part::None;
}

std::string text_of(base::Bytes octets) {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

std::string addresses_of(const zone::Zone& zone, wire::NameView name) {
  const Host host = examine_host(zone, name, zone.find_exact(name));
  std::string text(1, static_cast<char>(host.state));
  if (host.state != HostState::Addressed) return text;
  for (const rr::Type type : {rr::Type::A, rr::Type::AAAA}) {
    if (const auto rrset = zone.find_rrset(host.node, type))
      for (const zone::Record record : *rrset) text += text_of(record.rdata);
    text += '/';
  }
  return text;
}

std::vector<DelegationSummary::Server> servers_of(const zone::Zone& zone) {
  std::vector<DelegationSummary::Server> servers;
  const auto rrset = zone.find_rrset(zone::kApex, rr::Type::NS);
  if (!rrset) return servers;
  for (const zone::Record record : *rrset) {
    const wire::Name name = wire::Name(*rr::target_name(rr::Type::NS, record.rdata)).lowered();
    servers.push_back({text_of(name.view().bytes()),
                       wire::is_at_or_below(name, zone.origin()) ? addresses_of(zone, name) : std::string()});
  }
  std::ranges::sort(servers, {}, &DelegationSummary::Server::name);
  return servers;
}

}  // namespace

DelegationSummary summarize(const zone::Zone& zone) {
  Digester delegations;
  Digester targets;
  Digester keys;
  for (zone::NodeId node = 0; node < zone.node_count(); ++node) {
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t number = first; number < first + zone.rrset_count(node); ++number) {
      const zone::RRset rrset = zone.rrset(number);
      switch (part_of(zone, node, rrset)) {
        case Part::None:
          break;
        case Part::Delegations:
          delegations.add(zone, node, rrset);
          break;
        case Part::Targets:
          targets.add(zone, node, rrset);
          break;
        case Part::Keys:
          keys.add(zone, node, rrset);
          break;
      }
    }
  }
  return {servers_of(zone), delegations.digest(), targets.digest(), keys.digest()};
}

}  // namespace bailiwick::check
