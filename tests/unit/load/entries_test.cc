// The entries of RFC 1035 §5.1: owners, TTLs, classes, parentheses, quotes, escapes, comments, line ends.
#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

TEST_CASE("names are relative to the origin, absolute, or the origin itself") {
  const auto loaded = load_text("@ 60 NS ns1\nns1 60 A 192.0.2.1\nNs2.Example.Com. 60 A 192.0.2.2\n");
  CHECK(report(loaded.findings) == "");
  CHECK(records(*loaded.built->zone) == Lines{"example.com. 60 NS 036e7331076578616d706c6503636f6d00",
                                              "ns1.example.com. 60 A c0000201", "ns2.example.com. 60 A c0000202"});
}

TEST_CASE("TTL and class come in any order, or not at all, in any case") {
  const auto loaded = load_text(
      "$TTL 7\na 1 IN A 192.0.2.1\nb IN 2 A 192.0.2.1\nc in A 192.0.2.1\nd 4 a 192.0.2.1\ne A 192.0.2.1\n"
      "f CLASS1 6 A 192.0.2.1\ng 1h30m TYPE1 192.0.2.1\n");
  CHECK(report(loaded.findings) == "");
  Lines ttls;
  for (const std::string& line : records(*loaded.built->zone)) ttls.push_back(line.substr(0, 1) + line.substr(14, 4));
  CHECK(ttls == Lines{"a 1 A", "b 2 A", "c 7 A", "d 4 A", "e 7 A", "f 6 A", "g 540"});
}

TEST_CASE("a blank owner is the one before, across empty lines and comments") {
  const auto loaded = load_text("a 1 A 192.0.2.1\n\n  ; nothing\n\t1 A 192.0.2.2\n \n    1 AAAA ::1\n");
  CHECK(report(loaded.findings) == "");
  CHECK(records(*loaded.built->zone) == Lines{"a.example.com. 1 A c0000201", "a.example.com. 1 A c0000202",
                                              "a.example.com. 1 AAAA 00000000000000000000000000000001"});
}

TEST_CASE("parentheses join lines, wherever they stand, with comments inside") {
  const Lines expected{
      "example.com. 1 SOA 0161076578616d706c6503636f6d000162076578616d706c6503636f6d00"
      "0000000100000e10000000030000000400000005"};
  for (std::string_view text :
       {"@ 1 SOA a b ( 1 1h 3 4 5 )\n", "@ 1 SOA a b (1 1h\n3\n4;x ) \"\n\n5)\n", "@ ( 1 SOA a\nb 1 1h 3 4 ) 5\n",
        "@ 1 SOA (a) (b) (1 1h) 3 4 5\n", "( @ 1\n IN ) SOA a b 1 1h (\n3 4 5\n) ; end\n"}) {
    const auto loaded = load_text(text);
    CHECK(report(loaded.findings) == "");
    CHECK(records(*loaded.built->zone) == expected);
  }
}

TEST_CASE("the place of a record is that of its rdata") {
  const auto loaded = load_text("a 1 A 192.0.2.1\n@ 1 IN SOA a b ( 1\n 2 3 4 5 )\nb 1 TXT (\n   \"x\" )\n");
  const zone::Zone& zone = *loaded.built->zone;
  Lines found;
  for (std::size_t i = 0; i < zone.rrset_count(); ++i) {
    const zone::Location location = loaded.built->sources.location(i);
    CHECK(loaded.built->sources.file(location) == "t.zone");
    found.push_back(rr::type_name(zone.rrset(i).type()) + ' ' + std::to_string(location.line) + ':' +
                    std::to_string(location.column));
  }
  CHECK(found == Lines{"SOA 2:12", "A 1:7", "TXT 5:4"});
}

TEST_CASE("escapes stand for octets in names and strings") {
  CHECK(rdata_of("CNAME a\\.b\\099.\\\\x") ==
        "04612e6263"
        "025c78"
        "076578616d706c6503636f6d00");
  CHECK(rdata_of("CNAME \\000\\255.") == "0200ff00");
  CHECK(rdata_of("CNAME \\@") == "0140076578616d706c6503636f6d00");
  CHECK(rdata_of("TXT a\\ b \"c\\\"\\;\\200\" \\\"") ==
        "03612062"
        "04"
        "63223bc8"
        "0122");
  CHECK(rdata_of("TXT a\\(b\\)") == "0461286229");
  CHECK(rdata_of("TXT \"\"") == "00");
  CHECK(rdata_of("TXT \"a;b (c)\" d") == "07613b62202863290164");
  CHECK(rdata_of("TXT \"a\"\"b\"c") == "016101620163");
}

TEST_CASE("names keep their case, owners as hosts look them up") {
  CHECK(rdata_of("NS Ns1.Example.ORG.") ==
        "034e7331"
        "074578616d706c65"
        "034f524700");
}

TEST_CASE("CRLF lines, a byte order mark and a missing last newline are accepted") {
  const auto crlf = load_text("\xef\xbb\xbf$TTL 5\r\n\r\na A 192.0.2.1 ; c\r\n\tTXT ( x\r\n y )\r\n");
  CHECK(report(crlf.findings) == "");
  CHECK(records(*crlf.built->zone) == Lines{"a.example.com. 5 A c0000201", "a.example.com. 5 TXT 01780179"});
  const auto cut = load_text("a 5 A 192.0.2.1\nb 5 A 192.0.2.2");
  CHECK(places(cut.findings) == Lines{"2:0 S15 info"});
  CHECK(cut.built->zone->record_count() == 2);
}

TEST_CASE("without any TTL the last one written counts, then the SOA's minimum, then an hour; said once") {
  CHECK(records(*load_text("a 9 A 192.0.2.1\nb A 192.0.2.2\n").built->zone).back() == "b.example.com. 9 A c0000202");
  const auto soa = load_text("@ SOA a b 1 2 3 4 77\n@ NS a\n");
  CHECK(places(soa.findings) == Lines{"1:3 S05 warning"});
  CHECK(records(*soa.built->zone)[0].starts_with("example.com. 77 NS"));
  CHECK(records(*soa.built->zone)[1].starts_with("example.com. 77 SOA"));
  const auto none = load_text("a A 192.0.2.1\nb A 192.0.2.1\n");
  CHECK(none.findings.count("S05") == 1);
  CHECK(records(*none.built->zone)[0] == "a.example.com. 3600 A c0000201");
}

TEST_CASE("octets from 128 on are text") {
  CHECK(rdata_of("TXT gr\xc3\xbc\xc3\x9f") == "066772c3bcc39f");
  CHECK(rdata_of("TXT \"gr\xc3\xbc\"") == "046772c3bc");
}

TEST_CASE("a zone far larger than the window reads whole") {
  std::string text = "$TTL 1\n@ NS ns\n";
  constexpr int kRecords = 50'000;  // of 115 octets; the window has 4 MiB
  for (int i = 0; i < kRecords; ++i)
    text += "host-with-a-longer-name-" + std::to_string(i) + " IN A 192.0.2.1 ; " + std::string(68, 'r') + '\n';
  const auto loaded = load_text(text);
  CHECK(report(loaded.findings) == "");
  CHECK(loaded.built->zone->record_count() == kRecords + 1);
}
