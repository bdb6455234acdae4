#include "answer/zone_set.h"

#include <doctest/doctest.h>

#include "zone/builder.h"

using namespace bailiwick;
using answer::ZoneSet;

namespace {

wire::Name origin(std::string_view text) {
  return wire::Name::from_text(text).value();
}

}  // namespace

TEST_CASE("a zone set finds the zone with the longest origin") {
  zone::Builder builder(origin("example."));
  const std::uint8_t address[] = {192, 0, 2, 1};
  REQUIRE(builder.add(origin("www.example."), rr::Type::A, 300, address, {}));
  const zone::Built built = std::move(builder).finish();
  const ZoneSet set({{origin("example."), built.zone}, {origin("Sub.example."), nullptr}});
  CHECK(set.find(zone::HashedName(origin("www.example."))) == &set.at(0));
  CHECK(set.find(zone::HashedName(origin("x.sub.example."))) == &set.at(1));
  CHECK(set.find(zone::HashedName(origin("sub.example.")), 2) == &set.at(0));  // the parent side
  CHECK(set.find(zone::HashedName(origin("example.net."))) == nullptr);
  CHECK(set.find_origin(origin("EXAMPLE.")) == &set.at(0));
  CHECK(set.find_origin(origin("www.example.")) == nullptr);
  CHECK(ZoneSet().find(zone::HashedName(origin("."))) == nullptr);
}

TEST_CASE("another version of one zone shares all chunks but its own") {
  std::vector<ZoneSet::Entry> entries;
  for (int i = 0; i < 1000; ++i) entries.push_back({origin("z" + std::to_string(i) + ".example."), nullptr});
  const ZoneSet before(std::move(entries));
  zone::Builder builder(origin("z300.example."));
  const auto zone = std::move(builder).finish().zone;
  const ZoneSet after = before.with({{before.number_of(origin("Z300.example.")), zone, nullptr}});
  REQUIRE(after.size() == 1000);
  CHECK(after.find_origin(origin("z300.example."))->zone == zone);
  CHECK(before.find_origin(origin("z300.example."))->zone == nullptr);
  for (std::size_t i = 0; i < 1000; ++i) {
    CAPTURE(i);
    CHECK(after.at(i).origin == before.at(i).origin);  // the list of names is the same one
    CHECK((&after.at(i) == &before.at(i)) == (i / 256 != 300 / 256));
    CHECK((after.at(i).zone != nullptr) == (i == 300));
  }
}
