// A01: a zone without SOA has no serial, no negative TTL, and cannot be served (RFC 1035 §5.2).
#include "check/registry.h"

namespace bailiwick::check {

void no_soa(const Context& context, Sink& sink) {
  if (context.at(zone::kApex, rr::Type::SOA)) return;
  sink.add(base::Level::Fatal, [&] {
    const wire::NameView origin = context.zone.origin();
    base::Finding finding;
    finding.places = context.whole_file();
    finding.message = shown(origin) + " has no SOA record";
    finding.help = "add `" + wire::to_text(origin) + " 3600 IN SOA " + child_text("ns1", origin) + ' ' +
                   child_text("hostmaster", origin) + " 1 14400 3600 2419200 3600`";
    if (context.zone.record_count() == 0) {
      const std::size_t outside = context.notes.count(zone::Note::Kind::OutsideZone);
      finding.message = "there is no record of " + shown(origin) + " in this file";
      if (outside > 0) {
        finding.places = {context.place(context.notes.kept().front().location, "outside as well")};
        finding.notes = {"all of its records (" + std::to_string(outside) + ") lie outside " + shown(origin) +
                         ": it may be the file of another zone"};
      }
    }
    return finding;
  });
}

}  // namespace bailiwick::check
