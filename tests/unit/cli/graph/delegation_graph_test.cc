// What a picture must show for the circles of the oracle (K01, K05, K11) and how it folds.
#include "cli/graph/delegation_graph.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <list>
#include <string>
#include <vector>

#include "check/reach/world.h"
#include "load/zone_file.h"

using namespace bailiwick;

namespace {

struct ZoneText {
  std::string origin;
  std::string text;
};

std::string picture(std::vector<ZoneText> texts) {
  std::ranges::sort(texts, [](const ZoneText& a, const ZoneText& b) {
    return wire::compare_canonical(*wire::Name::from_text(a.origin), *wire::Name::from_text(b.origin)) < 0;
  });
  std::list<zone::Built> built;
  std::vector<check::ZoneInput> zones;
  for (const ZoneText& each : texts) {
    const wire::Name origin = wire::Name::from_text(each.origin).value();
    auto loaded = load::load_zone_text("$TTL 3600\n@ SOA m.invalid. h.invalid. 1 14400 3600 1209600 3600\n" + each.text,
                                       "", origin);
    built.push_back(std::move(loaded.built.value()));
    zones.push_back({*built.back().zone, built.back().sources, built.back().notes});
  }
  const check::WorldResult world = check::check_world({.zones = zones});
  std::vector<const zone::Zone*> drawn;
  for (const zone::Built& each : built) drawn.push_back(each.zone.get());
  return cli::picture_text(world.graph, drawn);
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

const ZoneText kNorth{"north.example.", "@ NS a.south.test.\na A 192.0.2.1\n"};
const ZoneText kSouth{"south.test.", "@ NS a.north.example.\na A 198.51.100.1\n"};

}  // namespace

TEST_CASE("a healthy zone: its hosts with their addresses, and no circle") {
  const std::string text =
      picture({{"shop.example.", "@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns1 AAAA 2001:db8::1\nns2 A 198.51.100.1\n"}});
  CHECK(count(text, "ns1.shop.example\\n192.0.2.1\\n2001:db8::1") == 1);
  CHECK(count(text, "NS, glue\"") == 2);
  CHECK(count(text, "penwidth=4") == 0);
  CHECK(count(text, "single point of failure") == 0);
  CHECK(count(text, "cannot be found") == 0);
}

TEST_CASE("a circle of two is drawn thick, once round") {
  const std::string text = picture({kNorth, kSouth});
  CHECK(count(text, "penwidth=4") == 4);
  CHECK(count(text, "cannot be found") == 2);
}

TEST_CASE("missing glue and the single host are marked") {
  const std::string missing = picture({{"shop.example.", "@ NS ns1\nwww A 192.0.2.80\n"}});
  CHECK(count(missing, "glue missing") == 1);
  CHECK(count(missing, "no address") == 1);
  const std::string single = picture({{"shop.example.", "@ NS ns1\nns1 A 192.0.2.1\n"}});
  CHECK(count(single, "single point of failure") == 1);
}

TEST_CASE("beyond fifty zones those with least to see are folded, never a circle") {
  std::vector<ZoneText> texts;
  for (int i = 0; i < 120; ++i)
    texts.push_back(
        {"z" + std::to_string(i) + ".example.", "@ NS ns1\n@ NS ns2\nns1 A 192.0.2.1\nns2 A 198.51.100.1\n"});
  texts.push_back(kNorth);
  texts.push_back(kSouth);
  const std::string text = picture(texts);
  CHECK(count(text, "penwidth=4") == 4);
  CHECK(count(text, "and 72 more zones") == 1);
}
