#include "answer/zone_set.h"

#include <doctest/doctest.h>

#include "zone/builder.h"

using namespace bailiwick;
using answer::ZoneSet;

namespace {

wire::Name name(std::string_view text) {
  return wire::Name::from_text(text).value();
}

}  // namespace

TEST_CASE("a zone set finds the zone with the longest origin") {
  zone::Builder builder(name("example."));
  const std::uint8_t address[] = {192, 0, 2, 1};
  REQUIRE(builder.add(name("www.example."), rr::Type::A, 300, address, {}));
  const zone::Built built = std::move(builder).finish();
  const ZoneSet set({{name("example."), built.zone}, {name("Sub.example."), nullptr}});
  CHECK(set.served_count() == 1);
  CHECK(set.find(zone::HashedName(name("www.example."))) == &set.entries()[0]);
  CHECK(set.find(zone::HashedName(name("x.sub.example."))) == &set.entries()[1]);
  CHECK(set.find(zone::HashedName(name("sub.example.")), 2) == &set.entries()[0]);  // the parent side
  CHECK(set.find(zone::HashedName(name("example.net."))) == nullptr);
  CHECK(set.find_origin(name("EXAMPLE.")) == &set.entries()[0]);
  CHECK(set.find_origin(name("www.example.")) == nullptr);
  CHECK(ZoneSet().find(zone::HashedName(name("."))) == nullptr);
}
