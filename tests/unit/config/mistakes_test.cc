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

void expect(const Case& c) {
  CAPTURE(c.text);
  const Loaded loaded = load_yaml(c.text);
  CHECK(lines(loaded) == c.finding + "\n");
  CHECK_FALSE(loaded.usable());
  if (!loaded.findings.empty())
    CHECK_MESSAGE(contains(loaded.findings.kept()[0].help, c.help), loaded.findings.kept()[0].help);
}

}  // namespace

TEST_CASE("all mistakes are reported together, each with its place") {
  const Loaded loaded = load_yaml(R"(listen: [192.0.2.1, 300.1.2.3, 192.0.2.1@53]
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
  expect({"Listen: 127.0.0.1", "1:1 G03 unknown key 'Listen'", "did you mean listen?"});
  expect({"zone-directory: x", "1:1 G03 unknown key 'zone-directory'", "did you mean zones-directory?"});
  expect({"tcp: {idle_timeout: 10s}", "1:7 G03 unknown key 'idle_timeout'", "did you mean idle-timeout?"});
  expect({"idle-timeout: 10s", "1:1 G03 unknown key 'idle-timeout'", "write idle-timeout under tcp:"});
  expect({"tcp.idle-timeout: 10s", "1:1 G03 unknown key 'tcp.idle-timeout'", "write idle-timeout under tcp:"});
  expect({"udp-paylod: 512", "1:1 G03 unknown key 'udp-paylod'", "did you mean udp-payload under edns:?"});
  expect({"checks: {strict: true}", "1:10 G03 unknown key 'strict'", "write strict at the top level"});
  expect({"zones: [{nam: example.com}]", "1:10 G03 unknown key 'nam'", "did you mean name?"});
  expect({"zones[]: 1", "1:1 G03 unknown key 'zones[]'", "zones"});
  expect({"\"zones[]\": {name: x}", "1:1 G03 unknown key 'zones[]'", "zones"});
  expect({"log: {xyzzy: 1}", "1:7 G03 unknown key 'xyzzy'", "known under log: level, format"});
  expect({"log: {<<: {level: info}}", "1:7 G03 unknown key '<<'", "merge keys"});
}

TEST_CASE("wrong types") {
  expect({"workers: many", "1:10 G05 workers: 'many' is not a whole number", "from 1 to 256, or auto"});
  expect({"workers: 1.5", "1:10 G05 workers: '1.5' is not a whole number", "number"});
  expect({"workers:", "1:1 G05 workers: no value is given", "auto"});
  expect({"workers: {a: b}", "1:10 G05 workers: a mapping is given, but it takes a single value",
          "number: 1..256, or auto"});
  expect({"minimal-responses: yes", "1:20 G05 minimal-responses: 'yes' is neither true nor false", "true or false"});
  expect({"tcp: {idle-timeout: 10}", "1:21 G05 tcp.idle-timeout: '10' has no unit", "10s"});
  expect({"tcp: {idle-timeout: soon}", "1:21 G05 tcp.idle-timeout: 'soon' is not a duration", "100ms to 1h"});
  expect({"listen: {a: b}", "1:9 G05 listen: a mapping is given, but it takes a list", "- "});
  expect({"listen: [[127.0.0.1]]", "1:10 G05 listen: a list stands where an address should", "address@port"});
  expect({"zones: [[a]]", "1:9 G05 zones: a list stands where a zone should", "example.com"});
  expect({"zones: {a: b}", "1:8 G05 zones: a mapping is given, but it takes a list", "- "});
  expect({"[a]: b", "1:1 G05 a key must be a word, not a list", "key: value"});
  expect({"- listen", "1:1 G05 the config is a list, not a mapping", "listen:"});
  expect({"hello", "1:1 G05 the config is a single value, not a mapping", "listen:"});
  expect({"user: a b", "1:7 G05 user: 'a b' is no user name", "user of this system"});
  expect({"control: {group: a b}", "1:18 G05 control.group: 'a b' is not a valid group name", "group of this system"});
  expect({"zones-directory: \"\"", "1:18 G05 zones-directory: the path is empty", "path"});
  expect({"identity: {nsid: \"a\\nb\"}", "1:18 G05 identity.nsid: 'a\\x0ab' holds a control character", "one line"});
}

TEST_CASE("values out of range") {
  expect({"workers: 0", "1:10 G06 workers: '0' is out of range", "from 1 to 256, or auto"});
  expect({"workers: 257", "1:10 G06 workers: '257' is out of range", "256"});
  expect({"workers: -1", "1:10 G06 workers: '-1' is out of range", "256"});
  expect({"workers: 99999999999999999999999", "1:10 G06 workers: '99999999999999999999999' is out of range", "256"});
  expect({"edns: {udp-payload: 511}", "1:21 G06 edns.udp-payload: '511' is out of range", "from 512 to 4096"});
  expect({"edns: {udp-payload: 4097}", "1:21 G06 edns.udp-payload: '4097' is out of range", "from 512 to 4096"});
  expect({"edns: {udp-payload: 66768}", "1:21 G06 edns.udp-payload: '66768' is out of range", "from 512 to 4096"});
  expect({"tcp: {connections: 1000001}", "1:20 G06 tcp.connections: '1000001' is out of range", "1000000"});
  expect({"tcp: {idle-timeout: 99ms}", "1:21 G06 tcp.idle-timeout: '99ms' is out of range", "100ms to 1h"});
  expect({"tcp: {idle-timeout: 61m}", "1:21 G06 tcp.idle-timeout: '61m' is out of range", "100ms to 1h"});
  expect({"tcp: {idle-timeout: 18446744073709551615h}",
          "1:21 G06 tcp.idle-timeout: '18446744073709551615h' is out of range", "1h"});
  expect({"checks: {max-ttl: 1 week}", "1:19 G05 checks.max-ttl: '1 week' is not a TTL", "1h30m"});
  expect({"checks: {max-ttl: 70000w}", "1:19 G06 checks.max-ttl: '70000w' is out of range", "2147483647"});
  expect({"checks: {reject: circuler}",
          "1:18 G07 checks.reject: 'circuler' is not one of fatal, circular, unreachable, error",
          "did you mean circular?"});
  expect({"zones: []", "1:1 G13 zones: the list is empty", "*.zone files"});
  expect({"listen: []", "1:1 G13 listen: the list is empty", "0.0.0.0"});
  expect({"zones:\n#  - a\n", "1:1 G13 zones: the list is empty", "take the line out"});
}

TEST_CASE("addresses") {
  expect({"listen: example.com", "1:9 G08 listen: 'example.com' is not an address", "in numbers"});
  expect({"listen: \"127.0.0.1:53\"", "1:9 G08 listen: '127.0.0.1:53' is not an address", "127.0.0.1@53"});
  expect({"listen: \"[::1]:53\"", "1:9 G08 listen: '[::1]:53' is not an address", "[::1]@53"});
  expect({"listen: 127.0.0.1@", "1:9 G08 listen: '' is not a port", "from 1 to 65535"});
  expect({"listen: 127.0.0.1@0", "1:9 G08 listen: '0' is not a port", "from 1 to 65535"});
  expect({"listen: 127.0.0.1@65536", "1:9 G08 listen: '65536' is not a port", "from 1 to 65535"});
  expect({"listen: \"[127.0.0.1]\"", "1:9 G08 listen: '[127.0.0.1]' is not an address", "in numbers"});
  expect({"listen: 192.0.2.0/24", "1:9 G08 listen: '192.0.2.0/24' is not an address", "not a network"});
  expect({"listen: \"fe80::1%eth0\"", "1:9 G08 listen: 'fe80::1%eth0' is not an address", "zone index"});
  expect({"listen: \"*\"", "1:9 G08 listen: '*' is not an address", "0.0.0.0"});
  expect({"listen: \"::ffff:192.0.2.1\"",
          "1:9 G08 listen: '::ffff:192.0.2.1' is an IPv4 address inside IPv6, which nothing can be bound to",
          "192.0.2.1"});
  expect({"metrics: {listen: [127.0.0.1, 127.0.0.1@9153]}", "1:31 G09 metrics.listen: '127.0.0.1@9153' is given twice",
          "keep one"});
  expect({"{listen: 127.0.0.1@9153, metrics: {listen: 127.0.0.1}}",
          "1:44 G09 metrics.listen: '127.0.0.1' is given twice", "keep one"});
  expect({"metrics: {listen: localhost}", "1:19 G08 metrics.listen: 'localhost' is not an address", "in numbers"});
  expect({"listen: [\"::1\", \"[0:0::1]@53\"]", "1:17 G09 listen: '[0:0::1]@53' is given twice", "keep one"});
}

TEST_CASE("zones and their directory") {
  const std::string label(64, 'a');
  const std::string name = "zones: [" + label + ".example]";
  const std::string finding =
      "1:9 G10 zones: name: '" + label.substr(0, 60) + "...' is no zone name: a label has over 63 octets";
  expect({name, finding, "shorten"});
  expect({"zones: [a..example]", "1:9 G10 zones: name: 'a..example' is no zone name: a label is empty", "one dot"});
  expect({"zones: [{name: \"\"}]", "1:16 G10 zones: name: '' is no zone name: it is empty", "example.com"});
  expect(
      {"zones: [bücher.example]", "1:9 G10 zones: name: 'bücher.example' is no zone name: it is not in ASCII", "xn--"});
  expect({"zones: [a.example, \"\\\\097.Example.\"]", "1:20 G11 zones: 'a.example' is given twice", "dot at the end"});
  expect({"zones: [{name: a.example, file: \"\"}]", "1:33 G05 zones: file: the path is empty", "path"});

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
  std::filesystem::remove(sandbox.path("zones/Example.Com.zone"));
  sandbox.write("zones/a..b.zone");
  none = only(sandbox.load(""));
  CHECK(none.code == kBadZoneName);
  CHECK(none.places.at(0).file == sandbox.path("zones/a..b.zone"));
}

TEST_CASE("networks that are none stand at their place in the list; an empty list is one, no value is not") {
  CHECK(lines(load_yaml("rate-limit:\n  exempt: [10.0.0.0/8, 10.0.0.1/8, x]\n")) ==
        "2:24 G08 rate-limit.exempt: '10.0.0.1/8' has more bits set than it says\n"
        "2:36 G08 rate-limit.exempt: 'x' is not a network\n");
  CHECK(load_yaml("rate-limit: {exempt: []}\n").usable());
  CHECK(load_yaml("rate-limit: {exempt: 10.0.0.0/8}\n").config.answer.rate_limit.exempt.size() == 1);
  CHECK_FALSE(load_yaml("rate-limit:\n  exempt:\n").usable());
  CHECK_FALSE(load_yaml("rate-limit: {exempt: {a: b}}\n").usable());
  CHECK_FALSE(load_yaml("rate-limit: {ipv6-prefix: 65}\n").usable());
}
