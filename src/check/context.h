// What every check is handed, and the words that several of them share: places in the zone file, names in sentences,
// what to type. A check reads a Context, and hands its findings to a Sink that bounds their number.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/large_memory.h"
#include "check/check.h"
#include "check/host.h"
#include "check/aliases.h"
#include "rr/type.h"
#include "wire/name.h"
#include "zone/builder.h"
#include "zone/rrset_place.h"
#include "zone/zone.h"

namespace bailiwick::check {

// A name server as one NS record names it.
struct HostUse {
  zone::RRsetPlace ns;
  std::uint32_t record;
  wire::NameView name;  // as the record has it
  Host host;
};

// What checks go through, gathered in one pass so that no check walks the whole zone.
class Survey {
 public:
  explicit Survey(const zone::Zone& zone);
  // The same in so many parts, each on a core of its own as far as there are any.
  Survey(const zone::Zone& zone, std::size_t parts);

  // The RRsets of one of the surveyed types (survey.cc lists them), in canonical order of their owners; nothing for
  // any other type.
  std::span<const zone::RRsetPlace> of(rr::Type type) const;
  std::span<const zone::RRsetPlace> soa() const { return of(rr::Type::SOA); }
  std::span<const zone::RRsetPlace> ns() const { return of(rr::Type::NS); }
  std::span<const zone::RRsetPlace> cname() const { return of(rr::Type::CNAME); }

  // RRsets at or below a cut, or below a DNAME, but those that the cut itself answers with (NS, DS, NSEC, RRSIG): glue
  // and occluded data. In canonical order, so those of one cut come together.
  std::span<const zone::RRsetPlace> covered() const { return covered_; }
  // Whether some NS record that is handed out names the node.
  bool is_name_server(zone::NodeId node) const { return name_servers_[node] != 0; }
  // Those nodes, and the wildcards that stand in for a name server: in canonical order.
  base::LargeArray<zone::NodeId> name_server_nodes() const;
  // Name servers that are not plainly a name of the zone with addresses of its own, or one outside: in the order of
  // the NS records that name them, once for each.
  std::span<const HostUse> odd_hosts() const { return odd_hosts_; }
  // Nodes with addresses whose names are no host names (RFC 952, RFC 1123 §2.1).
  std::span<const zone::NodeId> bad_host_names() const { return bad_host_names_; }
  // Nodes below a name that begins with the label `*`.
  std::span<const zone::NodeId> below_wildcards() const { return below_wildcards_; }
  // The NSEC3 RRsets, in canonical order; whether there is an NSEC record.
  std::span<const zone::RRsetPlace> nsec3() const { return nsec3_; }
  bool has_nsec() const { return has_nsec_; }
  bool has_ipv4() const { return has_ipv4_; }
  bool has_ipv6() const { return has_ipv6_; }

 private:
  Survey();
  void visit(const zone::Zone& zone, zone::NodeId node);
  // The name servers of some NS RRsets; those that are odd go to `odd_hosts`.
  void visit_name_servers(const zone::Zone& zone, std::span<const zone::RRsetPlace> all_ns,
                          std::vector<HostUse>& odd_hosts);
  // Takes over what was found behind all that was found here.
  void append(Survey&& next);

  // Large of a large zone, and gone before it is served: their memory must not stay behind in some thread's heap.
  std::vector<base::LargeArray<zone::RRsetPlace>> by_type_;
  base::LargeArray<zone::RRsetPlace> covered_;
  std::vector<HostUse> odd_hosts_;
  base::LargeArray<std::uint8_t> name_servers_;  // not bits: several threads write to it
  base::LargeArray<zone::NodeId> bad_host_names_;
  base::LargeArray<zone::NodeId> below_wildcards_;
  base::LargeArray<zone::RRsetPlace> nsec3_;
  bool has_nsec_ = false;
  bool has_ipv4_ = false;
  bool has_ipv6_ = false;
};

// The aliases of one zone, as follow_aliases() walks them.
class ZoneAliases : public AliasSource {
 public:
  // Borrows both.
  ZoneAliases(const zone::Zone& zone, const Survey& survey);

  std::span<const Alias> aliases() const { return aliases_; }
  zone::RRsetPlace found(std::uint32_t alias) const { return found_[alias]; }
  AliasStep step(wire::NameView qname) const override;
  std::vector<std::uint32_t> dnames_below(wire::NameView name, std::size_t most) const override;

 private:
  // The number of the alias whose RRset of that type the node has.
  std::uint32_t number(zone::NodeId node, bool dname) const;

  const zone::Zone& zone_;
  std::vector<Alias> aliases_;  // CNAMEs, then DNAMEs, both in canonical order
  std::vector<zone::RRsetPlace> found_;
  std::size_t cnames_ = 0;
};

// Borrowed for the call.
struct Context {
  const zone::Zone& zone;
  const zone::SourceMap& sources;
  const zone::Notes& notes;
  const Survey& survey;
  const Options& options;
  const ZoneAliases& aliases;
  const AliasFaults& alias_faults;

  // The RRset of that type at the node, if there is one.
  std::optional<zone::RRsetPlace> at(zone::NodeId node, rr::Type type) const;
  // Where a record was written. Its length is left to whoever shows it: the file alone knows how it was written.
  base::Place place(zone::Location location, std::string label) const;
  base::Place place(zone::RRsetPlace found, std::size_t record, std::string label) const {
    return place(sources.location(found.rrset, record), std::move(label));
  }
  // Two places that disagree, the one that was written later first: "this one ..." and "... and this one".
  std::vector<base::Place> two_places(zone::Location a, zone::Location b, std::string later, std::string earlier) const;
  // A record of that owner and type is in the file, and could not be read: what is wrong with it has been said, and
  // that it is missing follows.
  bool is_unreadable(wire::NameView owner, rr::Type type) const;
  bool is_unreadable_address(wire::NameView owner) const {
    return is_unreadable(owner, rr::Type::A) || is_unreadable(owner, rr::Type::AAAA);
  }
  // The same of any type.
  bool has_unreadable(wire::NameView owner) const;
  // The zone's file, without a line; none where it comes from none.
  std::vector<base::Place> whole_file() const;
};

// Takes the findings of one check: sets code and subject, and makes no more of them than are kept.
class Sink {
 public:
  // `code` and `subject` outlive it.
  Sink(base::Findings& findings, std::string_view code, std::string_view subject, bool information)
      : findings_(findings), code_(code), subject_(subject), information_(information) {}
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() {
    for (const base::Level level : base::kLevels) add_unseen(level, unseen_[static_cast<std::size_t>(level)]);
  }

  // Whether findings of that level are of any use: a check that has none of another need not look.
  bool wants(base::Level level) const { return information_ || level != base::Level::Info; }

  // `make()` gives a Finding of which level, code and subject are filled in here; it is not called once enough are
  // kept.
  template <class Make>
  void add(base::Level level, Make make) {
    if (!wants(level)) return;
    if (is_full_ || findings_.is_full(code_)) {
      is_full_ = true;  // and remains so
      ++unseen_[static_cast<std::size_t>(level)];
      return;
    }
    base::Finding finding = make();
    finding.level = level;
    finding.code = code_;
    finding.subject = subject_;
    findings_.add(std::move(finding));
  }
  void add_unseen(base::Level level, std::size_t count) {
    if (count > 0 && wants(level)) findings_.add_unseen(level, std::string(code_), count);
  }

 private:
  base::Findings& findings_;
  std::string_view code_;
  std::string_view subject_;
  bool information_;
  bool is_full_ = false;                    // of findings of this code
  std::array<std::size_t, 4> unseen_ = {};  // since then, by level
};

// "www.example.com".
inline std::string shown(wire::NameView name) {
  return wire::to_display(name);
}
// The name one label below, as it is typed: "ns1.example.com.".
std::string child_text(std::string_view label, wire::NameView name);
// What to type to give `host` an address: "`ns1.example.com. IN A <address>` (and AAAA …)".
std::string address_to_type(wire::NameView host);

// A second name server as it is typed: "`example.com. IN NS ns2.example.com.` and `ns2.example.com. IN A <address>`".
std::string second_server_to_type(wire::NameView origin);

// The name in a record of a type that has one (NS, CNAME, PTR, MX, DNAME, SRV, SVCB, HTTPS).
wire::NameView target_of(rr::Type type, base::Bytes rdata);
// Whether is_it(rdata) holds for one of the records.
template <class IsIt>
bool any_record(const zone::RRset& rrset, IsIt is_it) {
  for (const zone::Record record : rrset)
    if (is_it(record.rdata)) return true;
  return false;
}
// "3 records", "1 record".
std::string counted(std::size_t count, std::string_view noun);

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
