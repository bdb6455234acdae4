// `bailiwick check --assert`: for each condition one file that holds and one that does not, over two loaded zones; and
// what is said of mistakes in the file itself.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/folder.h"

using namespace bailiwick;

namespace {

using cli_tests::Folder;
using cli_tests::Outcome;

constexpr const char* kCom =
    "$TTL 1h\n"
    "@      IN SOA ns1 hostmaster 1 4h 1h 2w 1h\n"
    "       IN NS  ns1\n"
    "       IN NS  ns2\n"
    "ns1    IN A   192.0.2.1\n"
    "ns2    IN A   198.51.100.1\n"
    "www    IN A   192.0.2.80\n"
    "       IN A   192.0.2.81\n"
    "@      IN MX  10 mail\n"
    "mail   IN A   192.0.2.25\n"
    "@      IN TXT \"v=spf1 mx -all\"\n"
    "shop   IN CNAME web.example.net.\n"
    "brief  30 IN A 192.0.2.30\n"
    "*.any  IN A   192.0.2.90\n"
    "old    IN DNAME new\n"
    "x.new  IN A   192.0.2.70\n"
    "cdn    IN CNAME cdn.provider.test.\n"
    "a      IN CNAME b\n"
    "b      IN CNAME a\n"
    "kid    IN NS  ns1.kid\n"
    "ns1.kid IN A  192.0.2.99\n";
constexpr const char* kNet =
    "$TTL 2h\n"
    "@   IN SOA ns1 hostmaster 1 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "    IN NS  ns2\n"
    "ns1 IN A   192.0.2.2\n"
    "ns2 IN A   198.51.100.2\n"
    "web IN AAAA 2001:db8::80\n";
constexpr const char* kKid =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 1 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "ns1 IN A   192.0.2.98\n";

class Site : public Folder {
 public:
  Site() {
    write("example.com.zone", kCom);
    write("example.net.zone", kNet);
    write("bailiwick.yaml", "user: \"\"\nzones-directory: .\n");
  }
  // The T10 findings, one a line, of these assertions.
  std::vector<std::string> failures(const std::string& assertions) {
    write("expected.yaml", assertions);
    const Outcome outcome = run("check --config bailiwick.yaml --format short --assert expected.yaml");
    CHECK(outcome.err == "");
    std::vector<std::string> lines;
    std::string rest = outcome.out;
    for (std::size_t end; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1))
      if (rest.substr(0, end).contains("error[T10]")) lines.push_back(rest.substr(0, end));
    return lines;
  }
  // The assertion alone fails, with that text, and blames that record.
  void check_failure(const std::string& assertion, const std::string& text, const std::string& record = "") {
    CAPTURE(assertion);
    const std::vector<std::string> lines = failures(assertion + '\n');
    REQUIRE(lines.size() == 1);
    CAPTURE(lines[0]);
    CHECK(lines[0].starts_with("expected.yaml:1:"));
    CHECK(lines[0].contains(text));
    CHECK(lines[0].contains(record));
  }
};

}  // namespace

TEST_CASE("what holds gives no finding") {
  Site site;
  CHECK(site.failures(R"(
- {name: www.example.com, type: A, answer: [192.0.2.81, 192.0.2.80]}
- {name: WWW.Example.COM., type: a, answered: true, rcode: NOERROR, rewrites-at-most: 0, ttl-at-least: 1h, ttl-at-most: 3600}
- {name: example.com, type: MX, answer: [10 MAIL.example.com.]}
- {name: example.com, type: TXT, answer: ['"v=spf1 mx -all"']}
- {name: shop.example.com, type: AAAA, answer: ["2001:db8::80"], rewrites-at-most: 1, within: [example.com, example.net]}
- {name: shop.example.com, type: CNAME, answer: [web.example.net.], rewrites-at-most: 0}
- {name: shop.example.com, type: A, answered: false, rcode: NOERROR}
- {name: some.any.example.com, type: A, answer: [192.0.2.90]}
- {name: x.old.example.com, type: A, answer: [192.0.2.70], rewrites-at-most: 1, within: [example.com]}
- {name: shop.example.com, type: AAAA, aliases: [WEB.example.net.]}
- {name: x.old.example.com, type: A, aliases: [x.new.example.com]}
- {name: x.old.example.com, type: CNAME, answer: [x.new.example.com.]}
- {name: old.example.com, type: DNAME, answer: [new.example.com.]}
- {name: nowhere.example.com, type: A, answered: false, rcode: NXDOMAIN}
- {name: www.elsewhere.test, type: A, rcode: REFUSED}
- {name: cdn.example.com, type: A, within: [example.com, provider.test], rewrites-at-most: 1}
- {name: a.example.com, type: A, within: [example.com]}
- {name: www.example.com, type: A, same-everywhere: true}
)") == std::vector<std::string>{});
}

TEST_CASE("each condition that does not hold says what was expected, what came, and where that stands") {
  Site site;
  site.check_failure("- {name: www.example.com, type: A, answer: [192.0.2.80]}",
                     "www.example.com A is expected to be 192.0.2.80, but it is 192.0.2.80, 192.0.2.81",
                     "/example.com.zone:7:15, or correct the assertion)");
  site.check_failure("- {name: shop.example.com, type: AAAA, answer: [\"2001:db8::81\"]}",
                     "but web.example.net AAAA is 2001:db8::80",
                     "(write `web.example.net. IN AAAA 2001:db8::81` in the place of the record at ");
  site.check_failure("- {name: new.example.net, type: MX, answer: [10 mail.example.com.]}",
                     "new.example.net does not exist",
                     "(add `new.example.net. IN MX 10 mail.example.com.` to zone example.net, or");
  site.check_failure("- {name: shop.example.com, type: A, answered: true}",
                     "expected to be answered, but web.example.net has no A record");
  site.check_failure("- {name: nowhere.example.com, type: A, answered: true}", "nowhere.example.com does not exist");
  site.check_failure("- {name: www.example.com, type: A, answered: false}", "expected to have no answer");
  site.check_failure("- {name: www.example.com, type: A, rcode: NXDOMAIN}",
                     "expected to have rcode NXDOMAIN, but it has NOERROR");
  site.check_failure("- {name: shop.example.com, type: AAAA, rewrites-at-most: 0}",
                     "expected to take at most 0 aliases, but it takes 1", "/example.com.zone:12:17");
  site.check_failure("- {name: shop.example.com, type: AAAA, within: [example.com]}",
                     "expected to stay within example.com, but it leads to web.example.net");
  site.check_failure("- {name: shop.example.com, type: AAAA, aliases: [www.example.net]}",
                     "expected to be an alias of www.example.net, but it leads to web.example.net",
                     "/example.com.zone:12:17");
  site.check_failure("- {name: shop.example.com, type: AAAA, aliases: [web.example.net, www.example.net]}",
                     "expected to be an alias of web.example.net, www.example.net, but it leads to web.example.net");
  site.check_failure("- {name: www.example.com, type: A, aliases: [web.example.net]}",
                     "expected to be an alias of web.example.net, but it is 192.0.2.80, 192.0.2.81");
  site.check_failure("- {name: a.example.com, type: A, aliases: [b.example.com]}", "go round in a circle");
  site.check_failure("- {name: brief.example.com, type: A, ttl-at-least: 1m}",
                     "a TTL of at least 1m, but that of brief.example.com is 30 seconds");
  site.check_failure("- {name: shop.example.com, type: AAAA, ttl-at-most: 1h}", "that of web.example.net is 7200");
  site.check_failure("- {name: a.example.com, type: A, answered: true}", "its aliases go round in a circle");
  site.check_failure("- {name: a.example.com, type: A, rewrites-at-most: 9}", "its aliases go round in a circle");
}

TEST_CASE("what nobody here can know is no answer, and no proof that there is none") {
  Site site;
  for (const char* answered : {"true", "false"}) {
    site.check_failure(std::string("- {name: cdn.example.com, type: A, answered: ") + answered + '}',
                       "cdn.provider.test lies in no loaded zone");
    site.check_failure(std::string("- {name: www.kid.example.com, type: A, answered: ") + answered + '}',
                       "www.kid.example.com is delegated to servers of a zone that is not loaded");
  }
  site.write("broken.test.zone", "www A 192.0.2.1 (\n");
  site.check_failure("- {name: www.broken.test, type: A, answered: false}", "could not be read");
  CHECK(site.failures("- {name: www.broken.test, type: A, rcode: SERVFAIL}\n").empty());
}

TEST_CASE("the same everywhere: glue, name servers and what a parent says of a child without delegation") {
  Site site;
  site.write("kid.example.com.zone", kKid);
  site.check_failure("- {name: ns1.kid.example.com, type: A, same-everywhere: true}",
                     "ns1.kid.example.com A is 192.0.2.98 in kid.example.com, and example.com has 192.0.2.99 with the "
                     "delegation");
  CHECK(site.failures("- {name: kid.example.com, type: NS, same-everywhere: true}\n"
                      "- {name: kid.example.com, type: DS, answered: false, same-everywhere: true}\n"
                      "- {name: kid.example.com, type: SOA, same-everywhere: true}\n")
            .empty());
  site.write("other.example.net.zone", kKid);
  site.check_failure("- {name: ns1.other.example.net, type: A, same-everywhere: true}",
                     "in example.net ns1.other.example.net does not exist");
}

TEST_CASE("a failing assertion is exit 1, in the text with both places") {
  Site site;
  site.write("expected.yaml", "- name: brief.example.com\n  type: A\n  answer: [192.0.2.31]\n");
  const Outcome outcome = site.run("check --config bailiwick.yaml --assert expected.yaml");
  CHECK(outcome.exit_code == 1);
  CHECK(outcome.out.contains("error[T10]: brief.example.com A is expected to be 192.0.2.31, but it is 192.0.2.30\n"));
  CHECK(outcome.out.contains("--> expected.yaml:3:3\n"));
  CHECK(outcome.out.contains("/example.com.zone:13:"));
  const Outcome one = site.run("check example.com example.com.zone --assert expected.yaml");
  CHECK(one.exit_code == 1);
  CHECK(one.out.contains("error[T10]"));
}

TEST_CASE("mistakes in the file are all reported at once, and nothing is checked") {
  Site site;
  site.write("expected.yaml",
             "- {name: a..b, type: A, answered: true}\n"
             "- {name: a.test, typo: A, answered: true}\n"
             "- {name: a.test, type: NOPE, answered: true}\n"
             "- {name: a.test, type: ANY, answered: true}\n"
             "- {name: a.test, type: A, answer: [192.0.2.300]}\n"
             "- {name: a.test, type: A, answer: []}\n"
             "- {name: a.test, type: A}\n"
             "- {type: A, answered: true}\n"
             "- {name: a.test, type: A, answered: yes}\n"
             "- {name: a.test, type: A, rcode: NXDOMIAN}\n"
             "- {name: a.test, type: A, ttl-at-most: none}\n"
             "- {name: a.test, type: A, same-everywhere: false}\n"
             "- www.example.com\n"
             "- {name: a.test, type: A, answer: [\"192.0.2.1\\nx A 192.0.2.1\"]}\n"
             "- {name: a.test, type: A, answered: true, answered: true}\n");
  const Outcome outcome = site.run("check --config bailiwick.yaml --format short --assert expected.yaml");
  CHECK(outcome.exit_code == 2);
  const char* const kWanted[] = {"1:10: error[G10]: name: 'a..b' is no name",
                                 "2:18: error[G03]: unknown key 'typo' (did you mean type?)",
                                 "3:24: error[G07]: type: 'NOPE' is no record type",
                                 "4:24: error[G07]: type: 'ANY' is a type for questions",
                                 "5:36: error[G05]: answer: '192.0.2.300' is no A record",
                                 "6:35: error[G13]: answer: the list is empty",
                                 "7:3: error[G13]: an assertion that asserts nothing",
                                 "8:3: error[G13]: an assertion without name",
                                 "9:37: error[G05]: answered: 'yes' is neither true nor false",
                                 "10:34: error[G07]: rcode: 'NXDOMIAN' is not one of",
                                 "11:40: error[G05]: ttl-at-most: 'none' is not a TTL",
                                 "12:44: error[G06]: same-everywhere: asserts nothing when it is false",
                                 "13:3: error[G05]: an assertion must be a mapping",
                                 "14:36: error[G05]: answer: a record goes over several lines",
                                 "15:43: error[G04]: 'answered' is given twice"};
  for (const char* wanted : kWanted) {
    CAPTURE(std::string(wanted));
    CHECK(outcome.out.contains(std::string("expected.yaml:") + wanted));
  }
  CHECK(outcome.out.contains("assertions: 15 errors\n"));
  CHECK_FALSE(outcome.out.contains("zone example.com"));
}

TEST_CASE("a file that is no list, no YAML or not there is exit 2") {
  Site site;
  site.write("expected.yaml", "name: www.example.com\n");
  CHECK(site.run("check --config bailiwick.yaml --assert expected.yaml").exit_code == 2);
  site.write("expected.yaml", "- {name: www.example.com\n");
  CHECK(site.run("check --config bailiwick.yaml --assert expected.yaml").exit_code == 2);
  const Outcome missing = site.run("check --config bailiwick.yaml --assert nowhere.yaml");
  CHECK(missing.exit_code == 2);
  CHECK(missing.out.contains("cannot read the assertions: No such file or directory"));
}
