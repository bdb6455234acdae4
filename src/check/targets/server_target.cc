// T09: MX and SRV records name hosts with addresses, not aliases (RFC 2181 §10.3, RFC 2782). "." says that there is no
// such service, and stands alone (RFC 7505 §3). One finding a target and type; an address in place of a name is S13's.
#include <map>
#include <string>

#include "check/host_name.h"
#include "check/catalogue.h"
#include "check/records/forgotten_dot.h"
#include "check/records/meant_name.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

struct TargetUse {
  zone::RRsetPlace found;
  std::size_t record;
  Host host;
  std::size_t count;
};

bool is_wrong(HostState state) {
  switch (state) {
    case HostState::Alias:
    case HostState::BelowDname:
    case HostState::NoAddress:
      return true;
    case HostState::Outside:
    case HostState::Addressed:
    case HostState::NoGlue:  // the child knows
      return false;
  }
  return false;
}

base::Finding describe_target(const Context& context, rr::Type type, wire::NameView name, const TargetUse& use) {
  const std::string mnemonic = rr::type_name(type);
  const std::string target = shown(name);
  base::Finding finding;
  finding.places = {context.place(use.found, use.record, "")};
  if (use.host.state == HostState::Alias) {
    finding.message = "the " + mnemonic + " record of " + shown(context.zone.name(use.found.node)) + " names " +
                      target + ", which is an alias";
    if (const auto cname = context.at(use.host.node, rr::Type::CNAME))
      finding.places.push_back(context.place(*cname, 0, "an alias here"));
    finding.notes = {"mail servers and clients need not follow an alias there (RFC 2181 section 10.3)"};
    finding.help = "replace the CNAME record by " + address_to_type(name) + ", or name its target";
  } else if (use.host.state == HostState::BelowDname) {
    finding.message = "the " + mnemonic + " record of " + shown(context.zone.name(use.found.node)) + " names " +
                      target + ", which lies below a DNAME";
    finding.help = "name the host to which it is rewritten";
  } else {
    finding.message = "the " + mnemonic + " record of " + shown(context.zone.name(use.found.node)) + " names " +
                      target + ", which has no address";
    finding.help = name_to_write(type, name, context.zone.origin(), "add " + address_to_type(name));
  }
  if (use.count > 1) finding.notes.push_back(counted(use.count, mnemonic + " record") + " of this zone name it");
  return finding;
}

void look_at_servers(const Context& context, rr::Type type, Sink& sink) {
  std::map<wire::NameView, TargetUse, wire::CanonicalBefore> wrong;
  for (const zone::RRsetPlace found : context.survey.of(type)) {
    if (context.zone.cover(found.node) != zone::kNoNode) continue;
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(found.rrset)) {
      const std::size_t at = number++;
      const wire::NameView name = *rr::target_name(type, record.rdata);
      const Host host = examine_host(context.zone, name, record.target);
      if (name.is_root() || !is_wrong(host.state)) continue;
      if (address_in_name(name, context.zone.origin()) || lacks_final_dot(context, type, name)) continue;
      ++wrong.try_emplace(name, TargetUse{found, at, host, 0}).first->second.count;
    }
  }
  for (const auto& [name, use] : wrong) {
    if (context.has_unreadable(name)) continue;
    sink.add(base::Level::Warning,
             [&, &target = name, &of = use] { return describe_target(context, type, target, of); });
  }
}

// RFC 7505 §3: a null MX has preference 0 and no other MX beside it.
void look_at_null_mx(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace mx : context.survey.of(rr::Type::MX)) {
    const zone::RRset rrset = context.zone.rrset(mx.rrset);
    std::size_t number = 0;
    for (const zone::Record record : rrset) {
      const std::size_t at = number++;
      if (!rr::target_name(rr::Type::MX, record.rdata)->is_root()) continue;
      if (rrset.size() == 1 && base::load16(record.rdata.data()) == 0) continue;
      sink.add(base::Level::Warning, [&] {
        const std::string owner = shown(context.zone.name(mx.node));
        base::Finding finding;
        finding.message = rrset.size() > 1
                              ? owner + " says that it takes no mail, beside MX records that name servers"
                              : "the MX record by which " + owner + " takes no mail has a preference not 0";
        finding.places = {context.place(mx, at, "no mail here")};
        finding.help = rrset.size() > 1 ? "delete this record, or all others" : "write `0 .`";
        return finding;
      });
    }
  }
}

}  // namespace

void server_target(const Context& context, Sink& sink) {
  look_at_servers(context, rr::Type::MX, sink);
  look_at_servers(context, rr::Type::SRV, sink);
  look_at_null_mx(context, sink);
}

}  // namespace bailiwick::check
