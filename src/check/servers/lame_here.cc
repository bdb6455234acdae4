// D20: a delegation to an address that this very server listens on, though it does not serve the child: whoever follows
// it is refused (a lame delegation, RFC 1912 §2.8). Needs to know the own addresses and zones (Options).
#include <algorithm>
#include <string>

#include "base/address.h"
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

bool is_own(const Context& context, base::Bytes address) {
  return std::ranges::any_of(context.options.own_addresses,
                             [&](const base::Address& own) { return std::ranges::equal(own.bytes(), address); });
}

// The first own address among those of the node, as text; empty if there is none.
std::string own_address(const Context& context, zone::NodeId node) {
  for (const rr::Type type : {rr::Type::A, rr::Type::AAAA})
    if (const auto rrset = context.zone.find_rrset(node, type))
      for (const zone::Record record : *rrset)
        if (is_own(context, record.rdata)) return base::address_text(record.rdata);
  return {};
}

}  // namespace

void lame_here(const Context& context, Sink& sink) {
  if (context.options.own_addresses.empty()) return;
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    if (ns.node == zone::kApex || !is_handed_out(context.zone, ns.node)) continue;
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(ns.rrset)) {
      const std::size_t at = number++;
      const std::string address = record.target == zone::kNoNode ? "" : own_address(context, record.target);
      if (address.empty() || context.options.own_zones.contains(shown(context.zone.name(ns.node)))) continue;
      sink.add(base::Level::Warning, [&] {
        const std::string child = shown(context.zone.name(ns.node));
        base::Finding finding;
        finding.message = child + " is delegated to this server (" + address + "), which does not serve it";
        finding.places = {context.place(ns, at, "an address of this server")};
        finding.notes = {"whoever follows the delegation is refused"};
        finding.help = "add the zone " + child + " to the config, or delegate it elsewhere";
        return finding;
      });
      break;
    }
  }
}

}  // namespace bailiwick::check
