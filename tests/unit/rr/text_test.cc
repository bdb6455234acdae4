// Rdata as text: fields where these are the text, RFC 3597 otherwise, every octet as it is.
#include "rr/text.h"

#include <doctest/doctest.h>

#include <vector>

#include "rr/table.h"
#include "wire/name.h"

using namespace bailiwick;
using rr::Type;

namespace {

std::string written(unsigned type, const std::vector<std::uint8_t>& rdata) {
  std::string out;
  rr::append_type_and_rdata(out, static_cast<Type>(type), rdata);
  return out;
}

}  // namespace

TEST_CASE("types of plain text are written field by field") {
  CHECK(written(1, {192, 0, 2, 255}) == "A 192.0.2.255");
  CHECK(written(28, {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) == "AAAA 2001:db8::1");
  CHECK(written(15, {0, 10, 2, 'M', 'x', 0}) == "MX 10 Mx.");
  CHECK(written(6, {1, 'a', 0, 0, 255, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4}) ==
        "SOA a. . 4294967295 1 2 3 4");
}

TEST_CASE("escapes in names and strings (RFC 1035 §5.1)") {
  CHECK(written(2, {8, '.', '@', '$', ';', '"', '(', ' ', 200, 0}) == "NS \\.\\@\\$\\;\\\"\\(\\032\\200.");
  CHECK(written(16, {5, '"', '\\', ' ', 0, 255, 0, 1, 'a'}) == "TXT \"\\\"\\\\ \\000\\255\" \"\" \"a\"");
}

TEST_CASE("other types are written as RFC 3597 has it, those that not every server knows by their number") {
  CHECK(written(43, {0, 1, 8, 2, 0xab}) == "DS \\# 5 00010802AB");
  CHECK(written(65280, {}) == "TYPE65280 \\# 0");
  CHECK(written(26, {0, 1, 0, 0}) == "TYPE26 \\# 4 00010000");
  CHECK(rr::rdata_text(static_cast<Type>(26), std::vector<std::uint8_t>{0, 1, 0, 0}) == "1 . .");
}
