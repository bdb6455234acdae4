// Mistakes: each is a finding with the line and column of what is wrong, and the entries behind it are still read.
#include <algorithm>

#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

struct Mistake {
  std::string_view text;   // the entry with the mistake, without its newline
  std::string_view place;  // as places() has it, the entry being on the second line
  std::string_view says;   // part of the message
};

void check_mistake(const Mistake& mistake) {
  CAPTURE(mistake.text);
  const auto loaded = load_text("first 1 A 192.0.2.1\n" + std::string(mistake.text) + "\nafter 1 A 192.0.2.2\n");
  CAPTURE(report(loaded.findings));
  CHECK(places(loaded.findings) == Lines{std::string(mistake.place)});
  CHECK(report(loaded.findings).find(mistake.says) != std::string::npos);
  REQUIRE(!loaded.findings.kept().empty());
  CHECK_FALSE(loaded.findings.kept()[0].help.empty());
  const Lines lines = records(*loaded.built->zone);
  CHECK(std::ranges::count(lines, "first.example.com. 1 A c0000201") == 1);
  CHECK(std::ranges::count(lines, "after.example.com. 1 A c0000202") == 1);
  CHECK(lines.size() == 2);
}

}  // namespace

TEST_CASE("mistakes in one entry leave the others alone") {
  constexpr Mistake kMistakes[] = {
      {"a 1 A 192.0.2", "2:7 S01 fatal", "\"192.0.2\" is not an IPv4 address"},
      {"a 1 A 192.0.2.256", "2:7 S01 fatal", "not an IPv4 address"},
      {"a 1 A 192.0.2.01", "2:7 S01 fatal", "not an IPv4 address"},
      {"a 1 A 2001:db8::1", "2:7 S01 fatal", "write AAAA"},
      {"a 1 AAAA 192.0.2.1", "2:10 S01 fatal", "write A as the type"},
      {"a 1 AAAA 1:2:3:4:5:6:7", "2:10 S01 fatal", "not an IPv6 address"},
      {"a 1 AAAA 1::2::3", "2:10 S01 fatal", "not an IPv6 address"},
      {"a 1 AAAA 12345::", "2:10 S01 fatal", "not an IPv6 address"},
      {"a 1 A", "2:6 S01 fatal", "an IPv4 address is needed"},
      {"a 1 A 192.0.2.1 x", "2:17 S01 fatal", "\"x\" is more than belongs here"},
      {"a 1 A \"192.0.2.1\"", "2:7 S01 fatal", "not an IPv4 address"},
      {"a 1 MX 10", "2:10 S01 fatal", "a domain name is needed"},
      {"a 1 MX 65536 b", "2:8 S01 fatal", "\"65536\" is not a number from 0 to 65535"},
      {"a 1 MX mail", "2:8 S01 fatal", "write `MX 10 mail`"},
      {"a 1 A 192.0.2.3, 192.0.2.4", "2:7 S01 fatal", "one address a record, no comma"},
      {"a 1 AAAA 2001:db8::1,2001:db8::2", "2:10 S01 fatal", "one address a record, no comma"},
      {"a A IN 192.0.2.3", "2:5 S01 fatal", "IN comes before A: write `IN A ...`"},
      {"a MX IN 10 mail", "2:6 S01 fatal", "IN comes before MX"},
      {"a 1 SOA b c 20261121010 1 2 3 4", "2:13 S01 fatal",
       "it is too large: write at most 4294967295, in a serial as in 2026112101"},
      {"a 1 SOA b c 99999999999999999999 1 2 3 4", "2:13 S01 fatal", "it is too large"},
      {"$TTL 1 h", "2:8 S01 fatal", "write `$TTL 1h`"},
      {"$TTL 1h x", "2:9 S01 fatal", "remove it, or write `;` in front of a comment"},
      {"a 1 MX -1 b", "2:8 S01 fatal", "not a number"},
      {"a 1 SOA b c 1 2 3 4 4294967296", "2:21 S01 fatal", "not a time"},
      {"a 1 BOGUS x", "2:5 S01 fatal", "\"BOGUS\" is not a record type"},
      {"a 1", "2:4 S01 fatal", "a record type is needed"},
      {"a", "2:2 S01 fatal", "a record type is needed"},
      {"a 1 2 A 192.0.2.1", "2:5 S01 fatal", "a second TTL"},
      {"a IN IN A 192.0.2.1", "2:6 S01 fatal", "a second class"},
      {"a 1x A 192.0.2.1", "2:3 S01 fatal", "\"1x\" is not a TTL"},
      {"a 1 CH A 192.0.2.1", "2:5 S04 fatal", "class \"CH\" instead of IN"},
      {"a 1 CLASS4 A 192.0.2.1", "2:5 S04 fatal", "instead of IN"},
      {"a 1 ANY x", "2:5 S01 fatal", "for questions, not for records"},
      {"a 1 TYPE0 \\# 0", "2:5 S01 fatal", "for questions"},
      {"a 1 OPT \\# 0", "2:5 S01 fatal", "for questions"},
      {"a 1 TXT \"open", "2:9 S01 fatal", "no closing quote on its line"},
      {"a 1 TXT ( \"open\n )", "2:11 S01 fatal", "no closing quote on its line"},
      {"a 1 TXT x)", "2:10 S01 fatal", "a closing parenthesis that none opens"},
      {"a 1 TXT x\\", "2:10 S01 fatal", "a backslash with nothing to escape"},
      {"a 1 TXT \\999", "2:9 S01 fatal", "bad escape"},
      {"a 1 TXT \\12", "2:9 S01 fatal", "bad escape"},
      {"a\\999 1 TXT x", "2:1 S01 fatal", "is not a domain name"},
      {"a..b 1 TXT x", "2:1 S01 fatal", "is not a domain name"},
      {".a 1 TXT x", "2:1 S01 fatal", "is not a domain name"},
      {"a 1 TXT x\ry", "2:10 S01 fatal", "a carriage return"},
      {"a 1 TYPE65280 abc", "2:5 S01 fatal", "write its data as \\# LENGTH HEX"},
      {"a 1 TYPE65280 \\# 4 0A0000", "2:18 S01 fatal", "6 hexadecimal digits follow where 4 octets"},
      {"a 1 TYPE65280 \\# 4 0A00000102", "2:20 S01 fatal", "more data than the 4 octets"},
      {"a 1 TYPE65280 \\# 1 zz", "2:20 S01 fatal", "not hexadecimal"},
      {"a 1 TYPE65280 \\# x", "2:18 S01 fatal", "not a number of octets"},
      {"a 1 TYPE65280 \\#", "2:17 S01 fatal", "the number of octets is needed"},
      {"a 1 A \\# 3 0A0000", "2:7 S01 fatal", "not the data of a A record"},
      {"a 1 NS \\# 2 c00c", "2:8 S01 fatal", "not the data of a NS record"},
      {"a 1 DS 1 8 2 xyz", "2:14 S01 fatal", "not hexadecimal"},
      {"a 1 DS 1 8", "2:8 S01 fatal", "is not the data of a DS record"},
      {"a 1 LOC", "2:5 S01 fatal", "not the data of a LOC record"},
      {"$FOO bar", "2:1 S01 fatal", "\"$FOO\" is not a directive"},
      {"$TTL", "2:5 S01 fatal", "a TTL is needed"},
      {"$TTL x", "2:6 S01 fatal", "not a TTL"},
      {"$ORIGIN a b", "2:11 S01 fatal", "more than belongs here"},
      {"$GENERATE 3-1 a$ A 192.0.2.$", "2:11 S07 fatal", "ends before it starts"},
      {"$INCLUDE", "2:9 S01 fatal", "the name of a file is needed"},
      {"$INCLUDE /nonexistent/x", "2:10 S07 fatal", "No such file"},
      {"$INCLUDE /", "2:10 S07 fatal", "it is a directory"},
      {"$INCLUDE /dev/zero", "2:10 S07 fatal", "it is a device"},
      {"a 1 BOGUS ( x\n y ; )\n \"z)\" )", "2:5 S01 fatal", "not a record type"},
  };
  for (const Mistake& mistake : kMistakes) check_mistake(mistake);
}

TEST_CASE("a TTL of more than 31 bits is an error and becomes 0 (RFC 2181 §8)") {
  const auto loaded = load_text("a 2147483647 A 192.0.2.1\nb 2147483648 A 192.0.2.1\nc 99999999999w A 192.0.2.1\n");
  CHECK(places(loaded.findings) == Lines{"2:3 S03 error", "3:3 S03 error"});
  CHECK(records(*loaded.built->zone) ==
        Lines{"a.example.com. 2147483647 A c0000201", "b.example.com. 0 A c0000201", "c.example.com. 0 A c0000201"});
}

TEST_CASE("a TTL above the limit that is asked for is an error where it is written, and is kept") {
  const auto loaded = load::load_zone_text(
      "$TTL 90001\n@ 1d SOA a b 1 2 3 4 604800\na 1d1s A 192.0.2.1\nb A 192.0.2.1\n"
      "$GENERATE 1-2 c$ 90000 A 192.0.2.$\n$TTL 1D\nd A 192.0.2.1\n",
      "t.zone", name("example.com."), {.max_ttl = 86400});
  CHECK(places(loaded.findings) == Lines{"1:6 S03 error", "3:3 S03 error", "5:1 S03 error", "5:1 S03 error"});
  CHECK(loaded.findings.kept()[1].message == "the TTL \"1d1s\" is above 1d, the most that is allowed (checks.max-ttl)");
  CHECK(records(*loaded.built->zone)[2] == "b.example.com. 90001 A c0000201");
}

TEST_CASE("so is the SOA's minimum where it is taken for want of a TTL, said once") {
  const auto loaded = load::load_zone_text("@ SOA a b 1 2 3 4 604800\nb A 192.0.2.1\n", "t.zone", name("example.com."),
                                           {.max_ttl = 86400});
  CHECK(places(loaded.findings) == Lines{"1:3 S03 error", "1:3 S05 warning"});
}

TEST_CASE("labels of 64 octets and names of 256 are errors, 63 and 255 are not") {
  const std::string l63(63, 'a');
  const std::string l61(61, 'b');
  CHECK(places(load_text(l63 + " 1 A 192.0.2.1\n").findings).empty());
  CHECK(places(load_text(l63 + "a 1 A 192.0.2.1\n").findings) == Lines{"1:1 S02 fatal"});
  CHECK(places(load_text("x 1 NS " + l63 + "a.\n").findings) == Lines{"1:8 S02 fatal"});
  const std::string full = l63 + '.' + l63 + '.' + l63 + '.' + l61 + '.';  // 64 * 3 + 62 + 1
  CHECK(rdata_of("NS " + full).size() == 2 * 255);
  CHECK(places(load_text("x 1 NS b" + full + "\n").findings) == Lines{"1:8 S02 fatal"});
  CHECK(places(load_text("x 1 NS " + full.substr(1) + "b.\n").findings) == Lines{"1:8 S02 fatal"});
  const std::string long_relative = l63 + '.' + l63 + '.' + l63 + '.' + std::string(50, 'c');
  CHECK(places(load_text(long_relative + " 1 A 192.0.2.1\n").findings) == Lines{"1:1 S02 fatal"});
}

TEST_CASE("an owner must have come before one is left out") {
  const auto loaded = load_text(" 1 A 192.0.2.1\na 1 A 192.0.2.2\n");
  CHECK(places(loaded.findings) == Lines{"1:2 S06 fatal"});
  CHECK(loaded.built->zone->record_count() == 1);
}

TEST_CASE("records that repeat a bad owner are left out without another word") {
  const auto loaded =
      load_text("a 1 A 192.0.2.1\nb..c 1 A 192.0.2.2\n 1 A 192.0.2.3\nd 1 A 192.0.2.4\n 1 A 192.0.2.5\n");
  CHECK(places(loaded.findings) == Lines{"2:1 S01 fatal"});
  CHECK(records(*loaded.built->zone) ==
        Lines{"a.example.com. 1 A c0000201", "d.example.com. 1 A c0000204", "d.example.com. 1 A c0000205"});
}

TEST_CASE("a parenthesis that nothing closes is reported where it opens") {
  // The next entry is the first line that does not start with a blank.
  const auto nested = load_text("@ 1 SOA a b ( 1 2\n  3 4 5\n  1 NS a\nc 1 A 192.0.2.1\n@ 1 TXT ( x )\n");
  CHECK(places(nested.findings) == Lines{"1:13 S01 fatal"});
  CHECK(nested.built->zone->record_count() == 2);
  const auto at_end = load_text("a 1 A 192.0.2.1\nb 1 TXT x (\n\ty\n");
  CHECK(places(at_end.findings) == Lines{"2:11 S01 fatal"});
  CHECK(at_end.built->zone->record_count() == 1);
}

TEST_CASE("a NUL octet is an error wherever it stands") {
  for (const std::string_view text : {std::string_view("a 1 A\0 192.0.2.1\n", 17), std::string_view("\0\0\0\n", 4),
                                      std::string_view("a 1 TXT \"\0\"\n", 12), std::string_view("; \0\n", 4),
                                      std::string_view("a 1 TXT \\\0\n", 11)}) {
    const auto loaded = load_text(std::string(text) + "b 1 A 192.0.2.1\n");
    CHECK(loaded.findings.total() == 1);
    CHECK(loaded.findings.count("S01") == 1);
    CHECK(loaded.built->zone->record_count() == 1);
  }
}

TEST_CASE("a zone without records is read as one: what it lacks is told by the checks (A01)") {
  for (std::string_view text : {"", "\n\n", "; only words\n", " "}) {
    const auto loaded = load_text(text);
    CHECK(loaded.findings.count(base::Level::Info) == loaded.findings.total());  // no newline at the end
    REQUIRE(loaded.built);
    CHECK(loaded.built->zone->record_count() == 0);
  }
}

TEST_CASE("every mistake is counted, and 50 of a code are kept") {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "a 1 A nonsense\n";
  const auto loaded = load_text(text + "b 1 A 192.0.2.1\n");
  CHECK(loaded.findings.total() == 300);
  CHECK(loaded.findings.kept().size() == 50);
  CHECK(loaded.built->zone->record_count() == 1);
}

TEST_CASE("an entry of more than 1 MiB is an error, and the next one is read") {
  const std::string fill(6 << 20, 'x');
  for (const std::string& text : {"a 1 TXT " + fill + "\n", ";" + fill + "\n", "a 1 TXT ( " + fill + "\n )\n"}) {
    const auto loaded = load_text(text + "b 1 A 192.0.2.1\n");
    CHECK(loaded.findings.count("S01") >= 1);
    CHECK(records(*loaded.built->zone) == Lines{"b.example.com. 1 A c0000201"});
  }
}

TEST_CASE("rdata of more than 65535 octets is an error") {
  std::string text = "a 1 TXT";
  for (int i = 0; i < 256; ++i) text += " (\n " + std::string(255, 'x') + " )";
  const auto loaded = load_text(text + "\nb 1 A 192.0.2.1\n");
  CHECK(report(loaded.findings).find("longer than 65535") != std::string::npos);
  CHECK(loaded.built->zone->record_count() == 1);
  CHECK(report(load_text("a 1 TXT " + std::string(256, 'x') + "\n").findings).find("255 octets") != std::string::npos);
}

TEST_CASE("whatever the file holds, a finding is one printable line") {
  const auto loaded = load_text("a\x01\xff 1 \x1b[31m x\n\x7f..\x80 1 A 192.0.2.1\n$INCLUDE \x02/\x90\n");
  CHECK(loaded.findings.total() == 3);
  for (const char c : report(loaded.findings)) CHECK((c == '\n' || (c >= ' ' && c < 0x7f)));
}
