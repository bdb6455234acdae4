// What is behind a semicolon means nothing (RFC 1035 §5.1), but keeps the short way for plain lines from taking a line:
// with and without it, every line must come to the same.
#include <random>

#include "support/sanitized.h"
#include "unit/load/load_support.h"

using namespace bailiwick;
using namespace bailiwick::load_test;

namespace {

using Random = std::minstd_rand;

std::string one_of(Random& random, const std::vector<std::string>& words) {
  return words[random() % words.size()];
}

std::string random_owner(Random& random) {
  static const std::string kLong(63, 'l');
  static const std::string kLongest = kLong + '.' + kLong + '.' + kLong;
  static const std::vector<std::string> kOwners = {"a",
                                                   "a",
                                                   "a",
                                                   "A",
                                                   "b.a",
                                                   "ns1",
                                                   "@",
                                                   "@.a",
                                                   "*",
                                                   "*.a",
                                                   "a.example.com.",
                                                   "example.com.",
                                                   ".",
                                                   "..",
                                                   "a..b",
                                                   ".a",
                                                   "a.",
                                                   "far.example.org.",
                                                   "\\a",
                                                   "a\\.b",
                                                   "\\097",
                                                   "$",
                                                   "$a",
                                                   "_x",
                                                   "a-b",
                                                   "\xc3\xa4",
                                                   "\x01",
                                                   kLong,
                                                   kLong + "l",
                                                   kLong + "l.a",
                                                   "a." + kLong + 'l',
                                                   kLongest + '.' + std::string(48, 'x'),
                                                   kLongest + '.' + std::string(49, 'x'),
                                                   kLongest + '.' + std::string(50, 'x'),
                                                   kLongest + '.' + std::string(61, 'x') + '.',
                                                   kLongest + '.' + std::string(62, 'x') + '.',
                                                   "IN",
                                                   "A",
                                                   "300",
                                                   "",
                                                   "",
                                                   "",
                                                   "",
                                                   "\t"};
  return one_of(random, kOwners);
}

std::string random_header(Random& random) {
  static const std::vector<std::string> kTtls = {"0",
                                                 "300",
                                                 "1h",
                                                 "1H30m",
                                                 "h",
                                                 "1x",
                                                 "-1",
                                                 "2147483647",
                                                 "2147483648",
                                                 "999999999",
                                                 "1000000000",
                                                 "4294967296",
                                                 "99999999999999999999",
                                                 "86401"};
  static const std::vector<std::string> kClasses = {"IN",  "in",     "iN",     "CH",     "HS",
                                                    "ANY", "CLASS1", "class1", "CLASS3", "INN"};
  const auto kind = random() % 8;
  if (kind < 2) return {};
  if (kind == 2) return one_of(random, kTtls) + ' ';
  if (kind == 3) return one_of(random, kClasses) + ' ';
  if (kind == 4) return "IN ";
  if (kind == 5) return "300 ";
  const std::string ttl = one_of(random, kTtls) + ' ';
  const std::string type = one_of(random, kClasses) + '\t';
  return kind == 6 ? ttl + type : type + ttl;
}

std::string random_rdata(Random& random) {
  static const std::vector<std::string> kTypes = {
      "A",   "A",   "A",  "a",     "AAAA",   "AAAA", "aaaa",     "NS",  "NS",  "CNAME", "PTR", "DNAME", "MX",
      "TXT", "SOA", "DS", "TYPE1", "TYPE28", "MB",   "NSAP-PTR", "ANY", "OPT", "AXFR",  "B",   "IN",    "TYPE65280"};
  static const std::vector<std::string> kAddresses = {"192.0.2.1",
                                                      "0.0.0.0",
                                                      "255.255.255.255",
                                                      "256.0.0.1",
                                                      "1.2.3",
                                                      "1.2.3.4.5",
                                                      "01.2.3.4",
                                                      "1.2.3.04",
                                                      "1.2.3.4.",
                                                      "1.2.3.1000",
                                                      "1..2.3",
                                                      ".1.2.3",
                                                      "1.2.3.",
                                                      "00.0.0.0",
                                                      "192.0.2.1,192.0.2.2",
                                                      "1.2.3.a",
                                                      "2001:db8::1",
                                                      "::",
                                                      "::1",
                                                      "1::",
                                                      ":",
                                                      ":::",
                                                      "1:::2",
                                                      "1:2:3:4:5:6:7:8",
                                                      "1:2:3:4:5:6:7:8:9",
                                                      "1:2:3:4:5:6:7::",
                                                      "::2:3:4:5:6:7:8",
                                                      "1::3:4:5:6:7:8",
                                                      "1:2:3:4::5:6:7:8",
                                                      "1::2::3",
                                                      "12345::",
                                                      "fFfF::aBcD",
                                                      "g::",
                                                      "::1.2.3.4",
                                                      "::1.2.3",
                                                      "::1.2.3.456",
                                                      "1:2:3:4:5:6:1.2.3.4",
                                                      "1:2:3:4:5:6:7:1.2.3.4",
                                                      "1.2.3.4::",
                                                      "1:",
                                                      "1:2",
                                                      "::1:",
                                                      "2001:db8::1%1",
                                                      "IN",
                                                      "x"};
  const std::string type = one_of(random, kTypes);
  const bool is_address = type == "A" || type == "AAAA" || random() % 4 == 0;
  return type + one_of(random, {" ", "\t", "  \t ", " "}) +
         (is_address ? one_of(random, kAddresses) : random_owner(random));
}

std::string any_line(Random& random) {
  switch (random() % 20) {
    case 0:
      return one_of(random, {"$TTL 60", "$TTL 1h", "$ORIGIN sub", "$ORIGIN example.com.", "$ORIGIN example.org.",
                             "$INCLUDE x y", "$GENERATE 1-2 g$ A 192.0.2.$", "$A IN A"});
    case 1:
      return one_of(random, {"", " ", "a", "a A", "a MX 10 b", "a TXT x y z", "a TXT x", "a SRV 1 2 3 b",
                             "a 1 IN A 192.0.2.1 x", "a A ( 192.0.2.1 )", "a A \"192.0.2.1\"", "\"a\" A 192.0.2.1",
                             "a A 192.0.2.1\r", "a\tA\v192.0.2.1"});
    default:
      return random_owner(random) + ' ' + random_header(random) + random_rdata(random);
  }
}

Lines made_of(const std::vector<std::string>& text, const char* line_end, std::uint32_t max_ttl) {
  std::string whole;
  for (const std::string& line : text) whole += line + line_end + '\n';
  const load::Options options{.kept_per_code = 100, .max_ttl = max_ttl};
  Lines lines = everything(load::load_zone_text(whole, "t.zone", name("example.com."), options));
  // Where a line ends is another place with a comment: told on this line and the next.
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].contains("the line ends where")) lines[i] = lines[i + 1] = "too short";
  return lines;
}

}  // namespace

TEST_CASE("a line comes to the same with a comment behind it") {
  Random random(1);
  for (int round = 0; round < (support::kSanitized ? 500 : 2000); ++round) {
    std::vector<std::string> text;
    if (random() % 4 != 0) text = {"$TTL 300", "@ SOA ns1 hostmaster 1 7200 3600 1209600 300"};
    for (auto lines = random() % 12 + 1; lines > 0; --lines) {
      const std::string line = any_line(random);
      if (!line.ends_with('\r')) text.push_back(line);
    }
    const std::uint32_t max_ttl = random() % 2 == 0 ? 0 : 86400;
    std::string shown;
    for (const std::string& line : text) shown += line + '\n';
    INFO("round " << round << ":\n" << shown);
    REQUIRE(made_of(text, "", max_ttl) == made_of(text, ";", max_ttl));
  }
}

TEST_CASE("an owner written twice is read anew behind another origin") {
  const auto loaded = load_text(
      "$TTL 1\na A 192.0.2.1\na A 192.0.2.2\n$ORIGIN b\na A 192.0.2.3\na A 192.0.2.4\n$ORIGIN example.com.\na A "
      "192.0.2.5\n");
  CHECK(records(*loaded.built->zone) == Lines{"a.example.com. 1 A c0000201", "a.example.com. 1 A c0000202",
                                              "a.example.com. 1 A c0000205", "a.b.example.com. 1 A c0000203",
                                              "a.b.example.com. 1 A c0000204"});
}
