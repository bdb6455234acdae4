// A06: the SOA's RNAME is the mailbox of whoever is responsible, with a dot for the `@` (RFC 1035 §3.3.13, RFC 2142
// §7). MNAME is a host.
#include <string>

#include "check/apex/soa_fields.h"
#include "check/host_name.h"
#include "check/registry.h"

namespace bailiwick::check {
namespace {

bool holds(wire::NameView name, std::uint8_t octet) {
  for (; !name.is_root(); name = name.parent())
    for (const std::uint8_t c : name.first_label())
      if (c == octet) return true;
  return false;
}

// The first label is the local part, and may hold nearly anything; the rest is a domain.
bool is_mailbox(wire::NameView name) {
  if (name.is_root()) return true;  // "." says that there is none
  for (const std::uint8_t c : name.first_label())
    if (c <= ' ' || c >= 0x7f) return false;
  return name.parent().is_root() || is_host_name(name.parent());
}

void add(const Context& context, Found soa, const std::string& message, const std::string& help, Sink& sink) {
  sink.add(base::Level::Warning, [&] {
    base::Finding finding;
    finding.message = message;
    finding.places = {context.place(soa, 0, "")};
    finding.help = help;
    return finding;
  });
}

}  // namespace

void responsible_mailbox(const Context& context, Sink& sink) {
  const auto soa = context.at(zone::kApex, rr::Type::SOA);
  if (!soa) return;
  const SoaFields fields(context.zone.rrset(soa->rrset).first_rdata());
  const std::string rname = shown(fields.rname);
  if (holds(fields.rname, '@')) {
    std::string meant = wire::to_text(fields.rname);
    const std::size_t at = meant.find('@');
    meant.replace(at - (at > 0 && meant[at - 1] == '\\' ? 1 : 0), at > 0 && meant[at - 1] == '\\' ? 2 : 1, ".");
    add(context, *soa, "the mailbox " + rname + " in the SOA record is written with an @",
        "write a dot in its place: `" + meant + '`', sink);
  } else if (!is_mailbox(fields.rname)) {
    add(context, *soa, "the mailbox " + rname + " in the SOA record cannot be an address of mail",
        "write the address with a dot for the @: `hostmaster." + wire::to_text(context.zone.origin()) + "`", sink);
  }
  if (!fields.mname.is_root() && !is_host_name(fields.mname))
    add(context, *soa, "the primary server " + shown(fields.mname) + " in the SOA record is no host name",
        "use letters, digits and hyphens only", sink);
}

}  // namespace bailiwick::check
