// S08: a zone file holds records of its own zone (RFC 1035 §5.2); one elsewhere is not served, which the author
// expects.
#include "check/registry.h"
#include "rr/table.h"

namespace bailiwick::check {

void outside_zone(const Context& context, Sink& sink) {
  if (context.zone.record_count() == 0) return;  // all of them are: A01 says so at once
  const auto outside = zone::Note::Kind::OutsideZone;
  for_each_note(context, outside, base::Level::Error, sink, [&](const zone::Note& note) {
    sink.add(base::Level::Error, [&] {
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
