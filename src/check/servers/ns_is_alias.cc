// D05: the name in an NS record must be that of a host, not an alias (RFC 2181 §10.3): many resolvers do not follow it.
// One finding for each alias, however many NS records name it.
#include <map>
#include <string>

#include "check/host.h"
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

struct AliasUse {
  zone::RRsetPlace ns;
  std::size_t record;
  std::size_t count;    // of the NS records that name the alias
  zone::NodeId node;    // that holds the CNAME
  wire::NameView host;  // borrowed from the zone
};

base::Finding describe_alias(const Context& context, const AliasUse& use) {
  const std::string host = shown(use.host);
  base::Finding finding;
  finding.message = "name server " + host + " is an alias: its name has a CNAME record instead of addresses";
  finding.places = {context.place(use.ns, use.record, "named as a name server here")};
  finding.help = "replace the CNAME record by " + address_to_type(use.host);
  if (const auto cname = context.at(use.node, rr::Type::CNAME)) {
    finding.places.push_back(context.place(*cname, 0, "an alias here"));
    const base::Bytes rdata = context.zone.rrset(cname->rrset).first_rdata();
    if (const auto target = wire::NameView::from_wire(rdata))
      finding.help += ", or name `" + wire::to_text(*target) + "` in the NS record";
  }
  finding.notes = {"resolvers need not follow an alias to find a name server (RFC 2181 section 10.3)"};
  if (use.count > 1) finding.notes.push_back(std::to_string(use.count) + " NS records of this zone name it");
  return finding;
}

// Data below another cut are the child's own affair; below this delegation's, the CNAME stands where glue must.
bool concerns(zone::RRsetPlace ns, const Host& host) {
  if (host.state != HostState::Alias) return false;
  return host.cover == zone::kNoNode || ns.node == zone::kApex || host.cover == ns.node;
}

}  // namespace

void ns_is_alias(const Context& context, Sink& sink) {
  std::map<wire::NameView, AliasUse, wire::CanonicalBefore> aliases;
  if (context.survey.cname().empty()) return;
  for (const zone::RRsetPlace ns : context.survey.ns()) {
    if (!is_handed_out(context.zone, ns.node)) continue;
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(ns.rrset)) {
      const std::size_t at = number++;
      if (record.target != zone::kNoNode && has_address(context.zone, record.target)) continue;
      const wire::NameView name = *rr::target_name(rr::Type::NS, record.rdata);
      const Host host = examine_host(context.zone, name, record.target);
      if (!concerns(ns, host)) continue;
      const auto [use, fresh] = aliases.try_emplace(name, AliasUse{ns, at, 0, host.node, name});
      ++use->second.count;
    }
  }
  for (const auto& alias : aliases) sink.add(base::Level::Error, [&] { return describe_alias(context, alias.second); });
}

}  // namespace bailiwick::check
