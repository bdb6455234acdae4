#include "zone/assembler.h"

#include <algorithm>
#include <functional>

#include "base/assert.h"
#include "base/pool.h"
#include "rr/table.h"

namespace bailiwick::zone {
namespace {

constexpr std::size_t kMaxMessage = 65535;
constexpr std::size_t kNodesWorthThread = 50'000;

// Signatures of different types are no RRset together: each has the TTL of what it signs (RFC 4034 §3).
bool are_of_one_rrset(const RecordStream::Record& a, const RecordStream::Record& b) {
  if (a.type != b.type) return false;
  return a.type != rr::Type::RRSIG || base::load16(a.rdata.data()) == base::load16(b.rdata.data());
}

template <class Item>
void append_all(base::LargeArray<Item>& all, base::LargeArray<Item>& more) {
  more.drain([&all](std::span<const Item> some) { all.append(some.data(), some.size()); });
}

}  // namespace

Assembler::Assembler(Zone& zone, SourceMap& sources, Notes& notes, wire::NameView origin)
    : zone_(zone), sources_(sources), notes_(notes) {
  const HashedName hashed(origin);
  zone_.origin_labels_ = zone_.max_labels_ = hashed.label_count();
  hash_[zone_.origin_labels_] = hashed.hash();
  path_.assign(origin);
  append_node(zone_.origin_labels_, place_name(path_, 0));
}

void Assembler::reserve(const Extent& extent) {
  zone_.nodes_.reserve(extent.runs + 1);
  hashes_.reserve(extent.runs + 1);
  zone_.rrsets_.reserve(extent.records);
  zone_.names_.reserve(extent.name_octets + wire::kMaxNameSize);
  // Each record has two octets of length and may have a target, each RRset starts at a multiple of four.
  zone_.data_.reserve(extent.rdata_octets + extent.records * (2 + sizeof(NodeId) + 3));
  sources_.first_.reserve(extent.records);
  sources_.locations_.reserve(extent.records);
}

void Assembler::add(RecordStream::Run run) {
  NamePath path;
  path.assign(run.owner());
  const NamePath::Step step = NamePath::compare(path_, path, zone_.origin_labels_);
  if (step.order != 0) {
    BAILIWICK_ASSERT(step.order < 0);
    finish_node();
    begin_node(path, step.shared);
  }
  run.for_each([this](const RecordStream::Record& record) { entries_.push_back({record, entries_.size()}); });
}

// The node of `path` and, above it, those of the empty non-terminals that no record is written for (RFC 4592 §2.2.2).
void Assembler::begin_node(const NamePath& path, std::size_t shared) {
  const std::uint32_t name = place_name(path, shared);
  for (std::size_t labels = shared + 1; labels <= path.label_count(); ++labels) {
    hash_[labels] = HashedName::hash_below(hash_[labels - 1], path.label(labels));
    append_node(labels, static_cast<std::uint32_t>(name + path.offset(labels)));
  }
  path_ = path;
}

// Where the name now stands. A name right below the one before is put around it, so that both share their octets.
std::uint32_t Assembler::place_name(const NamePath& path, std::size_t shared) {
  auto& names = zone_.names_;
  const wire::NameView name = path.name();
  const bool is_below_last = !zone_.nodes_.empty() && shared == path_.label_count();
  if (!is_below_last) {
    last_name_ = names.size();
    names.append(name.data(), name.size());
    return static_cast<std::uint32_t>(last_name_);
  }
  const std::size_t more = path.offset(shared);
  names.insert(last_name_, name.data(), more);
  for (std::size_t labels = shared + 1; labels-- > zone_.origin_labels_;) {
    Zone::Node& node = zone_.nodes_[nodes_[labels]];
    if (node.name < last_name_) break;
    node.name += static_cast<std::uint32_t>(more);
  }
  return static_cast<std::uint32_t>(last_name_);
}

void Assembler::append_node(std::size_t labels, std::uint32_t name) {
  const auto node = static_cast<NodeId>(zone_.nodes_.size());
  const wire::NameView view(zone_.names_.data() + name, zone_.names_.size() - name);
  const bool is_apex = node == kApex;
  zone_.nodes_.push_back({.name = name,
                          .rrsets = static_cast<std::uint32_t>(zone_.rrsets_.size()),
                          .parent = is_apex ? kNoNode : nodes_[labels - 1],
                          .cover = kNoNode,
                          .rrset_count = 0,
                          .name_size = static_cast<std::uint8_t>(view.size()),
                          .flags = 0});
  hashes_.push_back(hash_[labels]);
  nodes_[labels] = node;
  zone_.max_labels_ = std::max(zone_.max_labels_, labels);
  if (is_apex || !view.is_wildcard()) return;
  zone_.nodes_[nodes_[labels - 1]].flags |= Zone::kHasWildcard;
  zone_.wildcards_.push_back({.above = nodes_[labels - 1], .node = node});
}

bool Assembler::Entry::operator<(const Entry& other) const {
  if (type != other.type) return type < other.type;
  const int order = rr::compare_rdata(type, rdata, other.rdata);
  return order != 0 ? order < 0 : number < other.number;
}

void Assembler::finish_node() {
  if (!std::ranges::is_sorted(entries_, std::less<>())) std::ranges::sort(entries_, std::less<>());
  const std::span<Entry> entries(entries_);
  for (std::size_t at = 0; at < entries.size();) {
    std::size_t end = at + 1;
    while (end < entries.size() && are_of_one_rrset(entries[at], entries[end])) ++end;
    place_rrset(entries.subspan(at, end - at));
    at = end;
  }
  Zone::Node& node = zone_.nodes_.back();
  node.rrset_count = static_cast<std::uint16_t>(zone_.rrsets_.size() - node.rrsets);
  entries_.clear();
}

// One RRset: twins left out, the smallest TTL for all, no more than a message can hold.
void Assembler::place_rrset(std::span<Entry> entries) {
  const rr::Type type = entries[0].type;
  const Entry first = entries[0];
  std::size_t kept = 0;
  std::size_t message = 12 + path_.name().size() + 4 + 11;  // header, question, OPT
  std::uint32_t ttl = first.ttl;
  for (const Entry& entry : entries) {
    if (kept > 0 && rr::compare_rdata(type, entry.rdata, entries[kept - 1].rdata) == 0) {
      note(Note::Kind::Duplicate, entry, entries[kept - 1]);
      continue;
    }
    message += 2 + 10 + entry.rdata.size();
    if (message > kMaxMessage) {
      note(Note::Kind::RRsetTooLarge, entry, first);
      if (kept > 0) break;
      continue;
    }
    if (entry.ttl != first.ttl) note(Note::Kind::TtlDiffers, entry, first);
    ttl = std::min(ttl, entry.ttl);
    entries[kept++] = entry;
  }
  if (kept > 0) place_data(type, entries.first(kept), ttl);
}

void Assembler::place_data(rr::Type type, std::span<const Entry> entries, std::uint32_t ttl) {
  auto& data = zone_.data_;
  data.resize((data.size() + 3) / 4 * 4);
  zone_.rrsets_.push_back({.type = type,
                           .count = static_cast<std::uint16_t>(entries.size()),
                           .ttl = ttl,
                           .data = static_cast<std::uint32_t>(data.size() / 4)});
  const rr::TypeInfo* info = rr::find_type(type);
  if (info != nullptr && info->target >= 0) data.resize(data.size() + entries.size() * sizeof(NodeId), 0xff);
  sources_.first_.push_back(static_cast<std::uint32_t>(sources_.locations_.size()));
  for (const Entry& entry : entries) {
    std::uint8_t length[2];
    base::store16(length, static_cast<std::uint16_t>(entry.rdata.size()));
    data.append(length, sizeof length);
    data.append(entry.rdata.data(), entry.rdata.size());
    sources_.locations_.push_back(entry.location);
  }
  zone_.record_count_ += entries.size();
  zone_.signed_ |= type == rr::Type::RRSIG;
}

void Assembler::note(Note::Kind kind, const Entry& entry, const Entry& other) {
  notes_.add({kind, wire::Name(path_.name()), entry.type, entry.location, other.location});
}

void Assembler::close() {
  finish_node();
  zone_.data_.resize((zone_.data_.size() + 3) / 4 * 4);
}

void Assembler::append(Assembler& next) {
  Zone& from = next.zone_;
  const auto names = static_cast<std::uint32_t>(zone_.names_.size());
  const auto rrsets = static_cast<std::uint32_t>(zone_.rrsets_.size());
  const auto data = static_cast<std::uint32_t>(zone_.data_.size() / 4);
  const auto locations = static_cast<std::uint32_t>(sources_.locations_.size());
  const auto nodes = static_cast<NodeId>(zone_.nodes_.size() - 1);
  const auto moved = [nodes](NodeId node) { return node == kApex ? node : node + nodes; };
  zone_.nodes_[kApex].flags |= from.nodes_[kApex].flags & Zone::kHasWildcard;
  for (const Zone::Wildcard wildcard : from.wildcards_)
    zone_.wildcards_.push_back({.above = moved(wildcard.above), .node = moved(wildcard.node)});
  // Piece by piece, so that what is here and what is there are not in memory twice.
  from.nodes_.drain([&](std::span<const Zone::Node> some) {
    for (Zone::Node node : some) {
      if (node.parent == kNoNode) continue;  // the apex
      node.name += names;
      node.rrsets += rrsets;
      node.parent = moved(node.parent);
      zone_.nodes_.push_back(node);
    }
  });
  from.rrsets_.drain([&](std::span<const RRset::Header> some) {
    for (RRset::Header header : some) {
      header.data += data;
      zone_.rrsets_.push_back(header);
    }
  });
  next.sources_.first_.drain([&](std::span<const std::uint32_t> some) {
    for (const std::uint32_t first : some) sources_.first_.push_back(first + locations);
  });
  append_all(zone_.names_, from.names_);
  append_all(zone_.data_, from.data_);
  append_all(sources_.locations_, next.sources_.locations_);
  hashes_.append(next.hashes_.data() + 1, next.hashes_.size() - 1);
  base::LargeArray<std::uint64_t>().swap(next.hashes_);
  notes_.append(std::move(next.notes_));
  zone_.record_count_ += from.record_count_;
  zone_.signed_ |= from.signed_;
  zone_.max_labels_ = std::max(zone_.max_labels_, from.max_labels_);
  from = Zone();
  next.sources_ = SourceMap();
}

void Assembler::finish() {
  std::ranges::sort(zone_.wildcards_, std::less<>(), &Zone::Wildcard::above);
  const std::size_t parts = std::clamp<std::size_t>(zone_.nodes_.size() / kNodesWorthThread, 1, base::core_count());
  const auto first_of = [&](std::size_t part) { return static_cast<NodeId>(zone_.nodes_.size() * part / parts); };
  const auto steps = std::array{&Assembler::index_nodes, &Assembler::link_nodes};
  if (parts == 1)
    for (const auto step : steps) (this->*step)();
  else
    base::in_parallel(steps.size(), [&](std::size_t i) { (this->*steps[i])(); });
  base::in_parallel(parts, [&](std::size_t part) { link_targets(first_of(part), first_of(part + 1)); });
  // What was reserved for a large zone and not used has never been touched: it costs no memory.
  constexpr std::size_t kSmall = std::size_t{1} << 20;
  if (zone_.data_.capacity() <= kSmall) {
    zone_.nodes_.shrink_to_fit();
    zone_.rrsets_.shrink_to_fit();
    zone_.names_.shrink_to_fit();
    zone_.data_.shrink_to_fit();
  }
  zone_.nsec_chain_ = NsecChain(zone_);
  zone_.nsec3_chain_ = Nsec3Chain(zone_);  // keeps a view of the data, which now stays where it is
}

// Where each slot lies in memory is random: it is asked for some nodes ahead.
void Assembler::index_nodes() {
  constexpr std::size_t kAhead = 16;
  zone_.index_.reserve(hashes_.size());
  for (std::size_t node = 0; node < hashes_.size(); ++node) {
    if (node + kAhead < hashes_.size()) zone_.index_.prefetch(hashes_[node + kAhead]);
    zone_.index_.insert(hashes_[node], static_cast<NodeId>(node));
  }
  base::LargeArray<std::uint64_t>().swap(hashes_);
}

}  // namespace bailiwick::zone
