// Three walks side by side in canonical order: the zone's records, those to remove and those to add. Nodes that neither
// list names are copied unseen.
#include <utility>

#include "rr/table.h"
#include "rr/text.h"
#include "zone/builder.h"
#include "zone/difference.h"

namespace bailiwick::zone {
namespace {

std::string quoted(const OwnedRecord& record) {
  std::string text = "`";
  wire::append_text(text, record.owner);
  text += ' ' + std::to_string(record.ttl) + " IN ";
  rr::append_type_and_rdata(text, record.type, record.rdata);
  return text + '`';
}

rr::Type covered_by(rr::Type type, base::Bytes rdata) {
  return type == rr::Type::RRSIG && rdata.size() >= 2 ? static_cast<rr::Type>(base::load16(rdata.data())) : rr::Type{};
}

// Below zero where `a` comes first. Owners are the same.
int compare_at_owner(const OwnedRecord& a, const OwnedRecord& b) {
  if (a.type != b.type) return a.type < b.type ? -1 : 1;
  const rr::Type covered_a = covered_by(a.type, a.rdata);
  const rr::Type covered_b = covered_by(b.type, b.rdata);
  if (covered_a != covered_b) return covered_a < covered_b ? -1 : 1;
  return rr::compare_rdata(a.type, a.rdata, b.rdata);
}

bool is_same(const OwnedRecord& a, const OwnedRecord& b) {
  return wire::equal(a.owner, b.owner) && a.ttl == b.ttl && compare_at_owner(a, b) == 0;
}

// The next of the records to remove or to add.
class Cursor {
 public:
  explicit Cursor(const RecordList& list) : at_(list.begin()), end_(list.end()) {}
  bool is_at_end() const { return at_ == end_; }
  const OwnedRecord& operator*() const { return *at_; }
  void advance() { ++at_; }
  int compare_owner(wire::NameView name) const { return is_at_end() ? 1 : wire::compare_canonical((*at_).owner, name); }
  bool is_at(wire::NameView name) const { return !is_at_end() && wire::equal((*at_).owner, name); }

 private:
  RecordList::Iterator at_;
  RecordList::Iterator end_;
};

class Application {
 public:
  Application(const Zone& zone, const Difference& difference)
      : zone_(zone),
        difference_(difference),
        removed_(difference.removed),
        added_(difference.added),
        builder_(zone.origin()) {}

  base::Result<std::shared_ptr<const Zone>> run() {
    if (auto begun = replace_soa(); !begun) return std::unexpected(begun.error());
    for (NodeId node = 0; node < zone_.node_count(); ++node)
      if (auto done = take_node(node); !done) return std::unexpected(done.error());
    for (; !added_.is_at_end(); added_.advance()) add(*added_);
    if (!removed_.is_at_end()) return lacks(*removed_);
    return finish();
  }

 private:
  using Done = base::Result<void>;

  static std::unexpected<base::Error> lacks(const OwnedRecord& record) {
    return base::fail("the version has no record " + quoted(record) + " to remove");
  }

  // RFC 1995 §4: the SOA of either version leads its list.
  Done replace_soa() {
    if (zone_.serial() != difference_.from)
      return base::fail("the difference is from serial " + std::to_string(difference_.from));
    const auto soa = zone_.find_rrset(kApex, rr::Type::SOA);
    if (!soa || removed_.is_at_end() || added_.is_at_end()) return base::fail("an SOA is missing");
    if (!is_same(*removed_, {zone_.origin(), rr::Type::SOA, soa->ttl(), soa->first_rdata()})) return lacks(*removed_);
    const OwnedRecord& next = *added_;
    if (next.type != rr::Type::SOA || !wire::equal(next.owner, zone_.origin()))
      return base::fail("the first record to add is not the SOA");
    add(next);
    removed_.advance();
    added_.advance();
    return {};
  }

  Done take_node(NodeId node) {
    const wire::NameView name = zone_.name(node);
    for (; added_.compare_owner(name) < 0; added_.advance()) add(*added_);
    const int order = removed_.compare_owner(name);
    if (order < 0) return lacks(*removed_);
    const bool is_touched = order == 0 || added_.is_at(name);
    const std::size_t first = zone_.first_rrset(node);
    for (std::size_t i = first; i < first + zone_.rrset_count(node); ++i) {
      const RRset rrset = zone_.rrset(i);
      if (node == kApex && rrset.type() == rr::Type::SOA) continue;
      for (const Record record : rrset) {
        const OwnedRecord own{name, rrset.type(), rrset.ttl(), record.rdata};
        if (!is_touched) {
          add(own);
        } else if (auto done = take_record(own); !done) {
          return done;
        }
      }
    }
    for (; added_.is_at(name); added_.advance()) add(*added_);
    return removed_.is_at(name) ? Done(lacks(*removed_)) : Done();
  }

  // Of a node that a list names.
  Done take_record(const OwnedRecord& own) {
    for (; added_.is_at(own.owner) && compare_at_owner(*added_, own) < 0; added_.advance()) add(*added_);
    const int order = removed_.is_at(own.owner) ? compare_at_owner(*removed_, own) : 1;
    if (order < 0 || (order == 0 && (*removed_).ttl != own.ttl)) return lacks(*removed_);
    if (order == 0) {
      removed_.advance();
      return {};
    }
    if (added_.is_at(own.owner) && compare_at_owner(*added_, own) == 0)
      return base::fail("the version has the record " + quoted(*added_) + " already");
    add(own);
    return {};
  }

  void add(const OwnedRecord& record) {
    has_room_ = has_room_ && builder_.add(record.owner, record.type, record.ttl, record.rdata, {});
  }

  // What the Builder had to leave out or to change shows that the lists were not as they must be.
  base::Result<std::shared_ptr<const Zone>> finish() {
    if (!has_room_) return base::fail("the zone is too large");
    Built built = std::move(builder_).finish();
    const auto found = [&](Note::Kind kind) { return built.notes.count(kind) > 0; };
    if (found(Note::Kind::OutsideZone)) return base::fail("a record to add is outside of the zone");
    if (found(Note::Kind::Duplicate)) return base::fail("a record to add comes twice");
    if (found(Note::Kind::TtlDiffers)) return base::fail("the records of an RRset have different TTLs afterwards");
    if (found(Note::Kind::RRsetTooLarge)) return base::fail("an RRset does not fit a message afterwards");
    if (built.zone->serial() != difference_.to)
      return base::fail("the SOA to add has not the serial " + std::to_string(difference_.to));
    return built.zone;
  }

  const Zone& zone_;
  const Difference& difference_;
  Cursor removed_;
  Cursor added_;
  Builder builder_;
  bool has_room_ = true;
};

}  // namespace

base::Result<std::shared_ptr<const Zone>> apply(const Zone& zone, const Difference& difference) {
  return Application(zone, difference).run();
}

}  // namespace bailiwick::zone
