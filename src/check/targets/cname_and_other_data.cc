// T01: an alias has exactly one CNAME record and no other data (RFC 1034 §3.6.2, RFC 2181 §10.1) but what DNSSEC puts
// beside every name (RFC 4035 §2.5, RFC 2535 §2.3.5).
#include <algorithm>
#include <string>

#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

bool may_stand_beside(rr::Type type) {
  constexpr std::uint16_t kNxt = 30;
  return type == rr::Type::CNAME || type == rr::Type::RRSIG || type == rr::Type::NSEC || type == rr::Type::SIG ||
         type == rr::Type::KEY || static_cast<std::uint16_t>(type) == kNxt;
}

void add_several(const Context& context, zone::RRsetPlace cname, Sink& sink) {
  sink.add(base::Level::Fatal, [&] {
    base::Finding finding;
    finding.message = shown(context.zone.name(cname.node)) + " has " +
                      std::to_string(context.zone.rrset(cname.rrset).size()) + " CNAME records";
    finding.places = context.two_places(context.sources.location(cname.rrset, 1),
                                        context.sources.location(cname.rrset, 0), "this one ...", "... and this one");
    finding.help = "keep one of them: a name is an alias of one other name";
    return finding;
  });
}

void add_beside(const Context& context, zone::RRsetPlace cname, zone::RRsetPlace other, const std::string& types,
                Sink& sink) {
  sink.add(base::Level::Fatal, [&] {
    const std::string owner = shown(context.zone.name(cname.node));
    base::Finding finding;
    finding.message = owner + " is an alias (CNAME), and has other records too (" + types + ')';
    finding.places = {context.place(cname, 0, "an alias of this name"), context.place(other, 0, "other data")};
    finding.help =
        cname.node == zone::kApex
            ? "replace the CNAME record by A and AAAA records with the addresses of its target: a zone's own "
              "name always has SOA and NS records, and so cannot be an alias"
            : "delete either the CNAME record or the other records at " + owner;
    return finding;
  });
}

}  // namespace

void cname_and_other_data(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace cname : context.survey.cname()) {
    if (context.zone.rrset(cname.rrset).size() > 1) add_several(context, cname, sink);
    const auto first = static_cast<std::uint32_t>(context.zone.first_rrset(cname.node));
    std::optional<zone::RRsetPlace> other;
    std::string types;
    for (std::uint32_t number = first; number < first + context.zone.rrset_count(cname.node); ++number) {
      const rr::Type type = context.zone.rrset(number).type();
      if (may_stand_beside(type)) continue;
      if (!other) other = zone::RRsetPlace{cname.node, number};
      types += (types.empty() ? "" : ", ") + rr::type_name(type);
    }
    if (other) add_beside(context, cname, *other, types, sink);
  }
}

}  // namespace bailiwick::check
