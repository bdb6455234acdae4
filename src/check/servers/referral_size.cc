// D16: a referral for the longest possible name that does not fit 1232 octets with its glue (RFC 9715 §3.1): resolvers
// must come back over TCP (RFC 9471 §2.1). Over 512 octets, which concerns resolvers without EDNS, is for information.
#include <algorithm>
#include <string>

#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

constexpr std::size_t kSmall = 512;
constexpr std::size_t kSafe = 1232;
constexpr std::size_t kHeaderAndQuestion = 12 + wire::kMaxNameSize + 4;
constexpr std::size_t kOpt = 11;
constexpr std::size_t kRecord = 12;  // compressed owner, type, class, TTL, length

// Octets of `name` when what it ends in with `other` is compressed to a pointer.
std::size_t compressed_size(wire::NameView name, wire::NameView other) {
  wire::NameView rest = name;
  while (!rest.is_root() && !wire::is_at_or_below(other, rest)) rest = rest.parent();
  return rest.is_root() ? name.size() : name.size() - rest.size() + 2;
}

std::size_t glue_size(const zone::Zone& zone, zone::NodeId node) {
  std::size_t size = 0;
  if (const auto a = zone.find_rrset(node, rr::Type::A)) size += a->size() * (kRecord + 4);
  if (const auto aaaa = zone.find_rrset(node, rr::Type::AAAA)) size += aaaa->size() * (kRecord + 16);
  return size;
}

// At least as much: no name compressed.
std::size_t most_of_referral(const zone::Zone& zone, zone::RRsetPlace ns) {
  std::size_t size = kHeaderAndQuestion;
  for (const zone::Record record : zone.rrset(ns.rrset)) {
    size += kRecord + record.rdata.size();
    if (record.target != zone::kNoNode) size += glue_size(zone, record.target);
  }
  return size;
}

// Within a few octets: names are compressed against the cut and the name server before, not against all.
std::size_t size_of_referral(const zone::Zone& zone, zone::RRsetPlace ns) {
  const wire::NameView cut = zone.name(ns.node);
  std::size_t size = kHeaderAndQuestion;
  wire::NameView before = cut;
  for (const zone::Record record : zone.rrset(ns.rrset)) {
    const wire::NameView host = *rr::target_name(rr::Type::NS, record.rdata);
    size += kRecord + std::min(compressed_size(host, cut), compressed_size(host, before));
    before = host;
    if (record.target != zone::kNoNode && wire::is_at_or_below(host, cut)) size += glue_size(zone, record.target);
  }
  return size;
}

}  // namespace

void referral_size(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    if (ns.node == zone::kApex || !is_handed_out(context.zone, ns.node)) continue;
    if (most_of_referral(context.zone, ns) <= kSmall) continue;
    const std::size_t size = size_of_referral(context.zone, ns);
    if (size <= kSmall) continue;
    const bool large = size + kOpt > kSafe;
    sink.add(large ? base::Level::Warning : base::Level::Info, [&] {
      const std::string child = shown(context.zone.name(ns.node));
      base::Finding finding;
      finding.message = "the referral to " + child + " with its glue takes up to " + std::to_string(size) +
                        " octets, more than " + std::to_string(large ? kSafe : kSmall);
      finding.places = {context.place(ns, 0, "")};
      finding.notes = {large ? "resolvers must ask again over TCP" : "resolvers without EDNS must ask again over TCP"};
      finding.help = "name fewer name servers, with fewer addresses, or with names that end alike";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
