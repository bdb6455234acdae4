// What an operator can get wrong: each mistake has its code, place, offending text and help, and all come at once.
#include "unit/config/support.h"

using namespace bailiwick;
using namespace bailiwick::config;

namespace {

struct Case {
  std::string text;
  std::string finding;  // line:column code message
  std::string help;     // part of it
};

void check(const Case& c) {
  CAPTURE(c.text);
  const Loaded loaded = load(c.text);
  CHECK(lines(loaded) == c.finding + "\n");
  CHECK_FALSE(loaded.usable());
  if (!loaded.findings.empty())
    CHECK_MESSAGE(contains(loaded.findings.kept()[0].help, c.help), loaded.findings.kept()[0].help);
}

}  // namespace

TEST_CASE("all mistakes are reported together, each with its place") {
  const Loaded loaded = load(R"(listen: [192.0.2.1, 300.1.2.3, 192.0.2.1@53]
wokers: 4
tcp:
  connections: 0
  idle-timout: 10s
  idle-timeout: [1s]
edns: 1232
zones:
  - example.com
  - name: Example.Com.
  - {file: x}
log: {level: verbose, level: info}
)");
  CHECK(lines(loaded) ==
        "1:21 G08 listen: '300.1.2.3' is not an address\n"
        "1:32 G09 listen: '192.0.2.1@53' is given twice\n"
        "2:1 G03 unknown key 'wokers'\n"
        "4:16 G06 tcp.connections: '0' is out of range\n"
        "5:3 G03 unknown key 'idle-timout'\n"
        "6:17 G05 tcp.idle-timeout: a list is given, but it takes a single value\n"
        "7:7 G05 'edns' is a section, but holds a single value\n"
        "10:5 G11 zones: 'example.com' is given twice\n"
        "11:5 G13 a zone without a name\n"
        "12:14 G07 log.level: 'verbose' is not one of debug, info, warning, error\n"
        "12:23 G04 'level' is given twice\n");
  CHECK_FALSE(loaded.usable());
  const auto& kept = loaded.findings.kept();
  CHECK(kept[0].places[0].length == 9);
  REQUIRE(kept[7].places.size() == 2);
  CHECK(kept[7].places[1].line == 9);
  CHECK(kept[7].places[1].label == "first given here");
  CHECK(kept[2].help == "did you mean workers?");
}

TEST_CASE("an unknown key names the nearest right one") {
  check({"Listen: 127.0.0.1", "1:1 G03 unknown key 'Listen'", "did you mean listen?"});
  check({"zone-directory: x", "1:1 G03 unknown key 'zone-directory'", "did you mean zones-directory?"});
  check({"tcp: {idle_timeout: 10s}", "1:7 G03 unknown key 'idle_timeout'", "did you mean idle-timeout?"});
  check({"idle-timeout: 10s", "1:1 G03 unknown key 'idle-timeout'", "write idle-timeout under tcp:"});
  check({"tcp.idle-timeout: 10s", "1:1 G03 unknown key 'tcp.idle-timeout'", "write idle-timeout under tcp:"});
  check({"udp-paylod: 512", "1:1 G03 unknown key 'udp-paylod'", "did you mean udp-payload under edns:?"});
  check({"checks: {strict: true}", "1:10 G03 unknown key 'strict'", "write strict at the top level"});
  check({"zones: [{nam: example.com}]", "1:10 G03 unknown key 'nam'", "did you mean name?"});
  check({"zones[]: 1", "1:1 G03 unknown key 'zones[]'", "zones"});
  check({"\"zones[]\": {name: x}", "1:1 G03 unknown key 'zones[]'", "zones"});
  check({"log: {xyzzy: 1}", "1:7 G03 unknown key 'xyzzy'", "known under log: level, format"});
  check({"log: {<<: {level: info}}", "1:7 G03 unknown key '<<'", "merge keys"});
}

TEST_CASE("wrong types") {
  check({"workers: many", "1:10 G05 workers: 'many' is not a whole number", "from 1 to 256, or auto"});
  check({"workers: 1.5", "1:10 G05 workers: '1.5' is not a whole number", "number"});
  check({"workers:", "1:1 G05 workers: no value is given", "auto"});
  check({"workers: {a: b}", "1:10 G05 workers: a mapping is given, but it takes a single value",
         "number: 1..256, or auto"});
  check({"minimal-responses: yes", "1:20 G05 minimal-responses: 'yes' is neither true nor false", "true or false"});
  check({"tcp: {idle-timeout: 10}", "1:21 G05 tcp.idle-timeout: '10' has no unit", "10s"});
  check({"tcp: {idle-timeout: soon}", "1:21 G05 tcp.idle-timeout: 'soon' is not a duration", "100ms to 1h"});
  check({"listen: {a: b}", "1:9 G05 listen: a mapping is given, but it takes a list", "- "});
  check({"listen: [[127.0.0.1]]", "1:10 G05 listen: a list stands where an address should", "address@port"});
  check({"zones: [[a]]", "1:9 G05 zones: a list stands where a zone should", "example.com"});
  check({"zones: {a: b}", "1:8 G05 zones: a mapping is given, but it takes a list", "- "});
  check({"[a]: b", "1:1 G05 a key must be a word, not a list", "key: value"});
  check({"- listen", "1:1 G05 the config is a list, not a mapping", "listen:"});
  check({"hello", "1:1 G05 the config is a single value, not a mapping", "listen:"});
  check({"user: a b", "1:7 G05 user: 'a b' is no user name", "user of this system"});
  check({"zones-directory: \"\"", "1:18 G05 zones-directory: the path is empty", "path"});
  check({"identity: {nsid: \"a\\nb\"}", "1:18 G05 identity.nsid: 'a\\x0ab' holds a control character", "one line"});
}

TEST_CASE("values out of range") {
  check({"workers: 0", "1:10 G06 workers: '0' is out of range", "from 1 to 256, or auto"});
  check({"workers: 257", "1:10 G06 workers: '257' is out of range", "256"});
  check({"workers: -1", "1:10 G06 workers: '-1' is out of range", "256"});
  check({"workers: 99999999999999999999999", "1:10 G06 workers: '99999999999999999999999' is out of range", "256"});
  check({"edns: {udp-payload: 511}", "1:21 G06 edns.udp-payload: '511' is out of range", "from 512 to 4096"});
  check({"edns: {udp-payload: 4097}", "1:21 G06 edns.udp-payload: '4097' is out of range", "from 512 to 4096"});
  check({"edns: {udp-payload: 66768}", "1:21 G06 edns.udp-payload: '66768' is out of range", "from 512 to 4096"});
  check({"tcp: {connections: 1000001}", "1:20 G06 tcp.connections: '1000001' is out of range", "1000000"});
  check({"tcp: {idle-timeout: 99ms}", "1:21 G06 tcp.idle-timeout: '99ms' is out of range", "100ms to 1h"});
  check({"tcp: {idle-timeout: 61m}", "1:21 G06 tcp.idle-timeout: '61m' is out of range", "100ms to 1h"});
  check({"tcp: {idle-timeout: 18446744073709551615h}",
         "1:21 G06 tcp.idle-timeout: '18446744073709551615h' is out of range", "1h"});
  check({"checks: {max-ttl: 1 week}", "1:19 G05 checks.max-ttl: '1 week' is not a TTL", "1h30m"});
  check({"checks: {max-ttl: 70000w}", "1:19 G06 checks.max-ttl: '70000w' is out of range", "2147483647"});
  check({"checks: {refuse: circuler}", "1:18 G07 checks.refuse: 'circuler' is not one of fatal, circular, error",
         "did you mean circular?"});
  check({"zones: []", "1:1 G13 zones: the list is empty", "*.zone files"});
  check({"listen: []", "1:1 G13 listen: the list is empty", "0.0.0.0"});
  check({"zones:\n#  - a\n", "1:1 G13 zones: the list is empty", "take the line out"});
}

TEST_CASE("addresses") {
  check({"listen: example.com", "1:9 G08 listen: 'example.com' is not an address", "in numbers"});
  check({"listen: \"127.0.0.1:53\"", "1:9 G08 listen: '127.0.0.1:53' is not an address", "127.0.0.1@53"});
  check({"listen: \"[::1]:53\"", "1:9 G08 listen: '[::1]:53' is not an address", "[::1]@53"});
  check({"listen: 127.0.0.1@", "1:9 G08 listen: '' is not a port", "from 1 to 65535"});
  check({"listen: 127.0.0.1@0", "1:9 G08 listen: '0' is not a port", "from 1 to 65535"});
  check({"listen: 127.0.0.1@65536", "1:9 G08 listen: '65536' is not a port", "from 1 to 65535"});
  check({"listen: \"[127.0.0.1]\"", "1:9 G08 listen: '[127.0.0.1]' is not an address", "in numbers"});
  check({"listen: 192.0.2.0/24", "1:9 G08 listen: '192.0.2.0/24' is not an address", "not a network"});
  check({"listen: \"fe80::1%eth0\"", "1:9 G08 listen: 'fe80::1%eth0' is not an address", "zone index"});
  check({"listen: \"*\"", "1:9 G08 listen: '*' is not an address", "0.0.0.0"});
  check({"listen: \"::ffff:192.0.2.1\"",
         "1:9 G08 listen: '::ffff:192.0.2.1' is an IPv4 address inside IPv6, which nothing can be bound to",
         "192.0.2.1"});
  check({"metrics: {listen: [127.0.0.1, 127.0.0.1@9153]}", "1:31 G09 metrics.listen: '127.0.0.1@9153' is given twice",
         "keep one"});
  check({"{listen: 127.0.0.1@9153, metrics: {listen: 127.0.0.1}}",
         "1:44 G09 metrics.listen: '127.0.0.1' is given twice", "keep one"});
  check({"metrics: {listen: localhost}", "1:19 G08 metrics.listen: 'localhost' is not an address", "in numbers"});
  check({"listen: [\"::1\", \"[0:0::1]@53\"]", "1:17 G09 listen: '[0:0::1]@53' is given twice", "keep one"});
}

TEST_CASE("zones and their directory") {
  const std::string label(64, 'a');
  const std::string name = "zones: [" + label + ".example]";
  const std::string finding =
      "1:9 G10 zones: name: '" + label.substr(0, 60) + "...' is no zone name: a label has over 63 octets";
  check({name, finding, "shorten"});
  check({"zones: [a..example]", "1:9 G10 zones: name: 'a..example' is no zone name: a label is empty", "one dot"});
  check({"zones: [{name: \"\"}]", "1:16 G10 zones: name: '' is no zone name: it is empty", "example.com"});
  check(
      {"zones: [bücher.example]", "1:9 G10 zones: name: 'bücher.example' is no zone name: it is not in ASCII", "xn--"});
  check({"zones: [a.example, \"\\\\097.Example.\"]", "1:20 G11 zones: 'a.example' is given twice", "dot at the end"});
  check({"zones: [{name: a.example, file: \"\"}]", "1:33 G05 zones: file: the path is empty", "path"});

  const Sandbox sandbox;
  base::Finding none = only(sandbox.load("# nothing\n"));
  CHECK(none.code == kZonesDirectory);
  CHECK(none.places.at(0).line == 0);
  CHECK(none.message == "zones-directory: '" + sandbox.path("zones") + "' does not exist");
  none = only(sandbox.load("\nzones-directory: /dev/null\n"));
  CHECK(none.code == kZonesDirectory);
  CHECK(none.places.at(0).line == 2);
  CHECK(contains(none.message, "is no directory"));
  CHECK(only(sandbox.load("zones: example.com\n")).code == kZonesDirectory);
  sandbox.write("zones/notes.txt");
  none = only(sandbox.load(""));
  CHECK(none.level == base::Level::Warning);
  CHECK(none.code == kZonesDirectory);
  CHECK(contains(none.message, "no zone yet: there is no *.zone file in '" + sandbox.path("zones") + "'"));
  CHECK(contains(none.help, "systemctl reload bailiwick"));
  CHECK(contains(none.help, "'notes.txt' is there, but its name does not end in .zone"));
  CHECK(sandbox.load("").usable());
  // One mistake, one finding: a directory that is not known is not also missing.
  CHECK(only(sandbox.load("zones-directory: [zones]")).code == kWrongType);
  sandbox.write("zones/example.com.zone");
  sandbox.write("zones/Example.Com.zone");
  CHECK(only(sandbox.load("")).code == kDuplicateZone);
  sandbox.write("zones/Example.Com.zone");
  std::filesystem::remove(sandbox.path("zones/Example.Com.zone"));
  sandbox.write("zones/a..b.zone");
  none = only(sandbox.load(""));
  CHECK(none.code == kBadZoneName);
  CHECK(none.places.at(0).file == sandbox.path("zones/a..b.zone"));
}

TEST_CASE("networks that are none stand at their place in the list; an empty list is one, no value is not") {
  CHECK(lines(load("rate-limit:\n  exempt: [10.0.0.0/8, 10.0.0.1/8, x]\n")) ==
        "2:24 G08 rate-limit.exempt: '10.0.0.1/8' has more bits set than it says\n"
        "2:36 G08 rate-limit.exempt: 'x' is not a network\n");
  CHECK(load("rate-limit: {exempt: []}\n").usable());
  CHECK(load("rate-limit: {exempt: 10.0.0.0/8}\n").config.rate_limit_exempt.size() == 1);
  CHECK_FALSE(load("rate-limit:\n  exempt:\n").usable());
  CHECK_FALSE(load("rate-limit: {exempt: {a: b}}\n").usable());
  CHECK_FALSE(load("rate-limit: {ipv6-prefix: 65}\n").usable());
}
