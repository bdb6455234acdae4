#include "rr/table.h"

#include <doctest/doctest.h>

#include <vector>

using namespace bailiwick;
using rr::Type;

TEST_CASE("mnemonics and TYPEnnn (RFC 3597 §5)") {
  CHECK(rr::type_name(Type::AAAA) == "AAAA");
  CHECK(rr::type_name(static_cast<Type>(65280)) == "TYPE65280");
  CHECK(rr::type_from_text("https") == Type::HTTPS);
  CHECK(rr::type_from_text("type1") == Type::A);
  CHECK(rr::type_from_text("NSAP-PTR") == static_cast<Type>(23));
  CHECK_FALSE(rr::type_from_text("TYPE65536"));
  CHECK_FALSE(rr::type_from_text("TYPE"));
  CHECK_FALSE(rr::type_from_text("BOGUS"));
}

TEST_CASE("layouts are checked") {
  const std::vector<std::uint8_t> a = {192, 0, 2, 1};
  CHECK(rr::is_well_formed(Type::A, a));
  CHECK_FALSE(rr::is_well_formed(Type::A, base::Bytes(a).first(3)));
  CHECK_FALSE(rr::is_well_formed(Type::AAAA, a));
  const std::vector<std::uint8_t> mx = {0, 10, 1, 'm', 0};
  CHECK(rr::is_well_formed(Type::MX, mx));
  CHECK_FALSE(rr::is_well_formed(Type::MX, base::Bytes(mx).first(4)));
  const std::vector<std::uint8_t> txt = {1, 'a', 2, 'b'};
  CHECK_FALSE(rr::is_well_formed(Type::TXT, txt));
  CHECK(rr::is_well_formed(static_cast<Type>(65280), txt));
}

TEST_CASE("target names") {
  const std::vector<std::uint8_t> srv = {0, 1, 0, 2, 0, 80, 1, 'h', 0};
  CHECK(wire::to_text(*rr::target_name(Type::SRV, srv)) == "h.");
  CHECK_FALSE(rr::target_name(Type::CNAME, {srv.data() + 6, 3}));
}

TEST_CASE("rdata compares in canonical form: names in lower case, texts as they are") {
  const std::vector<std::uint8_t> upper = {1, 'N', 0}, lower = {1, 'n', 0}, other = {1, 'o', 0};
  CHECK(rr::compare_rdata(Type::NS, upper, lower) == 0);
  CHECK(rr::compare_rdata(Type::NS, upper, other) < 0);
  const std::vector<std::uint8_t> text_upper = {1, 'N'}, text_lower = {1, 'n'};
  CHECK(rr::compare_rdata(Type::TXT, text_upper, text_lower) < 0);
}
