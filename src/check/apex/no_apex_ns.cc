// A03: a zone without NS records of its own names no server that could answer for it (RFC 1035 §5.2, RFC 2181 §6.1).
#include "check/catalogue.h"

namespace bailiwick::check {

void no_apex_ns(const Context& context, Sink& sink) {
  // Where nothing could be read at all, the missing SOA says so (A01).
  if (context.zone.record_count() == 0 || context.at(zone::kApex, rr::Type::NS)) return;
  if (context.is_unreadable(context.zone.origin(), rr::Type::NS)) return;
  sink.add(base::Level::Error, [&] {
    const wire::NameView origin = context.zone.origin();
    const std::string apex = wire::to_text(origin);
    base::Finding finding;
    finding.message = shown(origin) + " has no NS record";
    const auto soa = context.at(zone::kApex, rr::Type::SOA);
    finding.places = soa ? std::vector{context.place(*soa, 0, "the zone has an SOA record, and no NS record")}
                         : context.whole_file();
    finding.help = "add `" + apex + " IN NS " + child_text("ns1", origin) + "` and `" + apex + " IN NS " +
                   child_text("ns2", origin) +
                   "`, or whatever your name servers are called, and an A record for each " +
                   "of them that lies inside " + shown(origin);
    return finding;
  });
}

}  // namespace bailiwick::check
