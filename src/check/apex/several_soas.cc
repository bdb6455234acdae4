// A02: a zone has one SOA record, at its own name (RFC 1035 §5.2, RFC 2181 §6.1). The same one written twice does no
// harm.
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {
namespace {

void add_second(const Context& context, zone::RRsetPlace soa, Sink& sink) {
  sink.add(base::Level::Fatal, [&] {
    const std::size_t count = context.zone.rrset(soa.rrset).size();
    base::Finding finding;
    finding.message = shown(context.zone.origin()) + " has " + std::to_string(count) + " different SOA records";
    finding.places = context.two_places(context.sources.location(soa.rrset, 1), context.sources.location(soa.rrset, 0),
                                        "this one ...", "... and this one");
    finding.help = "keep the one with the serial that you want, and delete the other";
    return finding;
  });
}

void add_below_apex(const Context& context, zone::RRsetPlace soa, Sink& sink) {
  sink.add(base::Level::Fatal, [&] {
    const std::string owner = shown(context.zone.name(soa.node));
    base::Finding finding;
    finding.message =
        owner + " has an SOA record, which only " + shown(context.zone.origin()) + " can have in this zone";
    finding.places = {context.place(soa, 0, "")};
    finding.help = "delete it, or move it into a zone file of " + owner + ", with all records at and below " + owner;
    return finding;
  });
}

}  // namespace

void several_soas(const Context& context, Sink& sink) {
  for (const zone::RRsetPlace soa : context.survey.soa()) {
    if (soa.node != zone::kApex)
      add_below_apex(context, soa, sink);
    else if (context.zone.rrset(soa.rrset).size() > 1)
      add_second(context, soa, sink);
  }
  for (const zone::Note& note : context.notes.kept()) {
    if (note.kind != zone::Note::Kind::Duplicate || note.type != rr::Type::SOA) continue;
    sink.add(base::Level::Warning, [&] {
      base::Finding finding;
      finding.message = "the SOA record of " + shown(note.owner) + " is written twice";
      finding.places = {context.place(note.location, ""), context.place(note.other, "the same")};
      finding.help = "delete one of the two";
      return finding;
    });
  }
}

}  // namespace bailiwick::check
