#include "answer/zone_set.h"

#include <algorithm>
#include <utility>

namespace bailiwick::answer {

ZoneSet::ZoneSet(std::vector<Entry> entries) {
  auto list = std::make_shared<List>(entries.size());
  zone::HashedName name;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    list->origins.push_back(entries[i].origin.lowered());
    name.assign(list->origins[i]);
    list->max_labels = std::max(list->max_labels, name.label_count());
    list->index.insert(name.hash(), i,
                       [&](std::uint32_t other) { return zone::HashedName(list->origins[other]).hash(); });
  }
  for (std::size_t first = 0; first < entries.size(); first += kChunk) {
    auto chunk = std::make_shared<Chunk>();
    for (std::size_t i = first; i < std::min(first + kChunk, entries.size()); ++i)
      (*chunk)[i - first] = {&list->origins[i], std::move(entries[i].zone), std::move(entries[i].linked)};
    chunks_.push_back(std::move(chunk));
  }
  list_ = std::move(list);
}

ZoneSet ZoneSet::with(std::vector<Change> changes) const {
  ZoneSet next = *this;
  std::ranges::sort(changes, {}, &Change::number);
  for (std::size_t i = 0; i < changes.size();) {
    const std::size_t place = changes[i].number / kChunk;
    auto chunk = std::make_shared<Chunk>(*chunks_[place]);
    for (; i < changes.size() && changes[i].number / kChunk == place; ++i) {
      Served& served = (*chunk)[changes[i].number % kChunk];
      served.zone = std::move(changes[i].zone);
      served.linked = std::move(changes[i].linked);
    }
    next.chunks_[place] = std::move(chunk);
  }
  return next;
}

const ZoneSet::Served* ZoneSet::find(const zone::HashedName& qname, std::size_t above) const {
  if (above == 0 || chunks_.empty()) return nullptr;
  std::size_t labels = std::min(deepest(qname), above - 1);
  for (;; --labels) {
    const wire::NameView ancestor = qname.ancestor(labels);
    const std::uint32_t number = list_->index.find(qname.hash(labels), [&](std::uint32_t candidate) {
      return wire::equal_lowered(list_->origins[candidate], ancestor);
    });
    if (number != kNone) return &at(number);
    if (labels == 0) return nullptr;
  }
}

std::uint32_t ZoneSet::number_of(wire::NameView origin) const {
  const zone::HashedName name(origin);
  return list_->index.find(name.hash(), [&](std::uint32_t candidate) {
    return wire::equal_lowered(list_->origins[candidate], name.name());
  });
}

const ZoneSet::Served* ZoneSet::find_origin(wire::NameView origin) const {
  const std::uint32_t number = number_of(origin);
  return number == kNone ? nullptr : &at(number);
}

}  // namespace bailiwick::answer
