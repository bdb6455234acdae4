// Rdata of every type: our own conversion of the common types judged by ldns's, the rest through ldns, RFC 3597 for
// all.
#include "unit/load/load_support.h"

// Behind all others: it defines `false` as a macro.
#include <ldns/ldns.h>

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

// "TYPE rdata" by ldns alone, in hex; empty if it does not take it.
std::string judged(const std::string& text) {
  ldns_rdf* origin = ldns_dname_new_frm_str("example.com.");
  ldns_rr* record = nullptr;
  std::string result;
  if (ldns_rr_new_frm_str(&record, ("x 5 IN " + text).c_str(), 0, origin, nullptr) == LDNS_STATUS_OK) {
    ldns_buffer* buffer = ldns_buffer_new(LDNS_MAX_PACKETLEN);
    ldns_rr_rdata2buffer_wire(buffer, record);
    result = hex({ldns_buffer_begin(buffer), ldns_buffer_position(buffer)});
    ldns_buffer_free(buffer);
    ldns_rr_free(record);
  }
  ldns_rdf_deep_free(origin);
  return result;
}

}  // namespace

TEST_CASE("ldns and we read the same octets from the same text") {
  for (const std::string text : {"A 192.0.2.1",
                                 "A 0.0.0.0",
                                 "A 255.255.255.255",
                                 "AAAA ::",
                                 "AAAA ::1",
                                 "AAAA 1::",
                                 "AAAA 2001:DB8::a:0",
                                 "AAAA 1:2:3:4:5:6:7:8",
                                 "AAAA 1:2:3:4:5:6:7::",
                                 "AAAA ::2:3:4:5:6:7:8",
                                 "AAAA ::ffff:192.0.2.1",
                                 "AAAA 1:2:3:4:5:6:192.0.2.1",
                                 "NS ns1",
                                 "NS Ns1.Example.ORG.",
                                 "NS .",
                                 "CNAME @",
                                 "CNAME a\\.b\\010c.d",
                                 "MX 10 mail",
                                 "MX 0 .",
                                 "SOA ns1 host 4294967295 7200 3600 1209600 300",
                                 "SOA ns1 host 1 2h 1h30m 2w 1d",
                                 "TXT a \"b c\" \"\\\"\" \"\" \\100",
                                 "SRV 1 2 443 srv",
                                 "PTR x",
                                 "HINFO \"PC\" Linux",
                                 "MINFO a b",
                                 "RP a b",
                                 "AFSDB 1 a",
                                 "RT 1 a",
                                 "PX 1 a b",
                                 "KX 1 a",
                                 "DNAME d",
                                 "NAPTR 1 2 \"u\" \"E2U+sip\" \"!^.*$!sip:x@y!\" .",
                                 "MB a",
                                 "MG a",
                                 "MR a",
                                 "MD a",
                                 "MF a",
                                 "SPF \"v=spf1 -all\" x",
                                 "X25 311061700956"}) {
    CAPTURE(text);
    CHECK(!judged(text).empty());
    CHECK(rdata_of(text) == judged(text));
  }
}

TEST_CASE("every type that ldns can write is read") {
  for (const std::string text : {"DS 1 8 2 ABCD ef01",
                                 "DNSKEY 257 3 13 AAAA BBBB",
                                 "CDS 0 0 0 00",
                                 "CDNSKEY 0 3 0 AA==",
                                 "KEY 256 3 5 AAAA",
                                 "RRSIG A 8 2 3600 20260101000000 20250101000000 123 Example.COM. AAAA BBBB",
                                 "SIG A 8 2 3600 20260101000000 20250101000000 123 Example.COM. AAAA",
                                 "NSEC Foo A NS SOA TYPE65280",
                                 "NSEC3 1 0 10 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr A NS",
                                 "NSEC3PARAM 1 0 0 aabb",
                                 "LOC 42 21 54 N 71 06 18 W -24m 30m",
                                 "TLSA 3 1 1 abcd",
                                 "SMIMEA 3 1 1 ab",
                                 "OPENPGPKEY AAAA",
                                 "URI 1 2 \"http://a/b c\"",
                                 "WKS 192.0.2.1 TCP 80",
                                 "APL 1:192.0.2.0/24 !2:2001:db8::/32",
                                 "HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAbdx Rvs.example.com.",
                                 "IPSECKEY 10 1 2 192.0.2.38 AQNR",
                                 "IPSECKEY 10 0 2 . AQNR",
                                 "ZONEMD 1 1 1 abcd",
                                 "CSYNC 1 3 A NS",
                                 "CERT PGP 0 0 AAAA",
                                 "TALINK a b",
                                 "LP 1 Foo",
                                 "NID 10 0014:4fff:ff20:ee64",
                                 "L32 1 192.0.2.4",
                                 "L64 1 2001:db8:1:2",
                                 "EUI48 00-00-5e-00-53-2a",
                                 "EUI64 00-00-5e-ef-10-00-00-2a",
                                 "GPOS 1 2 3",
                                 "ISDN 1234 56",
                                 "NSAP 0x47000580",
                                 "SSHFP 1 1 ab cd",
                                 "DHCID AAAA",
                                 "CAA 0 issue \"ca.example.net; a=b\"",
                                 "EID abcd",
                                 "NIMLOC ab",
                                 "ATMA ab",
                                 "SVCB 1 Foo alpn=h2,h3 port=443 mandatory=alpn ipv4hint=192.0.2.4",
                                 "HTTPS 0 @",
                                 "HTTPS 1 . alpn=\"h2,h3\" key65400=\"a;b (c)\""}) {
    CAPTURE(text);
    CHECK(!judged(text).empty());
    CHECK(rdata_of(text) == judged(text));
  }
}

TEST_CASE("the table of types has each mnemonic that ldns has") {
  for (unsigned number = 1; number < 512; ++number) {
    const ldns_rr_descriptor* descriptor = ldns_rr_descript(static_cast<std::uint16_t>(number));
    if (descriptor == nullptr || descriptor->_name == nullptr) continue;
    if (static_cast<unsigned>(descriptor->_type) != number) continue;
    CAPTURE(descriptor->_name);
    const auto type = rr::type_from_text(descriptor->_name);
    REQUIRE(type);
    CHECK(static_cast<unsigned>(*type) == number);
  }
}

TEST_CASE("SVCB parameters are put in order (RFC 9460 §2.2)") {
  CHECK(rdata_of("HTTPS 1 . port=443 alpn=h2") ==
        "000100"
        "00010003026832"
        "0003000201bb");
}

TEST_CASE("the value of a CAA record may go without quotes (RFC 8659 §4.1.1)") {
  CHECK(rdata_of("CAA 128 issue ca.example.net") == rdata_of("CAA 128 issue \"ca.example.net\""));
  CHECK(rdata_of("CAA 0 issue \";\"") == "000569737375653b");
}

TEST_CASE("rdata in octets, for known and unknown types (RFC 3597 §5)") {
  CHECK(rdata_of("TYPE65280 \\# 4 0A000001") == "0a000001");
  CHECK(rdata_of("TYPE65280 \\# 4 0a 0000 01") == "0a000001");
  CHECK(rdata_of("type65280 \\# 4 ( 0a\n 000001 )") == "0a000001");
  CHECK(rdata_of("TYPE65280 \\# 0") == "");
  CHECK(rdata_of("A \\# 4 0A000001") == "0a000001");
  CHECK(rdata_of("TYPE1 192.0.2.1") == "c0000201");
  CHECK(rdata_of("TYPE15 10 mail") == rdata_of("MX 10 mail"));
  CHECK(rdata_of("NS \\# 4 02616200") == "02616200");
  CHECK(rdata_of("NULL \\# 2 0102") == "0102");
  std::string text = "TYPE65280 \\# 65000 ";
  for (int i = 0; i < 65000; ++i) text += "ab";
  CHECK(rdata_of(text).size() == 2 * 65000);
}

TEST_CASE("text that ldns could choke on is refused in words") {
  for (const std::string& text :
       {"CERT PGP 0 0 " + std::string(70000, 'A'), std::string("NSEC x BOGUS"), std::string("DS"),
        std::string("LOC 999 N"), std::string("AMTRELAY 10 0 1 192.0.2.1"), std::string("IPSECKEY 10 9 2 x AAAA"),
        std::string("SVCB 1 a port=99999"), std::string("APL x"), "URI 1 2 \"" + std::string(66000, 'u') + "\"",
        std::string("HIP x y z"), std::string("DNSKEY 257 3 13 ====")}) {
    CAPTURE(text.substr(0, 40));
    const auto loaded = load_text("x 5 IN " + text + "\n");
    CHECK(places(loaded.findings).size() == 1);
    CHECK(loaded.findings.count("S01") == 1);
  }
}

TEST_CASE("what ldns would take modulo a power of two, or drop, is a mistake") {
  for (const std::string text : {"DS 70000 8 2 ab",
                                 "DS 1 300 2 ab",
                                 "DS 1 8 2 abc",
                                 "TLSA 3 1 1000 ab",
                                 "DNSKEY 65536 3 8 AAAA",
                                 "NSEC x A BOGUS",
                                 "CSYNC 1 3 BOGUS",
                                 "NSEC3 1 0 10 abc 2t7b4g4vsa5smi47k61mv5bv1a22bojr A",
                                 "NSEC3 1 0 10 - 2t7b4g4vsa5smi47k61mv5bv1a22bojr BOGUS",
                                 "NSEC3PARAM 1 0 70000 -",
                                 "SSHFP 1 1 abc",
                                 "CAA 300 issue \"x\"",
                                 "URI 1 70000 \"x\"",
                                 "LOC 91 0 0 N 0 0 0 E 0m",
                                 "CERT 70000 0 0 AAAA",
                                 "RRSIG BOGUS 8 2 1 20260101000000 20250101000000 1 a AAAA",
                                 "RRSIG A 8 2 1 20260101000000 20250101000000 70000 a AAAA",
                                 "EUI48 00-00-5e-00-53-2",
                                 "SVCB 70000 a",
                                 "SVCB 1 a port=99999",
                                 "SVCB 1 a port=\"99999\"",
                                 "SVCB 1 a port",
                                 "SVCB 1 a alpn",
                                 "SVCB 1 a alpn=",
                                 "SVCB 1 a key3=70000"}) {
    CAPTURE(text);
    CHECK(places(load_text("x 5 IN " + text + "\n").findings).size() == 1);
  }
  CHECK(rdata_of("SVCB 1 a port=\"443\"") == rdata_of("SVCB 1 a port=443"));
  CHECK(rdata_of("DS 1 RSASHA256 2 ab") == "00010802ab");
}

TEST_CASE("data in the form of RFC 3597 are held against the layout of a known type") {
  for (const std::string text : {"TYPE257 \\# 2 0005",
                                 "CAA \\# 3 000061",
                                 "TYPE43 \\# 2 3039",
                                 "DS \\# 4 30390802",
                                 "A \\# 3 C00002",
                                 "A \\# 5 C000020101",
                                 "AAAA \\# 4 C0000201",
                                 "MX \\# 3 000A03",
                                 "MX \\# 2 000A",
                                 "SOA \\# 4 00000001",
                                 "TLSA \\# 3 030101",
                                 "SSHFP \\# 2 0402",
                                 "SVCB \\# 2 0001",
                                 "SVCB \\# 8 0001000001000100",
                                 "HTTPS \\# 7 00010000030001",
                                 "TYPE65 \\# 12 000100000300010000010000",
                                 "DNSKEY \\# 4 0101030D",
                                 "RRSIG \\# 4 00010802",
                                 "NSEC \\# 3 000000",
                                 "NSEC3PARAM \\# 6 010000010200",
                                 "CDS \\# 4 00000000",
                                 "CSYNC \\# 7 000000010003FF",
                                 "URI \\# 4 00010001",
                                 "LOC \\# 2 0000",
                                 "EUI48 \\# 5 00005E0053",
                                 "SRV \\# 6 000100020003"}) {
    CAPTURE(text);
    const load::Loaded loaded = load_text("x 5 IN " + text + '\n');
    CHECK(loaded.built->zone->record_count() == 0);
    REQUIRE(loaded.findings.count("S01", base::Level::Fatal) + loaded.findings.count("S01", base::Level::Error) == 1);
    CHECK(loaded.findings.kept().front().message.contains("these octets are not the data of a"));
  }
  for (const auto& [text, octets] : std::initializer_list<std::pair<std::string, std::string>>{
           {"TYPE257 \\# 8 0005697373756561", "0005697373756561"},
           {"TYPE43 \\# 5 30390802AA", "30390802aa"},
           {"A \\# 4 C0000201", "c0000201"},
           {"MX \\# 5 000A 016D 00", "000a016d00"},
           {"TLSA \\# 4 030101AB", "030101ab"},
           {"SSHFP \\# 3 04026A", "04026a"},
           {"SVCB \\# 10 00010000 010003 026832", "00010000010003026832"},
           {"NSEC3PARAM \\# 5 0100000100", "0100000100"},
           {"TYPE65280 \\# 2 0005", "0005"},
           {"TYPE65281 \\# 0", ""}}) {
    CAPTURE(text);
    CHECK(rdata_of(text) == octets);
  }
}

TEST_CASE("what ldns makes of a text is held against the layout too") {
  CHECK(load_text("x 5 IN CDNSKEY 0 3 0 0\n").findings.count("S01") == 1);  // no key at all (RFC 8078 §4: AA==)
}
