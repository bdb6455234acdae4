// A05, the circle: to find a name server that lies inside the zone one must ask the zone, and that means to ask this
// very server. Only an address in the zone, registered with the parent as glue, breaks it (RFC 1034 §4.2.1, RFC 9471
// §2.1).
#include <algorithm>
#include <string>

#include "check/host.h"
#include "check/host_name.h"
#include "check/own_host.h"
#include "check/catalogue.h"
#include "check/name_servers.h"
#include "check/records/meant_name.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

std::string type_and_register(wire::NameView host) {
  return "add " + address_to_type(host) + ", and register " + shown(host) +
         " with the same addresses at your registrar (there called host, glue record or custom DNS host)";
}

// The name as it stands before the zone's own, with a final dot: "ns1.provider.net." of ns1.provider.net.example.com.
std::string text_before_origin(wire::NameView host, wire::NameView origin) {
  const std::string whole = shown(host);
  return whole.substr(0, whole.size() - shown(origin).size());
}

// A name that the zone does not have, of several labels, mostly lacks the final dot of a name elsewhere; surely so
// where the zone's own name comes twice.
void explain_forgotten_dot(wire::NameView host, wire::NameView origin, base::Finding& finding) {
  if (origin.is_root() || host.label_count() < origin.label_count() + 2) return;
  const std::string meant = text_before_origin(host, origin);
  finding.notes.push_back("a name without a final dot is completed with the zone's own: if " +
                          meant.substr(0, meant.size() - 1) + " was meant, write `" + meant + '`');
  const auto name = wire::Name::from_text(meant);
  if (name && wire::is_at_or_below(*name, origin))
    finding.help = "write `" + meant + "`, with a final dot";
  else if (name_with_final_dot(host, origin))
    finding.help = "write `" + meant + "`, with a final dot, or " + finding.help;
}

// The other name servers that can be reached, as far as this zone tells.
std::size_t others_left(const Context& context, wire::NameView host) {
  return static_cast<std::size_t>(std::ranges::count_if(apex_servers(context), [&](const Server& server) {
    return (server.has_addresses() || server.host.state == HostState::Outside) && !wire::equal(server.name, host);
  }));
}

void explain_circle(const Context& context, wire::NameView host, bool unknown, base::Finding& finding) {
  const wire::NameView origin = context.zone.origin();
  finding.message = "name server " + shown(host) + " lies inside " + shown(origin) + ", but has no address there";
  finding.notes.push_back("the address of " + shown(host) + " is asked of the name servers of " + shown(origin) +
                          ", and it is one of them itself: nobody can find it");
  if (others_left(context, host) == 1) finding.notes.push_back("until then the zone has one server only");
  finding.help = type_and_register(host);
  if (const auto address = address_in_name(host, origin)) {
    finding.notes.push_back("an NS record names a host, and its A and AAAA records have the address");
    const std::string ns1 = child_text("ns1", origin);
    finding.help = "write `" + ns1 + "` there, and add `" + ns1 + " IN " + (address->contains(':') ? "AAAA " : "A ") +
                   *address + '`';
    return;
  }
  if (const auto url = url_as_name(host, origin))
    finding.help = "an NS record names a host, not a URL: write `" + url->host + '`';
  else if (unknown)
    explain_forgotten_dot(host, origin, finding);
}

void explain_cut(const Context& context, wire::NameView host, zone::NodeId cut, base::Finding& finding) {
  const std::string child = shown(context.zone.name(cut));
  finding.message = "name server " + shown(host) + " of " + shown(context.zone.origin()) + " lies inside " + child +
                    ", which is delegated away, and has no glue here";
  if (const auto ns = context.at(cut, rr::Type::NS))
    finding.places.push_back(context.place(*ns, 0, child + " is delegated away here"));
  finding.notes.push_back("to ask " + child + " for the address, one must first reach " + shown(context.zone.origin()) +
                          ", of which this is a name server");
  finding.help = replace_by_own_host(context.zone, host) +
                 " at your registrar (there called host, glue record or custom "
                 "DNS host)";
}

void explain_dname(const Context& context, wire::NameView host, zone::NodeId owner, base::Finding& finding) {
  const std::string above = shown(context.zone.name(owner));
  finding.message = "name server " + shown(host) + " lies below the DNAME of " + above + ", and so can have no address";
  if (const auto dname = context.at(owner, rr::Type::DNAME))
    finding.places.push_back(context.place(*dname, 0, "every name below " + above + " is rewritten by this"));
  finding.help = "name a host in the NS record that does not lie below " + above;
}

}  // namespace

void apex_host_without_address(const Context& context, Sink& sink) {
  const auto ns = context.at(zone::kApex, rr::Type::NS);
  if (!ns) return;
  std::size_t number = 0;
  for (const zone::Record record : context.zone.rrset(ns->rrset)) {
    const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
    const Host host = examine_host(context.zone, name, record.target);
    const std::size_t at = number++;
    switch (host.state) {
      case HostState::Outside:
      case HostState::Addressed:
      case HostState::Alias:  // D05
        break;
      case HostState::BelowDname:
      case HostState::NoGlue:
      case HostState::NoAddress:
        if (context.is_unreadable_address(name)) break;
        sink.add(base::Level::Error, [&] {
          base::Finding finding;
          finding.places = {context.place(*ns, at, "has no address")};
          if (host.state == HostState::NoAddress)
            explain_circle(context, name, record.target == zone::kNoNode, finding);
          else if (host.state == HostState::NoGlue)
            explain_cut(context, name, host.cover, finding);
          else
            explain_dname(context, name, host.cover, finding);
          return finding;
        });
    }
  }
}

}  // namespace bailiwick::check
