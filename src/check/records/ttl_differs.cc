// S10: all records of an RRset have one TTL; where they differ the smallest is served (RFC 2181 §5.2).
#include "check/catalogue.h"
#include "rr/table.h"

namespace bailiwick::check {
namespace {

std::string served_ttl(const Context& context, const zone::Note& note) {
  const zone::NodeId node = context.zone.find_exact(note.owner);
  const auto rrset = node == zone::kNoNode ? std::nullopt : context.zone.find_rrset(node, note.type);
  return rrset ? std::to_string(rrset->ttl()) : "the smallest";
}

}  // namespace

void ttl_differs(const Context& context, Sink& sink) {
  const zone::Note* last = nullptr;
  const auto differs = zone::Note::Kind::TtlDiffers;
  for_each_note(context, differs, base::Level::Warning, sink, [&](const zone::Note& note) {
    // The notes of one RRset come in a row, and are one finding.
    if (last != nullptr && last->type == note.type && wire::equal(last->owner, note.owner)) return;
    last = &note;
    sink.add(base::Level::Warning, [&] {
      const std::string type = rr::type_name(note.type);
      base::Finding finding;
      finding.message = "the " + type + " records of " + shown(note.owner) + " have different TTLs; " +
                        served_ttl(context, note) + " is used for all";
      finding.places = context.two_places(note.location, note.other, "another TTL ...", "... than this one");
      finding.help = "give all " + type + " records of " + shown(note.owner) + " the same TTL";
      return finding;
    });
  });
}

}  // namespace bailiwick::check
