// Fingerprints keep what a finding is about, and leave out what changes from one run to the next.
#include "cli/report/fingerprint.h"

#include <doctest/doctest.h>

#include "base/printable.h"

using namespace bailiwick;
using cli::fingerprint;

namespace {

base::Finding finding(std::string message, std::uint32_t line = 1) {
  return {
      .code = "D09", .subject = "Example.com", .message = std::move(message), .places = {{.file = "z", .line = line}}};
}

}  // namespace

TEST_CASE("code, zone and the names in the message, sorted") {
  CHECK(fingerprint(finding("www.b.example.com is not used by a.example.com.")) ==
        "D09 example.com a.example.com www.b.example.com");
  CHECK(fingerprint(finding("a.example.com's address 2001:db8::1, (192.0.2.1) twice")) ==
        "D09 example.com 192.0.2.1 2001:db8::1 a.example.com");
  CHECK(fingerprint(finding("\"a b\xff\" is no type")) == "D09 example.com a\\x20b\\xff");
  CHECK(fingerprint(finding("the zone Example.com has 3 of them")) == "D09 example.com");
  CHECK(fingerprint({.message = "nothing"}) == "- -");
}

TEST_CASE("lines, numbers and words do not count, names do") {
  CHECK(fingerprint(finding("3 records of a.b.", 7)) == fingerprint(finding("four records: A.B", 9)));
  CHECK(fingerprint(finding("a.b")) != fingerprint(finding("a.c")));
  CHECK(cli::fingerprint_hash(finding("a.b")).size() == 16);
  CHECK(cli::fingerprint_hash(finding("a.b", 1)) == cli::fingerprint_hash(finding("a.b", 2)));
  CHECK(cli::fingerprint_hash(finding("a.b")) != cli::fingerprint_hash(finding("a.c")));
}

TEST_CASE("an open quote, and nothing at all") {
  CHECK(fingerprint(finding("\"open")) == "D09 example.com open");
  CHECK(fingerprint(finding("")) == "D09 example.com");
  CHECK(fingerprint(finding("\"")) == "D09 example.com");
}

TEST_CASE("base::utf8() keeps what is UTF-8, controls too, and escapes the rest") {
  CHECK(base::utf8("gr\xc3\xbc\xc3\x9f\n\033") == "gr\xc3\xbc\xc3\x9f\n\033");
  CHECK(base::utf8("\xff\xc0\xaf") == "\\xff\\xc0\\xaf");
  CHECK(base::utf8(std::string_view("a\0b", 3)) == std::string("a\0b", 3));
}
