// S15: an answer holds a whole RRset, and a message 65535 octets (RFC 1035 §4.2.2): what is larger can never be
// answered.
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {

void rrset_too_large(const Context& context, Sink& sink) {
  const auto too_large = zone::Note::Kind::RRsetTooLarge;
  for_each_note(context, too_large, base::Level::Fatal, sink, [&](const zone::Note& note) {
    sink.add(base::Level::Fatal, [&] {
      const std::string type = rr::type_name(note.type);
      base::Finding finding;
      finding.message =
          "the " + type + " records of " + shown(note.owner) + " together do not fit into a message of 65535 octets";
      finding.places = {context.place(note.location, "from this record on")};
      finding.help = "delete some of them, or spread them over several names";
      return finding;
    });
  });
}

}  // namespace bailiwick::check
