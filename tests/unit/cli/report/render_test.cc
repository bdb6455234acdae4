// Findings as they are shown: escapes, excerpts, wrapping, the order and the bounds of a report.
#include "cli/report/render.h"

#include <doctest/doctest.h>

#include "cli/report/report.h"

using namespace bailiwick;
using base::printable;
using cli::excerpt;

TEST_CASE("what a terminal would act on is escaped, other text stays") {
  CHECK(base::printable("ns1.example.com; gr\xc3\xbc\xc3\x9f") == "ns1.example.com; gr\xc3\xbc\xc3\x9f");
  CHECK(base::printable("\033[2J") == "\\x1b[2J");
  CHECK(base::printable(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(base::printable("\xc2\x9b"
                        "2J") ==
        "\\xc2\\x9b"
        "2J");                                                                    // CSI of ISO 6429
  CHECK(base::printable("\xe2\x80\xae") == "\\xe2\\x80\\xae");                    // right-to-left override
  CHECK(base::printable("\xc0\xaf\xff\xe2\x82") == "\\xc0\\xaf\\xff\\xe2\\x82");  // not UTF-8
  CHECK(base::printable("") == "");
}

TEST_CASE("an excerpt underlines the word at the column") {
  const auto check = [](std::string_view line, std::size_t column, std::size_t length, std::size_t at,
                        std::size_t width) {
    const cli::Excerpt shown = excerpt(line, column, length);
    CAPTURE(std::string(line));
    CHECK(shown.column == at);
    CHECK(shown.width == width);
  };
  check("@ NS ns1 ; x", 6, 0, 5, 3);
  check("@ NS ns1;x", 6, 0, 5, 3);
  check("@ NS (ns1)", 7, 0, 6, 3);
  check("@ TXT \"a b\" c", 7, 0, 6, 5);
  check("@ TXT a\\ b c", 7, 0, 6, 4);
  check("@\tNS\tns1", 6, 0, 5, 3);   // a tab is one column here
  check("\x01 NS ns1", 6, 0, 8, 3);  // and an escape four
  check("@ NS ns1", 6, 2, 5, 2);     // a known length
  check("@ NS ns1", 0, 0, 0, 0);     // no column
  check("@ NS ", 6, 0, 5, 1);        // behind the end of the line
  check("@ NS", 40, 0, 4, 1);
  check("", 1, 0, 0, 1);
}

TEST_CASE("a long line is cut to what is near the place") {
  const std::string line = std::string(5000, 'a') + " bad " + std::string(5000, 'c');
  const cli::Excerpt shown = excerpt(line, 5002, 0);
  CHECK(shown.line.size() < 200);
  CHECK(shown.line.substr(shown.column, shown.width) == "bad");
  CHECK(shown.line.starts_with("...a"));
  CHECK(shown.line.ends_with("c..."));
  CHECK(excerpt(line, 1, 0).line.size() < 200);
}

TEST_CASE("text is wrapped at blanks, and what is to be typed stays whole") {
  CHECK(cli::wrapped("one two three", 9, 2) == "one two\n  three");
  CHECK(cli::wrapped("add `a b c` now", 8, 0) == "add\n`a b c`\nnow");
  CHECK(cli::wrapped("", 8, 0) == "");
}

TEST_CASE("a report is sorted, bounded and counted") {
  base::Findings findings;
  for (std::uint32_t i = 0; i < 60; ++i)
    findings.add(
        {.level = base::Level::Warning, .code = "S09", .message = "twin", .places = {{.file = "z", .line = 90 - i}}});
  findings.add(
      {.level = base::Level::Error, .code = "A05", .message = "circle", .places = {{.file = "z", .line = 95}}});
  findings.add_unseen(base::Level::Error, "A05", 7);
  cli::Report report;
  report.add(findings, "example.com", "z");
  const std::string text = report.text({cli::Form::Short, false});
  CHECK(text.starts_with("z:95: error[A05]: circle\nz:41: warning[S09]: twin\nz:42: "));
  CHECK(text.ends_with("and 7 more of code A05\nand 11 more of code S09\n"));
  CHECK(report.summary() == "8 errors, 60 warnings");
  CHECK(report.errors() == 8);
}

TEST_CASE("many zones with findings are counted whole, in bounded memory") {
  cli::Report report;
  for (int i = 0; i < 20000; ++i) {
    base::Findings findings;
    findings.add({.level = i == 19000 ? base::Level::Fatal : base::Level::Warning, .code = i % 2 ? "S09" : "S10"});
    report.add(findings, "zone" + std::to_string(i), "file");
  }
  const std::string text = report.text({cli::Form::Short, false});
  CHECK(text.starts_with("file: fatal[S10]"));
  CHECK(text.ends_with("and 9951 more of code S09\nand 9999 more of code S10\n"));
  CHECK(report.count() == 20000);
}
