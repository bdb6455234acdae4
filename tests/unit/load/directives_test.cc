// $ORIGIN, $TTL, $INCLUDE (RFC 1035 §5.1, RFC 2308 §4) and $GENERATE.
#include "load/generate.h"
#include "load/ttl.h"
#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

Lines load_file(const std::string& path) {
  const auto loaded = load::load_zone_file(path, name("example.com."));
  CHECK(report(loaded.findings) == "");
  return records(*loaded.built->zone);
}

std::string expanded(std::string_view text, std::uint32_t number) {
  std::string out;
  const auto result = load::expand(text, number, out);
  return result ? out : "error: " + result.error();
}

}  // namespace

TEST_CASE("times take units") {
  const auto seconds = [](std::string_view text) { return load::parse_time(text).seconds; };
  CHECK(seconds("0") == 0);
  CHECK(seconds("4294967295") == 4294967295u);
  CHECK(seconds("1h30m") == 5400);
  CHECK(seconds("1W2d3H4m5S") == 604800 + 2 * 86400 + 3 * 3600 + 4 * 60 + 5);
  CHECK(seconds("1h5") == 3605);
  for (std::string_view text : {"", "h", "1hh", "1y", "-1", "1 h"})
    CHECK(load::parse_time(text).state == load::Time::State::NotATime);
  for (std::string_view text : {"4294967296", "7102w", "99999999999999999999999999w", "1w4294967295"})
    CHECK(load::parse_time(text).state == load::Time::State::TooLarge);
}

TEST_CASE("$ORIGIN changes what relative names end in, and may be relative") {
  const auto loaded =
      load_text("$TTL 1\na A 192.0.2.1\n$ORIGIN sub\na A 192.0.2.2\n$origin x.example.com. ; remark\n@ A 192.0.2.3\n");
  CHECK(report(loaded.findings) == "");
  CHECK(records(*loaded.built->zone) ==
        Lines{"a.example.com. 1 A c0000201", "a.sub.example.com. 1 A c0000202", "x.example.com. 1 A c0000203"});
}

TEST_CASE("an owner left out behind $ORIGIN is still the old one, with a warning") {
  const auto loaded = load_text("$TTL 1\na A 192.0.2.1\n$ORIGIN sub\n A 192.0.2.2\n A 192.0.2.3\n");
  CHECK(places(loaded.findings) == Lines{"4:2 S06 warning"});
  CHECK(records(*loaded.built->zone).back() == "a.example.com. 1 A c0000203");
}

TEST_CASE("$TTL holds from where it stands") {
  const auto loaded = load_text("$TTL 1h\na A 192.0.2.1\n$TTL 2\nb A 192.0.2.1\nc 3 A 192.0.2.1\nd A 192.0.2.1\n");
  CHECK(records(*loaded.built->zone) == Lines{"a.example.com. 3600 A c0000201", "b.example.com. 2 A c0000201",
                                              "c.example.com. 3 A c0000201", "d.example.com. 2 A c0000201"});
}

TEST_CASE("$INCLUDE starts beside the including file; origin and owner are restored behind it") {
  const TempDir dir;
  dir.write("sub/inner.zone", "c A 192.0.2.3\n$ORIGIN other.example.com.\nd A 192.0.2.4\n");
  dir.write("sub/with space.zone", " A 192.0.2.9\nb A 192.0.2.2\n$INCLUDE inner.zone in\n A 192.0.2.5\n");
  const std::string path = dir.write("main.zone",
                                     "$TTL 1\na A 192.0.2.1\n$INCLUDE \"sub/with space.zone\" ; remark\n"
                                     " A 192.0.2.6\n$INCLUDE " +
                                         dir.path("sub/inner.zone") + "\ne A 192.0.2.7\n");
  CHECK(load_file(path) ==
        Lines{"a.example.com. 1 A c0000201", "a.example.com. 1 A c0000206", "a.example.com. 1 A c0000209",
              "b.example.com. 1 A c0000202", "b.example.com. 1 A c0000205", "c.example.com. 1 A c0000203",
              "e.example.com. 1 A c0000207", "c.in.example.com. 1 A c0000203", "d.other.example.com. 1 A c0000204"});
}

TEST_CASE("a finding in an included file says how it was reached") {
  const TempDir dir;
  const std::string inner = dir.write("inner.zone", "ok A 192.0.2.1\nbad A x\n");
  const std::string outer = dir.write("outer.zone", "$TTL 1\n\n$INCLUDE inner.zone\n");
  const auto loaded = load::load_zone_file(outer, name("example.com."));
  REQUIRE(loaded.findings.kept().size() == 1);
  const auto& found = loaded.findings.kept()[0].places;
  REQUIRE(found.size() == 2);
  CHECK(base::place_text(found[0]) == inner + ":2:7");
  CHECK(base::place_text(found[1]) == outer + ":3:10");
}

TEST_CASE("loops and depths over 10 are errors at their line") {
  const TempDir dir;
  const std::string self = dir.write("self.zone", "$TTL 1\n$INCLUDE ./self.zone\na A 192.0.2.1\n");
  auto loaded = load::load_zone_file(self, name("example.com."));
  CHECK(places(loaded.findings) == Lines{"2:10 S07 fatal"});
  CHECK(loaded.built->zone->record_count() == 1);
  dir.write("one.zone", "$INCLUDE two.zone\n");
  dir.write("two.zone", "\n$INCLUDE one.zone\n");
  loaded = load::load_zone_file(dir.path("one.zone"), name("example.com."));
  CHECK(places(loaded.findings) == Lines{"2:10 S07 fatal"});
  for (int i = 0; i < 12; ++i)
    dir.write(std::to_string(i), "a" + std::to_string(i) + " 1 A 192.0.2.1\n$INCLUDE " + std::to_string(i + 1) + "\n");
  loaded = load::load_zone_file(dir.path("0"), name("example.com."));
  CHECK(places(loaded.findings) == Lines{"2:10 S07 fatal"});
  CHECK(loaded.findings.kept()[0].places[0].file == dir.path("10"));
  CHECK(loaded.built->zone->record_count() == 11);
  dir.write("10", "a10 1 A 192.0.2.1\n");
  CHECK(load_file(dir.path("0")).size() == 11);
}

TEST_CASE("text without a path includes nothing") {
  const auto loaded = load::load_zone_text("$INCLUDE /etc/passwd\n", "", name("example.com."));
  CHECK(places(loaded.findings) == Lines{"1:1 S07 fatal"});
}

TEST_CASE("$GENERATE puts a number into both sides") {
  const auto loaded = load_text(
      "$TTL 1\n$GENERATE 1-3 h$ A 192.0.2.$\n$GENERATE 0-4/2 ${8,3} 5 IN CNAME h${-0,0,d}.x\n"
      "$GENERATE 1-1 t TXT \"a $ b\"\n$GENERATE 1-1 m MX \"10 h$\"\n$generate 2-2 p${0,2,x} A 192.0.2.1 ; remark\n");
  CHECK(report(loaded.findings) == "");
  CHECK(records(*loaded.built->zone) == Lines{"008.example.com. 5 CNAME 0268300178076578616d706c6503636f6d00",
                                              "010.example.com. 5 CNAME 0268320178076578616d706c6503636f6d00",
                                              "012.example.com. 5 CNAME 0268340178076578616d706c6503636f6d00",
                                              "h1.example.com. 1 A c0000201", "h2.example.com. 1 A c0000202",
                                              "h3.example.com. 1 A c0000203",
                                              "m.example.com. 1 MX 000a026831076578616d706c6503636f6d00",
                                              "p02.example.com. 1 A c0000201", "t.example.com. 1 TXT 056120312062"});
}

TEST_CASE("templates of $GENERATE are formatted as BIND formats them") {
  CHECK(expanded("a$b$", 7) == "a7b7");
  CHECK(expanded("${10}", 7) == "17");
  CHECK(expanded("${-7}", 7) == "0");
  CHECK(expanded("${0,4}", 7) == "0007");
  CHECK(expanded("${0,4,o}", 8) == "0010");
  CHECK(expanded("${0,4,x}", 255) == "00ff");
  CHECK(expanded("${0,1,X}", 255) == "FF");
  CHECK(expanded("${0,0,n}", 0x1a2b) == "b.2.a.1");
  CHECK(expanded("${0,0,N}", 0x1a2b) == "B.2.A.1");
  CHECK(expanded("${0,7,n}", 0x2b) == "b.2.0.0");
  CHECK(expanded("$$5 \\$ \\\\$", 7) == "$5 \\$ \\\\7");
  for (std::string_view text : {"${-8}", "${", "${}", "${x}", "${0,x}", "${0,256}", "${0,1,z}", "${0,1,d,}", "${0;1}"})
    CHECK(expanded(text, 7).starts_with("error: "));
}

TEST_CASE("ranges of $GENERATE are bounded") {
  CHECK(load::parse_range("0-4/2")->count() == 3);
  CHECK(load::parse_range("5-5")->count() == 1);
  CHECK(load::parse_range("0-16777215")->count() == load::kMaxGenerated);
  for (std::string_view text :
       {"", "1", "1-", "-1-2", "2-1", "1-2/0", "1-2/", "1-2x", "0-16777216", "1-2147483648", "99999999999-1"})
    CHECK_FALSE(load::parse_range(text));
}

TEST_CASE("mistakes in generated records are reported once, at the directive") {
  const auto loaded = load_text(
      "a 1 A 192.0.2.1\n  $GENERATE\n$GENERATE 250-300 h$ 1 A 192.0.2.$\n 1 A 192.0.2.2\n"
      "$GENERATE 0-1000 ${-5}x 1 A 192.0.2.1\n");
  CHECK(places(loaded.findings) == Lines{"2:3 S01 fatal", "3:1 S01 fatal", "5:1 S07 fatal"});
  CHECK(report(loaded.findings).find("h256") != std::string::npos);
  CHECK(loaded.built->zone->record_count() == 8);
}

TEST_CASE("all $GENERATEs together are bounded") {
  const auto loaded = load_text("$GENERATE 0-9 a$ 1 A 192.0.2.1\n$GENERATE 0-16777215 b 1 A 192.0.2.1\n");
  CHECK(places(loaded.findings) == Lines{"2:11 S07 fatal"});
  CHECK(loaded.built->zone->record_count() == 10);
}
