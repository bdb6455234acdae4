// Whatever order records come in, the zone is the same: what is merged, sorted and taken as it is meets here.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "rr/table.h"
#include "support/sanitized.h"
#include "zone/builder.h"

using namespace bailiwick;
using namespace bailiwick::zone;
using rr::Type;

namespace {

wire::Name to_name(std::string_view text) {
  return wire::Name::from_text(text).value();
}

struct Item {
  wire::Name owner;
  Type type;
  std::vector<std::uint8_t> rdata;
  std::uint32_t line;  // its number
};

std::string random_label(std::minstd_rand& random) {
  static constexpr const char* kLabels[] = {"a", "ab", "b", "*", "ns1", "ns2", "NS1", "\\000", "\\001", "z\\.z", "x-1"};
  return kLabels[random() % std::size(kLabels)];
}

std::string random_name(std::minstd_rand& random) {
  std::string text;
  for (auto labels = random() % 4; labels > 0; --labels) text += random_label(random) + '.';
  return text + (random() % 8 == 0 ? "EXAMPLE." : "example.");
}

std::vector<Item> random_items(std::minstd_rand& random, std::size_t count) {
  std::vector<Item> items;
  for (std::uint32_t line = 1; line <= count; ++line) {
    Item item{to_name(random_name(random)), Type::A, {192, 0, 2, static_cast<std::uint8_t>(random() % 8)}, line};
    if (const auto kind = random() % 4; kind == 0) {
      item.type = random() % 2 == 0 ? Type::NS : Type::CNAME;
      const wire::Name target = to_name(random() % 4 == 0 ? "elsewhere.test." : random_name(random));
      item.rdata.assign(target.data(), target.data() + target.size());
    } else if (kind == 1) {
      item.type = static_cast<Type>(65280 + random() % 3);
      item.rdata.assign(random() % 16 == 0 ? 40000 : random() % 5, static_cast<std::uint8_t>(random() % 2));
    }
    items.push_back(std::move(item));
  }
  return items;
}

Built build(const std::vector<Item>& items, std::size_t parts = 1) {
  Builder builder(to_name("example."));
  for (const Item& item : items) CHECK(builder.add(item.owner, item.type, 300, item.rdata, {item.line, 1, 0}));
  return std::move(builder).finish(parts);
}

// By owner, then as they were.
bool by_owner(const Item& a, const Item& b) {
  const int order = wire::compare_canonical(a.owner, b.owner);
  return order != 0 ? order < 0 : a.line < b.line;
}

// A few sequences in the order of their owners.
bool by_type(const Item& a, const Item& b) {
  return a.type != b.type ? a.type < b.type : by_owner(a, b);
}

// All that a zone tells, as text.
std::vector<std::string> describe(const Zone& zone) {
  std::vector<std::string> lines;
  for (NodeId node = 0; node < zone.node_count(); ++node) {
    lines.push_back(wire::to_text(zone.name(node)) + " parent " + std::to_string(zone.parent(node)) + " cover " +
                    std::to_string(zone.cover(node)) + " wildcard " + std::to_string(zone.wildcard(node)));
    for (std::size_t i = 0; i < zone.rrset_count(node); ++i) {
      const RRset rrset = zone.rrset(zone.first_rrset(node) + i);
      for (const Record record : rrset)
        lines.push_back(rr::type_name(rrset.type()) + ' ' + std::to_string(record.target) + ' ' +
                        std::string(record.rdata.begin(), record.rdata.end()));
    }
  }
  return lines;
}

// Records whose case or twins depend on which came first are left out of the comparison of orders.
std::vector<Item> without_twins(std::vector<Item> items) {
  std::vector<Item> kept;
  for (Item& item : items)
    if (std::ranges::none_of(kept, [&](const Item& other) {
          return other.type == item.type && wire::equal(other.owner, item.owner) &&
                 rr::compare_rdata(item.type, other.rdata, item.rdata) == 0;
        }))
      kept.push_back(std::move(item));
  return kept;
}

}  // namespace

TEST_CASE("the order of the records does not show in the zone") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    std::minstd_rand random(seed);
    auto items = random_items(random, 1 + random() % 120);
    std::erase_if(items, [](const Item& item) { return item.rdata.size() > 1000; });  // or they would not fit together
    items = without_twins(std::move(items));
    const auto as_generated = describe(*build(items).zone);
    std::ranges::sort(items, by_owner);
    const auto in_order = describe(*build(items).zone);
    CHECK(in_order == as_generated);
    std::ranges::sort(items, by_type);
    CHECK(describe(*build(items).zone) == in_order);
    std::ranges::rotate(items, items.begin() + static_cast<std::ptrdiff_t>(items.size() / 2));
    CHECK(describe(*build(items).zone) == in_order);
    std::ranges::reverse(items);
    CHECK(describe(*build(items).zone) == in_order);
  }
}

TEST_CASE("each record keeps its place, each twin is noted with the one that was written first") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    std::minstd_rand random(seed);
    auto items = random_items(random, 200);
    if (seed % 3 == 1) std::ranges::sort(items, by_owner);
    if (seed % 3 == 2) std::ranges::sort(items, by_type);
    for (std::uint32_t i = 0; i < items.size(); ++i) items[i].line = i + 1;
    const Built built = build(items);
    const Zone& zone = *built.zone;
    std::size_t in_zone = 0;
    for (NodeId node = 0; node < zone.node_count(); ++node) {
      for (std::size_t i = zone.first_rrset(node), end = i + zone.rrset_count(node); i < end; ++i) {
        const RRset rrset = zone.rrset(i);
        std::size_t number = 0;
        for (const Record record : rrset) {
          const Item& item = items[built.sources.location(i, number++).line - 1];
          CHECK(wire::equal(item.owner, zone.name(node)));
          CHECK(item.type == rrset.type());
          CHECK(std::ranges::equal(item.rdata, record.rdata));
          ++in_zone;
        }
      }
    }
    CHECK(in_zone + built.notes.count(Note::Kind::Duplicate) + built.notes.count(Note::Kind::RRsetTooLarge) >=
          items.size());
    for (const Note& note : built.notes.kept())
      if (note.kind == Note::Kind::Duplicate) CHECK(note.other.line < note.location.line);
  }
}

TEST_CASE("a target has the node that a look-up finds") {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    std::minstd_rand random(seed);
    auto items = random_items(random, 200);
    if (seed % 2 == 0) std::ranges::sort(items, by_owner);
    const Built built = build(items);
    for (std::size_t i = 0; i < built.zone->rrset_count(); ++i) {
      const RRset rrset = built.zone->rrset(i);
      for (const Record record : rrset)
        if (const auto target = rr::target_name(rrset.type(), record.rdata))
          CHECK(record.target == built.zone->find_exact(*target));
    }
  }
}

TEST_CASE("a run of records that outgrows its piece of memory stays whole") {
  Builder builder(to_name("example."));
  const std::vector<std::uint8_t> rdata(3000, 7);
  std::uint32_t line = 0;
  for (const char* owner : {"a.example.", "b.example.", "b.b.example.", "c.example."})
    for (std::uint16_t type = 65280; type < 65280 + 100; ++type)
      CHECK(builder.add(to_name(owner), static_cast<Type>(type), 300, rdata, {++line, 1, 0}));
  const Built built = std::move(builder).finish();
  CHECK(built.zone->node_count() == 5);
  CHECK(built.zone->rrset_count() == 400);
  for (std::size_t i = 0; i < 400; ++i) {
    CHECK(std::ranges::equal(built.zone->rrset(i).first_rdata(), rdata));
    CHECK(built.sources.location(i).line == i + 1);
  }
}

TEST_CASE("a zone laid out in parts is the same as in one piece, with its places and notes") {
  for (unsigned seed = 1; seed <= (support::kSanitized ? 4 : 24); ++seed) {
    std::minstd_rand random(seed);
    auto items = random_items(random, 100 + random() % 2000);  // some chunks of a stream
    if (seed % 4 != 0) std::ranges::sort(items, by_owner);
    if (seed % 4 == 2) std::ranges::rotate(items, items.begin() + static_cast<std::ptrdiff_t>(items.size() / 3));
    if (seed % 4 == 3) std::ranges::sort(items, by_type);
    for (std::uint32_t i = 0; i < items.size(); ++i) items[i].line = i + 1;
    const Built whole = build(items);
    for (const std::size_t parts : {2, 3, 6}) {
      INFO("seed " << seed << ", " << parts << " parts");
      const Built built = build(items, parts);
      REQUIRE(describe(*built.zone) == describe(*whole.zone));
      CHECK(built.zone->record_count() == whole.zone->record_count());
      for (std::size_t i = 0; i < whole.zone->rrset_count(); ++i)
        for (std::size_t record = 0; record < whole.zone->rrset(i).size(); ++record)
          REQUIRE(built.sources.location(i, record).line == whole.sources.location(i, record).line);
      for (NodeId node = 0; node < whole.zone->node_count(); ++node)
        REQUIRE(built.zone->find_exact(whole.zone->name(node)) == whole.zone->find_exact(whole.zone->name(node)));
      for (const auto kind : {Note::Kind::Duplicate, Note::Kind::TtlDiffers, Note::Kind::RRsetTooLarge})
        CHECK(built.notes.count(kind) == whole.notes.count(kind));
      REQUIRE(built.notes.kept().size() == whole.notes.kept().size());
      for (std::size_t i = 0; i < whole.notes.kept().size(); ++i) {
        CHECK(built.notes.kept()[i].location.line == whole.notes.kept()[i].location.line);
        CHECK(built.notes.kept()[i].other.line == whole.notes.kept()[i].other.line);
      }
    }
  }
}
