// S11: names of hosts have letters, digits and inner hyphens only (RFC 952, RFC 1123 §2.1): resolver libraries and mail
// servers refuse others, though DNS itself does not care (RFC 2181 §11).
#include <string>

#include "check/host_name.h"
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

base::Finding describe(std::string message, base::Place place) {
  base::Finding finding;
  finding.message = std::move(message);
  finding.places = {std::move(place)};
  finding.notes = {"many programs refuse to look such a name up"};
  finding.help = "use letters, digits and hyphens only, with no hyphen at either end of a label";
  return finding;
}

void look_at_targets(const Context& context, rr::Type type, base::Level level, std::string_view what, Sink& sink) {
  for (const zone::RRsetPlace found : context.survey.of(type)) {
    std::size_t number = 0;
    for (const zone::Record record : context.zone.rrset(found.rrset)) {
      const std::size_t at = number++;
      const wire::NameView name = *rr::target_name(type, record.rdata);
      // "." says that there is no such service (RFC 7505, RFC 2782); for NS it is D18's, an address S13's.
      if (name.is_root() || is_host_name(name) || address_in_name(name, context.zone.origin())) continue;
      // A name of this zone is told once, where it has its addresses.
      if (level == base::Level::Warning && record.target != zone::kNoNode && has_address(context.zone, record.target) &&
          !may_own_addresses(name))
        continue;
      sink.add(level, [&] {
        return describe(shown(name) + ", named as " + std::string(what) + ", is no host name",
                        context.place(found, at, ""));
      });
    }
  }
}

}  // namespace

void host_names(const Context& context, Sink& sink) {
  look_at_targets(context, rr::Type::NS, base::Level::Error, "a name server", sink);
  look_at_targets(context, rr::Type::MX, base::Level::Warning, "a mail server", sink);
  look_at_targets(context, rr::Type::SRV, base::Level::Warning, "a server", sink);
  for (const zone::NodeId node : context.survey.bad_host_names()) {
    if (context.survey.is_name_server(node)) continue;  // told at the NS record
    auto address = context.at(node, rr::Type::A);
    if (!address) address = context.at(node, rr::Type::AAAA);
    sink.add(base::Level::Warning, [&] {
      return describe(shown(context.zone.name(node)) + " has an address, but is no host name",
                      context.place(*address, 0, ""));
    });
  }
}

}  // namespace bailiwick::check
