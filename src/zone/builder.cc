// Names are interned as they come, records appended; finish() then sorts the names once into canonical order, deals the
// records out to them, and works out parents, wildcards, cuts and targets (work at load, copy at query).
#include "zone/builder.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/assert.h"
#include "rr/table.h"

namespace bailiwick::zone {
namespace {

constexpr std::size_t kMaxMessage = 65535;
constexpr std::size_t kMaxRecords = std::numeric_limits<std::uint32_t>::max() - 1;
constexpr std::uint64_t kMaxData = std::uint64_t{1} << 33;

}  // namespace

void Notes::add(Note note) {
  if (++counts_[static_cast<std::size_t>(note.kind)] <= kKept) kept_.push_back(note);
}

Builder::Builder(wire::NameView origin) : origin_(wire::Name(origin).lowered()), files_{std::string()} {
  intern(origin_);
}

std::uint16_t Builder::add_file(std::string path) {
  if (files_.size() > std::numeric_limits<std::uint16_t>::max()) return std::numeric_limits<std::uint16_t>::max();
  files_.push_back(std::move(path));
  return static_cast<std::uint16_t>(files_.size() - 1);
}

bool Builder::add(wire::NameView owner, rr::Type type, std::uint32_t ttl, base::Bytes rdata, Location location) {
  if (!wire::equal(owner, owner_name(last_owner_))) {
    if (!wire::is_at_or_below(owner, origin_)) {
      notes_.add({Note::Kind::OutsideZone, wire::Name(owner), type, location, {}});
      return true;
    }
    last_owner_ = intern(owner);
  }
  if (records_.size() >= kMaxRecords ||
      names_.size() > std::numeric_limits<std::uint32_t>::max() - 2 * wire::kMaxNameSize || data_.size() > kMaxData)
    return false;
  Entry entry{};
  entry.data = data_.size() & 0xffffffffff;
  entry.type = static_cast<std::uint16_t>(type);
  entry.node = last_owner_;
  entry.ttl = ttl;
  entry.location = location;
  std::uint8_t length[2];
  base::store16(length, static_cast<std::uint16_t>(rdata.size()));
  data_.insert(data_.end(), length, length + 2);
  data_.insert(data_.end(), rdata.begin(), rdata.end());
  records_.push_back(entry);
  return true;
}

NodeId Builder::intern(wire::NameView owner) {
  scratch_.assign(owner);
  return intern_hashed(scratch_, scratch_.label_count());
}

// The owner number of the ancestor of `name` with that many labels, made if it is new.
NodeId Builder::intern_hashed(const HashedName& name, std::size_t labels) {
  const wire::NameView wanted = name.ancestor(labels);
  const NodeId known = index_.find(name.hash(labels), [&](NodeId node) {
    const wire::NameView candidate = owner_name(node);
    return candidate.size() == wanted.size() && std::memcmp(candidate.data(), wanted.data(), wanted.size()) == 0;
  });
  if (known != NameIndex::kNone) return known;
  const auto node = static_cast<NodeId>(owners_.size());
  owners_.push_back({static_cast<std::uint32_t>(names_.size()), static_cast<std::uint8_t>(wanted.size())});
  names_.insert(names_.end(), wanted.data(), wanted.data() + wanted.size());
  HashedName rehash;
  index_.insert(name.hash(labels), node, [&](NodeId other) {
    rehash.assign(owner_name(other));
    return rehash.hash();
  });
  return node;
}

base::Bytes Builder::rdata(const Entry& entry) const {
  const std::uint8_t* at = data_.data() + entry.data;
  return {at + 2, base::load16(at)};
}

// RFC 4592 §2.2.2: a name that has only descendants exists too.
void Builder::add_empty_non_terminals() {
  const std::size_t origin_labels = origin_.view().label_count();
  const std::size_t written = owners_.size();
  HashedName name;
  for (NodeId node = 0; node < written; ++node) {
    if (owner_name(node).parent().size() <= origin_.size() || node == kApex) continue;
    name.assign(owner_name(node));
    for (std::size_t labels = name.label_count() - 1; labels > origin_labels; --labels) {
      const std::size_t before = owners_.size();
      intern_hashed(name, labels);
      if (owners_.size() == before) break;  // it was there, and so are its ancestors, now or when its own turn comes
    }
  }
}

void Builder::place_nodes(Zone& zone, const std::vector<NodeId>& order) {
  zone.origin_labels_ = origin_.view().label_count();
  zone.nodes_.reserve(order.size());
  NodeId path[wire::kMaxLabels + 1];  // the latest node of each depth: in canonical order a parent comes just so
  for (NodeId owner : order) {
    const wire::NameView name = owner_name(owner);
    const std::size_t labels = name.label_count();
    const auto node = static_cast<NodeId>(zone.nodes_.size());
    const bool apex = node == kApex;
    zone.nodes_.push_back({.name = owners_[owner].name,
                           .rrsets = 0,
                           .parent = apex ? kNoNode : path[labels - 1],
                           .cover = kNoNode,
                           .wildcard = kNoNode,
                           .rrset_count = 0,
                           .name_size = owners_[owner].size,
                           .flags = 0});
    path[labels] = node;
    zone.max_labels_ = std::max(zone.max_labels_, labels);
    if (!apex && name.is_wildcard()) zone.nodes_[path[labels - 1]].wildcard = node;
  }
  zone.names_ = std::move(names_);
}

void Builder::place_records(Built& built, Zone& zone, const std::vector<NodeId>& rank) {
  std::vector<std::uint32_t> start(zone.nodes_.size() + 1);
  for (Entry& entry : records_) {
    entry.node = rank[entry.node];
    ++start[entry.node + 1];
  }
  for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
  std::vector<Entry> sorted(records_.size());
  {
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    for (const Entry& entry : records_) sorted[next[entry.node]++] = entry;
    std::vector<Entry>().swap(records_);
  }
  built.sources.locations_.reserve(sorted.size());
  zone.data_.reserve(data_.size() + data_.size() / 4);
  for (NodeId node = 0; node < zone.nodes_.size(); ++node) {
    const std::span<Entry> entries(sorted.data() + start[node], start[node + 1] - start[node]);
    std::ranges::sort(entries, [this](const Entry& a, const Entry& b) {
      if (a.type != b.type) return a.type < b.type;
      const int order = rr::compare_rdata(static_cast<rr::Type>(a.type), rdata(a), rdata(b));
      return order != 0 ? order < 0 : a.data < b.data;  // twins in the order they were written
    });
    zone.nodes_[node].rrsets = static_cast<std::uint32_t>(zone.rrsets_.size());
    for (std::size_t at = 0; at < entries.size();) {
      std::size_t end = at + 1;
      while (end < entries.size() && entries[end].type == entries[at].type) ++end;
      place_rrset(built, zone, entries.subspan(at, end - at));
      at = end;
    }
    zone.nodes_[node].rrset_count = static_cast<std::uint16_t>(zone.rrsets_.size() - zone.nodes_[node].rrsets);
  }
}

// One RRset: twins left out, the smallest TTL for all, no more than a message can hold.
void Builder::place_rrset(Built& built, Zone& zone, std::span<Entry> entries) {
  const auto type = static_cast<rr::Type>(entries[0].type);
  const wire::NameView owner = zone.name(entries[0].node);
  const auto note = [&](Note::Kind kind, const Entry& entry, const Entry& other) {
    notes_.add({kind, wire::Name(owner), type, entry.location, other.location});
  };
  std::size_t kept = 0;
  std::size_t message = 12 + owner.size() + 4 + 11;  // header, question, OPT
  std::size_t wire_size = 0;
  std::uint32_t ttl = entries[0].ttl;
  for (const Entry& entry : entries) {
    if (kept > 0 && rr::compare_rdata(type, rdata(entry), rdata(entries[kept - 1])) == 0) {
      note(Note::Kind::Duplicate, entry, entries[kept - 1]);
      continue;
    }
    message += 2 + 10 + rdata(entry).size();
    if (message > kMaxMessage) {
      note(Note::Kind::RRsetTooLarge, entry, entries[0]);
      if (kept > 0) break;
      continue;
    }
    if (entry.ttl != entries[0].ttl) note(Note::Kind::TtlDiffers, entry, entries[0]);
    ttl = std::min(ttl, entry.ttl);
    wire_size += 2 + rdata(entry).size();
    entries[kept++] = entry;
  }
  if (kept == 0) return;

  zone.data_.resize((zone.data_.size() + 3) / 4 * 4);
  zone.rrsets_.push_back({.type = type,
                          .count = static_cast<std::uint16_t>(kept),
                          .ttl = ttl,
                          .data = static_cast<std::uint32_t>(zone.data_.size() / 4),
                          .size = static_cast<std::uint32_t>(wire_size)});
  const rr::TypeInfo* info = rr::find_type(type);
  if (info != nullptr && info->target >= 0) zone.data_.resize(zone.data_.size() + kept * sizeof(NodeId), 0xff);
  built.sources.first_.push_back(static_cast<std::uint32_t>(built.sources.locations_.size()));
  for (const Entry& entry : entries.first(kept)) {
    const std::uint8_t* at = data_.data() + entry.data;
    zone.data_.insert(zone.data_.end(), at, at + 2 + base::load16(at));
    built.sources.locations_.push_back(entry.location);
  }
  zone.record_count_ += kept;
}

Built Builder::finish() && {
  Built built;
  auto zone = std::make_shared<Zone>();
  add_empty_non_terminals();
  const std::vector<NodeId> order = canonical_order();
  BAILIWICK_ASSERT(order.front() == kApex);
  std::vector<NodeId> rank(order.size());
  for (NodeId i = 0; i < order.size(); ++i) rank[order[i]] = i;
  place_nodes(*zone, order);
  place_records(built, *zone, rank);
  std::vector<std::uint8_t>().swap(data_);
  index_.renumber(rank);
  zone->index_ = std::move(index_);
  link_nodes(*zone);
  link_targets(*zone);
  zone->data_.shrink_to_fit();
  zone->rrsets_.shrink_to_fit();
  zone->names_.shrink_to_fit();
  built.sources.files_ = std::move(files_);
  built.notes = std::move(notes_);
  built.zone = std::move(zone);
  return built;
}

}  // namespace bailiwick::zone
