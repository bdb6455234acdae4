// The rdata of DNSSEC from text: the same octets as ldns makes of it, whatever is written, or one mistake that is told
// where it stands.
#include <random>

#include "load/ldns_rdata.h"
#include "support/sanitized.h"
#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

class DnssecText {
 public:
  explicit DnssecText(unsigned seed) : random_(seed) {}

  // The type, and rdata that ldns takes.
  std::pair<std::string, std::string> record() {
    switch (below(8)) {
      case 0:
        return {"DS", number(65535) + number(255) + number(255) + hex_words(1 + below(64))};
      case 1:
        return {"CDS", number(65535) + number(255) + number(255) + hex_words(1 + below(64))};
      case 2:
        return {"DNSKEY", number(65535) + "3 " + number(255) + base64_words(1 + below(600))};
      case 3:
        return {"CDNSKEY", number(65535) + "3 " + number(255) + base64_words(1 + below(600))};
      case 4:
        return {"NSEC", name() + ' ' + types(1 + below(12))};
      case 5:
        return {"NSEC3", number(255) + number(255) + number(65535) + salt() + ' ' + hash() + ' ' + types(below(8))};
      case 6:
        return {"NSEC3PARAM", number(255) + number(255) + number(65535) + salt()};
      default:
        return {"RRSIG", types(1) + number(255) + number(127) + number(4294967295) + time() + time() + number(65535) +
                             name() + ' ' + base64_words(1 + below(520))};
    }
  }

  // One octet more, less, or other.
  std::string spoilt(std::string text) {
    static constexpr std::string_view kOctets = "0189aAfFgGvVwWzZ=+/-_.@:x \"\\";
    const std::size_t at = below(text.size());
    const char octet = kOctets[below(kOctets.size())];
    switch (below(3)) {
      case 0:
        return text.insert(at, 1, octet);
      case 1:
        return text.erase(at, 1);
      default:
        text[at] = octet;
        return text;
    }
  }

  std::size_t below(std::size_t end) { return random_() % end; }

 private:
  std::string number(std::uint64_t most) {
    const std::uint64_t value = below(4) == 0 ? (below(2) == 0 ? 0 : most) : random_() % (most + 1);
    return std::to_string(value) + ' ';
  }
  std::string digits(std::string_view all, std::size_t count) {
    std::string text;
    while (text.size() < count) text += all[below(all.size())];
    return text;
  }
  // Blanks in some places.
  std::string in_words(std::string text, std::size_t unit) {
    for (std::size_t at = unit; at < text.size(); at += unit)
      if (below(8) == 0) text.insert(at, " ");
    return text;
  }
  std::string hex_words(std::size_t octets) { return in_words(digits("0123456789abcdefABCDEF", 2 * octets), 2); }
  std::string base64_words(std::size_t octets) {
    static constexpr std::string_view kAll = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text = digits(kAll, octets / 3 * 4);
    if (octets % 3 == 1) text += digits(kAll, 1) + digits("AQgw", 1) + "==";
    if (octets % 3 == 2) text += digits(kAll, 2) + digits("AEIMQUYcgkosw048", 1) + "=";
    return in_words(text, 1 + below(5));
  }
  std::string salt() { return below(3) == 0 ? "-" : digits("0123456789abcdefABCDEF", 2 * (1 + below(20))); }
  std::string hash() { return digits("0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUV", 32); }
  std::string time() {
    if (below(3) == 0) return number(4294967295);
    char text[32];
    std::snprintf(text, sizeof text, "%04zu%02zu%02zu%02zu%02zu%02zu ", 1970 + below(68), 1 + below(12), 1 + below(28),
                  below(24), below(60), below(60));
    return text;
  }
  std::string name() {
    static const std::vector<std::string> kNames = {"example.com.", "a", "Www.Sub", "x.y.z.", ".", "_tcp.a", "*.w"};
    return kNames[below(kNames.size())];
  }
  std::string types(std::size_t count) {
    static const std::vector<std::string> kTypes = {
        "A",          "NS",  "SOA",  "MX",    "TXT", "AAAA",    "SRV",       "DS",       "RRSIG", "NSEC", "DNSKEY",
        "NSEC3PARAM", "CAA", "TLSA", "HTTPS", "CDS", "CDNSKEY", "TYPE65280", "TYPE1000", "a",     "Caa"};
    std::string text;
    for (; count > 0; --count) text += kTypes[below(kTypes.size())] + ' ';
    return text;
  }

  std::minstd_rand random_;
};

// By ldns alone, in hex; empty if it does not take it.
std::string ldns_octets(const std::string& type, const std::string& text) {
  std::vector<std::uint8_t> out(65535);
  const auto size = load::ldns_rdata_to_wire(*rr::type_from_text(type), text, name("example.com."), out);
  return size ? hex(base::Bytes(out).first(*size)) : "";
}

}  // namespace

TEST_CASE("rdata of DNSSEC: the octets are those of ldns") {
  DnssecText texts(1);
  for (int round = 0; round < (support::kSanitized ? 500 : 2000); ++round) {
    const auto [type, text] = texts.record();
    INFO(type << ' ' << text);
    const std::string octets = ldns_octets(type, text);
    REQUIRE(!octets.empty());
    REQUIRE(rdata_of(type + ' ' + text) == octets);
    REQUIRE(rdata_of(type + " ( " + text + " ; with a comment\n )") == octets);
  }
}

TEST_CASE("rdata of DNSSEC, spoilt: the octets are those of ldns, or a mistake is told") {
  DnssecText texts(2);
  std::size_t mistakes = 0;
  constexpr int kRounds = support::kSanitized ? 1500 : 6000;
  for (int round = 0; round < kRounds; ++round) {
    auto [type, text] = texts.record();
    for (std::size_t times = 1 + texts.below(2); times > 0; --times) text = texts.spoilt(text);
    INFO(type << ' ' << text);
    const auto loaded = load_text("x 5 IN " + type + ' ' + text + '\n');
    if (loaded.findings.empty()) {
      REQUIRE(loaded.built->zone->record_count() == 1);
      REQUIRE(hex(loaded.built->zone->rrset(0).first_rdata()) == ldns_octets(type, text));
      continue;
    }
    ++mistakes;
    REQUIRE(places(loaded.findings).size() == 1);
    const base::Finding& finding = loaded.findings.kept().front();
    REQUIRE(finding.places.front().line == 1);
    REQUIRE(finding.places.front().column > std::string_view("x 5 IN ").size());
  }
  CHECK(mistakes > kRounds / 10);
}

TEST_CASE("rdata of DNSSEC: what is wrong, and where") {
  struct Row {
    std::string record;
    std::string place;
    std::string words;
  };
  const Row rows[] = {
      {"DS 1 8 2 ab cx", "1:20 S01 fatal", "\"cx\" is not hexadecimal"},
      {"DS 65536 8 2 ab", "1:11 S01 fatal", "\"65536\" is not a number from 0 to 65535"},
      {"DNSKEY 257 3 13 A*==", "1:15 S01 fatal", "is not the data of a DNSKEY record"},
      {"NSEC b A BOGUS", "1:17 S01 fatal", "\"BOGUS\" is not a record type"},
      {"NSEC3 1 0 10 abc 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", "1:21 S01 fatal", "\"abc\" is not a salt"},
      {"RRSIG A 8 2 1 20261301000000 20250101000000 1 a AAAA", "1:14 S01 fatal", "is not the data of a RRSIG record"},
      {"RRSIG A 8 2 1 2 3 70000 a AAAA", "1:26 S01 fatal", "\"70000\" is not a number from 0 to 65535"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.record);
    const auto loaded = load_text("x 5 IN " + row.record + '\n');
    CHECK(places(loaded.findings) == Lines{row.place});
    CHECK(report(loaded.findings).contains(row.words));
  }
}
