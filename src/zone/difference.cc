// A record in a list: the octets of its owner's name, with 0 before them where it is that of the record before; type,
// TTL, size of the rdata, rdata. Both versions lie in canonical order, so one walk side by side finds all.
#include "zone/difference.h"

#include <algorithm>
#include <utility>

#include "rr/table.h"

namespace bailiwick::zone {
namespace {

constexpr std::size_t kHead = 8;  // octets of type, TTL and size

// Orders the RRsets of a node as the zone does.
std::uint32_t place_of(rr::Type type, base::Bytes rdata) {
  const std::uint32_t covered = type == rr::Type::RRSIG && rdata.size() >= 2 ? base::load16(rdata.data()) : 0;
  return static_cast<std::uint32_t>(type) << 16 | covered;
}

std::uint32_t place_of(const RRset& rrset) {
  return place_of(rrset.type(), rrset.first_rdata());
}

bool is_soa_first(const OwnedRecord& a, const OwnedRecord& b) {
  if ((a.type == rr::Type::SOA) != (b.type == rr::Type::SOA)) return a.type == rr::Type::SOA;
  if (const int order = wire::compare_canonical(a.owner, b.owner); order != 0) return order < 0;
  const std::uint32_t place_a = place_of(a.type, a.rdata);
  const std::uint32_t place_b = place_of(b.type, b.rdata);
  return place_a != place_b ? place_a < place_b : rr::compare_rdata(a.type, a.rdata, b.rdata) < 0;
}

int compare_names(wire::NameView a, wire::NameView b) {
  return wire::equal_lowered(a, b) ? 0 : wire::compare_canonical(a, b);
}

// Calls removed(node, rrset, record) and added() for what only one of two zones has.
template <class Removed, class Added>
class Walk {
 public:
  Walk(const Zone& from, const Zone& to, const Removed& removed, const Added& added)
      : from_(from), to_(to), removed_(removed), added_(added) {}

  void run() const {
    NodeId x = 0;
    NodeId y = 0;
    while (x < from_.node_count() || y < to_.node_count()) {
      const int order = x == from_.node_count() ? 1
                        : y == to_.node_count() ? -1
                                                : compare_names(from_.name(x), to_.name(y));
      if (order < 0) {
        give_node(from_, x++, removed_);
      } else if (order > 0) {
        give_node(to_, y++, added_);
      } else {
        compare_nodes(x++, y++);
      }
    }
  }

 private:
  template <class Give>
  static void give_rrset(NodeId node, const RRset& rrset, const Give& give) {
    for (const Record record : rrset) give(node, rrset, record);
  }

  template <class Give>
  static void give_node(const Zone& zone, NodeId node, const Give& give) {
    const std::size_t first = zone.first_rrset(node);
    for (std::size_t i = first; i < first + zone.rrset_count(node); ++i) give_rrset(node, zone.rrset(i), give);
  }

  void compare_nodes(NodeId x, NodeId y) const {
    std::size_t i = from_.first_rrset(x);
    std::size_t j = to_.first_rrset(y);
    const std::size_t end_i = i + from_.rrset_count(x);
    const std::size_t end_j = j + to_.rrset_count(y);
    while (i < end_i && j < end_j) {
      const RRset a = from_.rrset(i);
      const RRset b = to_.rrset(j);
      const std::uint32_t place_a = place_of(a);
      const std::uint32_t place_b = place_of(b);
      if (place_a == place_b) compare_rrsets(x, a, y, b);
      if (place_a < place_b) give_rrset(x, a, removed_);
      if (place_b < place_a) give_rrset(y, b, added_);
      i += place_a <= place_b ? 1 : 0;
      j += place_b <= place_a ? 1 : 0;
    }
    for (; i < end_i; ++i) give_rrset(x, from_.rrset(i), removed_);
    for (; j < end_j; ++j) give_rrset(y, to_.rrset(j), added_);
  }

  void compare_rrsets(NodeId x, const RRset& a, NodeId y, const RRset& b) const {
    if (a.ttl() != b.ttl()) {
      give_rrset(x, a, removed_);
      give_rrset(y, b, added_);
      return;
    }
    auto in_a = a.begin();
    auto in_b = b.begin();
    while (in_a != a.end() || in_b != b.end()) {
      const int order = in_a == a.end()   ? 1
                        : in_b == b.end() ? -1
                                          : rr::compare_rdata(a.type(), (*in_a).rdata, (*in_b).rdata);
      const bool is_same = order == 0 && std::ranges::equal((*in_a).rdata, (*in_b).rdata);
      if (order <= 0) {
        if (!is_same) removed_(x, a, *in_a);
        ++in_a;
      }
      if (order >= 0) {
        if (!is_same) added_(y, b, *in_b);
        ++in_b;
      }
    }
  }

  const Zone& from_;
  const Zone& to_;
  const Removed& removed_;
  const Added& added_;
};

void add_soa(RecordList& list, const Zone& zone) {
  const auto soa = zone.find_rrset(kApex, rr::Type::SOA);
  if (soa) list.add(zone.origin(), rr::Type::SOA, soa->ttl(), soa->first_rdata());
}

}  // namespace

void RecordList::add(wire::NameView owner, rr::Type type, std::uint32_t ttl, base::Bytes rdata) {
  const bool is_same =
      count_ > 0 && std::ranges::equal(base::Bytes(&octets_[owner_], octets_[owner_ - 1]), owner.bytes());
  octets_.push_back(is_same ? std::uint8_t{0} : static_cast<std::uint8_t>(owner.size()));
  if (!is_same) {
    owner_ = octets_.size();
    octets_.insert(octets_.end(), owner.bytes().begin(), owner.bytes().end());
  }
  const std::size_t head = octets_.size();
  octets_.resize(head + kHead);
  base::store16(&octets_[head], static_cast<std::uint16_t>(type));
  base::store32(&octets_[head + 2], ttl);
  base::store16(&octets_[head + 6], static_cast<std::uint16_t>(rdata.size()));
  octets_.insert(octets_.end(), rdata.begin(), rdata.end());
  ++count_;
}

void RecordList::Iterator::read() {
  if (at_ == end_) return;
  const std::uint8_t* at = at_;
  const std::size_t name = *at++;
  if (name > 0) record_.owner = {at, name};
  at += name;
  record_.type = static_cast<rr::Type>(base::load16(at));
  record_.ttl = base::load32(at + 2);
  record_.rdata = {at + kHead, base::load16(at + 6)};
}

void RecordList::sort() {
  std::vector<OwnedRecord> records;
  records.reserve(count_);
  for (const OwnedRecord& record : *this) records.push_back(record);
  if (std::ranges::is_sorted(records, is_soa_first)) return;
  std::ranges::sort(records, is_soa_first);
  RecordList sorted;
  for (const OwnedRecord& record : records) sorted.add(record.owner, record.type, record.ttl, record.rdata);
  *this = std::move(sorted);
}

Difference diff(const Zone& from, const Zone& to) {
  Difference difference{.from = from.serial().value_or(0), .to = to.serial().value_or(0), .removed = {}, .added = {}};
  add_soa(difference.removed, from);
  add_soa(difference.added, to);
  const auto add_to = [](RecordList& list, const Zone& zone) {
    return [&list, &zone](NodeId node, const RRset& rrset, const Record& record) {
      if (node == kApex && rrset.type() == rr::Type::SOA) return;
      list.add(zone.name(node), rrset.type(), rrset.ttl(), record.rdata);
    };
  };
  const auto removed = add_to(difference.removed, from);
  const auto added = add_to(difference.added, to);
  Walk(from, to, removed, added).run();
  return difference;
}

ChangeCount count_changes(const Zone& from, const Zone& to) {
  ChangeCount count;
  const auto removed = [&](NodeId, const RRset&, const Record&) { ++count.removed; };
  const auto added = [&](NodeId, const RRset&, const Record&) { ++count.added; };
  Walk(from, to, removed, added).run();
  return count;
}

}  // namespace bailiwick::zone
