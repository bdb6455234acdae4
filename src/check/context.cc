// The shared words of the checks.
#include "check/context.h"

#include <algorithm>
#include <tuple>

#include "rr/table.h"

namespace bailiwick::check {

std::optional<zone::RRsetPlace> Context::at(zone::NodeId node, rr::Type type) const {
  const std::size_t first = zone.first_rrset(node);
  for (std::size_t number = first; number < first + zone.rrset_count(node); ++number)
    if (zone.rrset(number).type() == type) return zone::RRsetPlace{node, static_cast<std::uint32_t>(number)};
  return std::nullopt;
}

base::Place Context::place(zone::Location location, std::string label) const {
  return {.file = sources.file(location),
          .line = location.line,
          .column = location.column,
          .length = 0,
          .label = std::move(label)};
}

std::vector<base::Place> Context::two_places(zone::Location a, zone::Location b, std::string later,
                                             std::string earlier) const {
  if (std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column)) std::swap(a, b);
  return {place(a, std::move(later)), place(b, std::move(earlier))};
}

bool Context::is_unreadable(wire::NameView owner, rr::Type type) const {
  return std::ranges::any_of(notes.kept(), [&](const zone::Note& note) {
    return note.kind == zone::Note::Kind::Unreadable && note.type == type && wire::equal(note.owner, owner);
  });
}

bool Context::has_unreadable(wire::NameView owner) const {
  return std::ranges::any_of(notes.kept(), [&](const zone::Note& note) {
    return note.kind == zone::Note::Kind::Unreadable && wire::equal(note.owner, owner);
  });
}

std::vector<base::Place> Context::whole_file() const {
  if (sources.main_file().empty()) return {};
  return {{.file = sources.main_file(), .label = {}}};
}

std::string child_text(std::string_view label, wire::NameView name) {
  return std::string(label) + '.' + (name.is_root() ? std::string() : wire::to_text(name));
}

std::string address_to_type(wire::NameView host) {
  return '`' + wire::to_text(host) + " IN A <address>` (and `AAAA <IPv6 address>` if it has one)";
}

std::string second_server_to_type(wire::NameView origin) {
  const std::string host = child_text("ns2", origin);
  return '`' + wire::to_text(origin) + " IN NS " + host + "` and `" + host + " IN A <address>`";
}

wire::NameView target_of(rr::Type type, base::Bytes rdata) {
  // These are a name and nothing else; the table's target is for types with additional data.
  if (type == rr::Type::CNAME || type == rr::Type::DNAME || type == rr::Type::PTR)
    return *wire::NameView::from_wire(rdata);
  return *rr::target_name(type, rdata);
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace bailiwick::check
