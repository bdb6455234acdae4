// Times as an operator writes them, and as they are printed.
#include "base/clock.h"

#include <doctest/doctest.h>

using namespace bailiwick;

TEST_CASE("a time is read as a date, a date and time, or seconds") {
  CHECK(base::parse_time("1970-01-01") == 0);
  CHECK(base::parse_time("2027-01-01") == 1798761600);
  CHECK(base::parse_time("2027-01-01T00:00:01Z") == 1798761601);
  CHECK(base::parse_time("2028-02-29T23:59:59Z") == 1835481599);
  CHECK(base::parse_time("1798761600") == 1798761600);
  CHECK(base::parse_time("0") == 0);
}

TEST_CASE("what is no time is none") {
  for (const char* text : {"", "tomorrow", "2027-13-01", "2027-02-30", "2027-02-29", "2027-01-01T00:00:00",
                           "2027-01-01T25:00:00Z", "2027-01-01 ", "-1", "999999999999999", "1969-12-31"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(base::parse_time(text));
  }
}

TEST_CASE("a time is printed to the minute, in UTC") {
  CHECK(base::time_text(1798761659) == "2027-01-01 00:00 UTC");
  CHECK(base::date_text(1798761600 - 1) == "2026-12-31");
}
