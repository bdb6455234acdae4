// A01: a zone without SOA has no serial, no negative TTL, and cannot be served (RFC 1035 §5.2).
#include <algorithm>
#include <string>

#include "check/catalogue.h"

namespace bailiwick::check {

namespace {

std::size_t records_outside(const zone::Notes& notes) {
  std::size_t count = notes.count(zone::Note::Kind::OutsideZone);
  for (const zone::Note& note : notes.kept())
    if (note.kind == zone::Note::Kind::OutsideZone) count += note.records - 1;
  return count;
}

// All records lie outside: the zone's name is not that of the file, or its $ORIGIN is mistyped. The SOA record among
// them says which name the file has.
void describe_other_zone(const Context& context, std::size_t outside, base::Finding& finding) {
  const auto& kept = context.notes.kept();
  const auto soa = std::ranges::find(kept, rr::Type::SOA, &zone::Note::type);
  const zone::Note& shown_note = soa != kept.end() ? *soa : kept.front();
  const std::string origin = wire::to_text(context.zone.origin());
  const std::string other = wire::to_text(shown_note.owner);
  finding.places = {context.place(shown_note.location, "a record of " + shown(shown_note.owner))};
  finding.notes = {"all of its records (" + std::to_string(outside) + ") lie outside " + shown(context.zone.origin())};
  if (soa == kept.end()) {
    finding.help = "write `$ORIGIN " + origin + "` in front of them, or names that end in `" + origin + '`';
    return;
  }
  finding.help = "where " + shown(context.zone.origin()) + " is meant, write `$ORIGIN " + origin +
                 "` in front of the records, and `" + origin + "` wherever `" + other +
                 "` is written out; where it is the file of " + shown(shown_note.owner) + ", write `" +
                 shown(shown_note.owner) + "` as the zone's name";
}

}  // namespace

void no_soa(const Context& context, Sink& sink) {
  if (context.at(zone::kApex, rr::Type::SOA) || context.is_unreadable(context.zone.origin(), rr::Type::SOA)) return;
  sink.add(base::Level::Fatal, [&] {
    const wire::NameView origin = context.zone.origin();
    base::Finding finding;
    finding.places = context.whole_file();
    finding.message = shown(origin) + " has no SOA record";
    finding.help = "add `" + wire::to_text(origin) + " 3600 IN SOA " + child_text("ns1", origin) + ' ' +
                   child_text("hostmaster", origin) + " 1 14400 3600 2419200 3600`";
    if (context.zone.record_count() == 0) {
      const std::size_t outside = records_outside(context.notes);
      finding.message = "there is no record of " + shown(origin) + " in this file";
      if (outside > 0) describe_other_zone(context, outside, finding);
    }
    return finding;
  });
}

}  // namespace bailiwick::check
