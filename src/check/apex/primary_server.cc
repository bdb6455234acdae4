// A08: the SOA's MNAME is the name of the primary server (RFC 1035 §3.3.13): where NOTIFY (RFC 1996 §3.3) and dynamic
// updates (RFC 2136 §4.3) look for it. Resolvers do not care, so this is for information.
#include <algorithm>
#include <string>

#include "check/apex/soa_fields.h"
#include "check/catalogue.h"
#include "check/name_servers.h"

namespace bailiwick::check {
namespace {

bool is_localhost(wire::NameView name) {
  return wire::equal(name, *wire::Name::from_text("localhost."));
}

// What is wrong with it; empty if nothing is.
std::string trouble(const Context& context, wire::NameView mname) {
  if (mname.is_root()) return "is the root";
  if (is_localhost(mname)) return "is localhost";
  const zone::Zone& zone = context.zone;
  const bool inside = wire::is_at_or_below(mname, zone.origin());
  const Host host = examine_host(zone, mname, inside ? zone.find_exact(mname) : zone::kNoNode);
  switch (host.state) {
    case HostState::Alias:
      return "is an alias";
    case HostState::BelowDname:
    case HostState::NoAddress:
      return "has no address";
    case HostState::NoGlue:
    case HostState::Outside:
    case HostState::Addressed:
      break;
  }
  return "";
}

}  // namespace

void primary_server(const Context& context, Sink& sink) {
  const auto soa = context.at(zone::kApex, rr::Type::SOA);
  if (!soa || !sink.wants(base::Level::Info)) return;
  const SoaFields fields(context.zone.rrset(soa->rrset).first_rdata());
  std::string what = trouble(context, fields.mname);
  const std::vector<Server> servers = apex_servers(context);
  const auto is_mname = [&](const Server& server) { return wire::equal(server.name, fields.mname); };
  if (what.empty() && std::ranges::none_of(servers, is_mname)) what = "is none of the zone's NS records";
  if (what.empty()) return;
  sink.add(base::Level::Info, [&] {
    base::Finding finding;
    finding.message = "the primary server of " + shown(context.zone.origin()) + ", " + shown(fields.mname) +
                      " in the SOA record, " + what;
    finding.places = {context.place(*soa, 0, "its first name is the primary server")};
    finding.notes = {"dynamic updates and NOTIFY go by this name; a hidden primary is a good reason for it"};
    finding.help = "unless that is meant, write the name of your primary server there, as in its NS record";
    return finding;
  });
}

}  // namespace bailiwick::check
