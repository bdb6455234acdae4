// S09: the same record twice, be it in another case or form; one is served (RFC 2181 §5). A second SOA is A02's.
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {

void duplicate_record(const Context& context, Sink& sink) {
  const auto duplicate = zone::Note::Kind::Duplicate;
  for_each_note(context, duplicate, base::Level::Warning, sink, [&](const zone::Note& note) {
    if (note.type == rr::Type::SOA) return;
    sink.add(base::Level::Warning, [&] {
      base::Finding finding;
      finding.message = "this " + rr::type_name(note.type) + " record of " + shown(note.owner) + " is written twice";
      finding.places = {context.place(note.location, ""), context.place(note.other, "the same")};
      finding.help = "delete one of the two";
      return finding;
    });
  });
}

}  // namespace bailiwick::check
