// A file read in several parts at once gives what one reader makes of it: the same records with the same places, the
// same findings, the same waivers, wherever the parts begin.
#include <random>

#include "support/sanitized.h"
#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

Lines read(const std::string& path, std::size_t parts, std::uint32_t max_ttl) {
  std::atomic<std::uint64_t> octets = 0;
  const auto loaded = load::load_zone_file(
      path, name("example.com."), {.kept_per_code = 5, .max_ttl = max_ttl, .octets_read = &octets, .parts = parts});
  REQUIRE(loaded.built);
  Lines lines = everything(loaded);
  lines.push_back(std::to_string(octets) + " octets");
  return lines;
}

// Lines of every kind, most of them as good as any; what they mean depends on what stands in front of them.
const std::string& random_line(std::minstd_rand& random) {
  static const std::vector<std::string> kPlain = {"a A 192.0.2.1\n",
                                                  "b 60 IN AAAA 2001:db8::1\n",
                                                  "www CNAME a\n",
                                                  "example.com. NS ns1\n",
                                                  "c TXT \"x y\" z\n",
                                                  "ns1.d A 192.0.2.2\r\n",
                                                  "far.example. A 192.0.2.1\n",
                                                  "d NS ns1.d\n",
                                                  "a A 192.0.2.1\n",
                                                  "m MX 10 mail\n"};
  static const std::vector<std::string> kOther = {"\n",
                                                  "; a comment\n",
                                                  " A 192.0.2.3\n",
                                                  "$ORIGIN sub\n",
                                                  "$ORIGIN example.org.\n",
                                                  "$ORIGIN example.com.\n",
                                                  "$TTL 1h\n",
                                                  "$TTL 2d\n",
                                                  "e TXT (\n",
                                                  "f )\n",
                                                  "\"g\n",
                                                  "h A nowhere\n",
                                                  "i A (192.0.2.4\n",
                                                  "x )\n",
                                                  "j BOGUS 1\n",
                                                  "\t60 A 192.0.2.5\n",
                                                  "$GENERATE 1-3 g$ A 192.0.2.$\n",
                                                  "$INCLUDE included\n",
                                                  "$INCLUDE missing\n",
                                                  "k A 192.0.2.6 ; bailiwick: allow D09\n",
                                                  "; bailiwick: allow D14\n",
                                                  "; bailiwick: allow-zone A07\n",
                                                  "; bailiwick: alow A07\n",
                                                  "@ SOA ns1 h 1 2 3 4 5\n",
                                                  "l 4294967295 A 192.0.2.7\n",
                                                  std::string("n A \0\n", 6)};
  return random() % 6 == 0 ? kOther[random() % kOther.size()] : kPlain[random() % kPlain.size()];
}

std::string random_text(std::minstd_rand& random) {
  std::string text = random() % 4 == 0 ? "" : "$TTL 300\n@ SOA ns1 hostmaster 1 7200 3600 1209600 300\n";
  for (auto lines = random() % 60; lines > 0; --lines) text += random_line(random);
  if (random() % 4 == 0 && !text.empty()) text.pop_back();
  return text;
}

}  // namespace

TEST_CASE("random files are the same in parts as in one piece") {
  const TempDir dir;
  dir.write("included", "inc A 192.0.2.9\n A 192.0.2.10\n");
  std::minstd_rand random(1);
  for (int round = 0; round < (support::kSanitized ? 60 : 300); ++round) {
    const std::string text = random_text(random);
    const std::string path = dir.write("z", text);
    const std::uint32_t max_ttl = random() % 2 == 0 ? 0 : 86400;
    const Lines whole = read(path, 1, max_ttl);
    for (std::size_t parts = 2; parts <= 5; ++parts) {
      INFO("round " << round << ", " << parts << " parts of\n" << text);
      REQUIRE(read(path, parts, max_ttl) == whole);
    }
  }
}

TEST_CASE("a file larger than the windows, in parts, has every record where it was written") {
  constexpr std::uint32_t kRecords = 80'000;  // of 85 octets
  const TempDir dir;
  std::string text = "$TTL 300\n";
  char line[128];
  for (std::uint32_t i = 0; i < kRecords; ++i) {
    std::snprintf(line, sizeof line, "h%07u A 192.0.%u.%u ; %060u\n", i, i >> 8 & 255, i & 255, i);
    text += line;
  }
  const std::string path = dir.write("z", text);
  for (const std::size_t parts : {1, 2}) {
    const auto loaded = load::load_zone_file(path, name("example.com."), {.parts = parts});
    REQUIRE(loaded.findings.empty());
    const zone::Zone& zone = *loaded.built->zone;
    REQUIRE(zone.rrset_count() == kRecords);
    bool all_right = true;
    for (std::uint32_t i = 0; i < kRecords; ++i) {
      all_right &= loaded.built->sources.location(i).line == i + 2;
      all_right &= base::load16(zone.rrset(i).first_rdata().data() + 2) == (i & 0xffff);
    }
    CHECK(all_right);
  }
}
