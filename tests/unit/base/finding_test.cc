#include "base/finding.h"

#include <doctest/doctest.h>

using namespace bailiwick::base;

TEST_CASE("a finding is one line with place, level, code and help") {
  Finding f{.level = Level::Error,
            .code = "A05",
            .subject = "example.com",
            .message = "ns1 has no address",
            .places = {{.file = "example.com.zone", .line = 3, .column = 7}},
            .help = "add `ns1 A <address>`",
            .notes = {}};
  CHECK(short_text(f) == "example.com.zone:3:7: error[A05]: ns1 has no address (add `ns1 A <address>`)");
}

TEST_CASE("findings are counted all and kept up to the bound per code") {
  Findings findings;
  for (int i = 0; i < 70; ++i) findings.add({.level = Level::Error, .code = "S01", .message = "x"});
  findings.add({.level = Level::Fatal, .code = "A01", .message = "y"});
  CHECK(findings.total() == 71);
  CHECK(findings.count(Level::Error) == 70);
  CHECK(findings.count("S01") == 70);
  CHECK(findings.kept().size() == Findings::kKeptPerCode + 1);
  CHECK(findings.dropped() == 20);
}
