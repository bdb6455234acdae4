// S13: an address where a name belongs: NS, MX and SRV name a host, whose A and AAAA records have the address (RFC 1035
// §3.3.9, §3.3.11). And names below a numeric top-level domain, which does not exist (RFC 3696 §2).
#include <string>

#include "check/host.h"
#include "check/host_name.h"
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

base::Finding describe(const Context& context, rr::Type type, zone::RRsetPlace found, std::size_t at,
                       wire::NameView name) {
  const std::string mnemonic = rr::type_name(type);
  const auto address = address_in_name(name, context.zone.origin());
  base::Finding finding;
  finding.places = {context.place(found, at, address ? "an address" : "no such top-level domain")};
  if (!address) {
    finding.message = "the " + mnemonic + " record of " + shown(context.zone.name(found.node)) + " names " +
                      shown(name) + ", and no top-level domain is a number";
    finding.help = "correct the name";
    return finding;
  }
  finding.message = "the " + mnemonic + " record of " + shown(context.zone.name(found.node)) + " has the address " +
                    *address + " where the name of a host belongs";
  finding.notes = {"it is read as the name " + wire::to_text(name)};
  const std::string host = child_text(type == rr::Type::NS ? "ns1" : "mail", context.zone.origin());
  finding.help = "name a host there, e.g. `" + host + "`, and add `" + host + " IN " +
                 (address->contains(':') ? "AAAA " : "A ") + *address + '`';
  return finding;
}

// A name server of the zone itself that has no address is A05's, which keeps the zone from going live.
bool is_a05(const Context& context, rr::Type type, zone::RRsetPlace found, const zone::Record& record,
            wire::NameView name) {
  if (type != rr::Type::NS || found.node != zone::kApex) return false;
  const HostState state = examine_host(context.zone, name, record.target).state;
  return state == HostState::NoAddress || state == HostState::NoGlue || state == HostState::BelowDname;
}

}  // namespace

void address_as_name(const Context& context, Sink& sink) {
  for (const rr::Type type : {rr::Type::NS, rr::Type::MX, rr::Type::SRV}) {
    for (const zone::RRsetPlace found : context.survey.of(type)) {
      std::size_t number = 0;
      for (const zone::Record record : context.zone.rrset(found.rrset)) {
        const std::size_t at = number++;
        const wire::NameView name = *rr::target_name(type, record.rdata);
        if (!address_in_name(name, context.zone.origin()) && !has_numeric_tld(name)) continue;
        if (is_a05(context, type, found, record, name)) continue;
        sink.add(base::Level::Error, [&] { return describe(context, type, found, at, name); });
      }
    }
  }
}

}  // namespace bailiwick::check
