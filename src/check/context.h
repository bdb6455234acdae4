// What every check is handed, and the words that several of them share: places in the zone file, names in sentences,
// what to type. A check reads a Context, and hands its findings to a Sink that bounds their number.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/finding.h"
#include "check/check.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/builder.h"
#include "zone/zone.h"

namespace bailiwick::check {

// One RRset of the zone, and the node that owns it.
struct Found {
  zone::NodeId node;
  std::uint32_t rrset;  // its number in the zone
};

// The RRsets of the types that checks go through, gathered in one pass so that no check walks the whole zone.
class Survey {
 public:
  explicit Survey(const zone::Zone& zone);

  // In canonical order of their owners.
  std::span<const Found> soa() const { return soa_; }
  std::span<const Found> ns() const { return ns_; }
  std::span<const Found> cname() const { return cname_; }

 private:
  std::vector<Found> soa_;
  std::vector<Found> ns_;
  std::vector<Found> cname_;
};

// Borrowed for the call.
struct Context {
  const zone::Zone& zone;
  const zone::SourceMap& sources;
  const zone::Notes& notes;
  const Survey& survey;

  // The RRset of that type at the node, if there is one.
  std::optional<Found> at(zone::NodeId node, rr::Type type) const;
  // Where a record was written. Its length is left to whoever shows it: the file alone knows how it was written.
  base::Place place(zone::Location location, std::string label) const;
  base::Place place(Found found, std::size_t record, std::string label) const {
    return place(sources.location(found.rrset, record), std::move(label));
  }
  // Two places that disagree, the one that was written later first: "this one ..." and "... and this one".
  std::vector<base::Place> two_places(zone::Location a, zone::Location b, std::string later, std::string earlier) const;
  // The file that the zone's first record was written in, without a line; none for a zone without records.
  std::vector<base::Place> whole_file() const;
};

// Takes the findings of one check: sets code and subject, and makes no more of them than are kept.
class Sink {
 public:
  Sink(base::Findings& findings, std::string code, std::string subject)
      : findings_(findings), code_(std::move(code)), subject_(std::move(subject)) {}

  // `make()` gives a Finding of which level, code and subject are filled in here; it is not called once enough are
  // kept.
  template <class Make>
  void add(base::Level level, Make make) {
    if (findings_.is_full(code_)) return add_unseen(level, 1);
    base::Finding finding = make();
    finding.level = level;
    finding.code = code_;
    finding.subject = subject_;
    findings_.add(std::move(finding));
  }
  void add_unseen(base::Level level, std::size_t count) {
    if (count > 0) findings_.add_unseen(level, code_, count);
  }

 private:
  base::Findings& findings_;
  std::string code_;
  std::string subject_;
};

// "www.example.com".
inline std::string shown(wire::NameView name) {
  return wire::to_display(name);
}
// The name one label below, as it is typed: "ns1.example.com.".
std::string child_text(std::string_view label, wire::NameView name);
// What to type to give `host` an address: "`ns1.example.com. IN A <address>` (and AAAA …)".
std::string address_to_type(wire::NameView host);

// Hands each kept note of a kind to visit(note), and counts the others into the sink.
template <class Visit>
void for_each_note(const Context& context, zone::Note::Kind kind, base::Level level, Sink& sink, Visit visit) {
  std::size_t kept = 0;
  for (const zone::Note& note : context.notes.kept()) {
    if (note.kind != kind) continue;
    ++kept;
    visit(note);
  }
  sink.add_unseen(level, context.notes.count(kind) - kept);
}

}  // namespace bailiwick::check
