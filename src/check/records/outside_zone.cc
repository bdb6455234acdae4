// S08: a zone file holds records of its own zone (RFC 1035 §5.2); one elsewhere is not served, which the author
// expects.
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {

namespace {

// $ORIGIN has another name: all that is written relative to it is lost by one mistake.
base::Finding describe_origin(const Context& context, const zone::Note& note) {
  const std::string origin = wire::to_text(context.zone.origin());
  base::Finding finding;
  finding.message = shown(*note.origin) + " is neither " + shown(context.zone.origin()) + " nor below it, so " +
                    counted(note.records, "record") + " relative to it " + (note.records == 1 ? "is" : "are") +
                    " not served";
  finding.places = {context.place(note.other, "every name behind this is below " + shown(*note.origin)),
                    context.place(note.location, "the first, of " + shown(note.owner))};
  finding.help = "write `" + origin + "` here, or a name below it; or delete the records";
  return finding;
}

}  // namespace

void outside_zone(const Context& context, Sink& sink) {
  if (context.zone.record_count() == 0) return;  // all of them are: A01 says so at once
  const auto outside = zone::Note::Kind::OutsideZone;
  for_each_note(context, outside, base::Level::Error, sink, [&](const zone::Note& note) {
    sink.add(base::Level::Error, [&] {
      if (note.origin) return describe_origin(context, note);
      const std::string origin = shown(context.zone.origin());
      base::Finding finding;
      finding.message = shown(note.owner) + " is neither " + origin + " nor below it, so this " +
                        rr::type_name(note.type) + " record is not served";
      finding.places = {context.place(note.location, "a record of " + shown(note.owner))};
      finding.help = "delete it here, or correct its name or the $ORIGIN above it: a name of this zone ends in `" +
                     wire::to_text(context.zone.origin()) + "` or is written without a final dot";
      return finding;
    });
  });
}

}  // namespace bailiwick::check
