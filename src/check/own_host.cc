// The first of ns1, ns2, ... that the zone does not have yet.
#include "check/own_host.h"

#include "base/address.h"
#include "check/context.h"

namespace bailiwick::check {
namespace {

constexpr int kMostNumbers = 20;

std::string free_host(const zone::Zone& zone) {
  std::string text;
  for (int number = 1; number <= kMostNumbers; ++number) {
    text = child_text("ns" + std::to_string(number), zone.origin());
    const auto name = wire::Name::from_text(text);
    if (!name || zone.find_exact(*name) == zone::kNoNode) break;
  }
  return text;
}

}  // namespace

std::string replace_by_own_host(const zone::Zone& zone, wire::NameView old) {
  const std::string host = free_host(zone);
  const zone::NodeId node = zone.find_exact(old);
  std::string records;
  for (const rr::Type type : {rr::Type::A, rr::Type::AAAA}) {
    const auto rrset = node == zone::kNoNode ? std::nullopt : zone.find_rrset(node, type);
    if (!rrset) continue;
    for (const zone::Record record : *rrset)
      records += (records.empty() ? "`" : ", `") + host + (type == rr::Type::A ? " IN A " : " IN AAAA ") +
                 base::address_text(record.rdata) + '`';
  }
  if (records.empty()) records = '`' + host + " IN A <the address of " + shown(old) + ">`";
  return "write `" + host + "` in the NS record in place of `" + wire::to_text(old) + "`, add " + records +
         ", and register " + host.substr(0, host.size() - 1) + " with the same address";
}

}  // namespace bailiwick::check
