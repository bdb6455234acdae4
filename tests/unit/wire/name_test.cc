#include "wire/name.h"

#include <doctest/doctest.h>

#include "unit/wire/support.h"

using namespace bailiwick::wire;

TEST_CASE("text to wire and back, with escapes") {
  CHECK(to_text(name("ns1.Example.COM.")) == "ns1.Example.COM.");
  CHECK(to_text(name(".")) == ".");
  CHECK(to_text(name("a\\.b.c.")) == "a\\.b.c.");
  CHECK(name("a\\.b.c.").view().label_count() == 2);
  CHECK(to_text(name("\\000\\255.x.")) == "\\000\\255.x.");
  CHECK(to_text(Name::from_text("www", name("example.com.")).value()) == "www.example.com.");
  CHECK(to_display(name("example.com.")) == "example.com");
}

TEST_CASE("limits of RFC 1035 §2.3.4") {
  const std::string l63(63, 'a');
  CHECK(Name::from_text(l63 + ".").has_value());
  CHECK(Name::from_text(l63 + "a.").error() == NameError::LabelTooLong);
  // 4 * 64 - 2 + root: 3 labels of 63 and one of 61 make 255 octets.
  const std::string longest = l63 + "." + l63 + "." + l63 + "." + std::string(61, 'b') + ".";
  CHECK(name(longest).size() == 255);
  CHECK(Name::from_text(l63 + "." + l63 + "." + l63 + "." + std::string(62, 'b') + ".").error() ==
        NameError::NameTooLong);
  CHECK(Name::from_text("a", name(longest)).error() == NameError::NameTooLong);
  CHECK(Name::from_text("a..b.").error() == NameError::EmptyLabel);
  CHECK(Name::from_text(".a.").error() == NameError::EmptyLabel);
  CHECK(Name::from_text("").error() == NameError::Empty);
  CHECK(Name::from_text("a\\256.").error() == NameError::BadEscape);
  CHECK(Name::from_text("a\\25.").error() == NameError::BadEscape);
  CHECK(Name::from_text("a\\").error() == NameError::BadEscape);
}

TEST_CASE("a wire name is checked") {
  const std::uint8_t good[] = {1, 'a', 0, 9};
  CHECK(NameView::from_wire(good)->size() == 3);
  const std::uint8_t cut[] = {3, 'a', 'b'};
  CHECK_FALSE(NameView::from_wire(cut));
  const std::uint8_t pointer[] = {0xc0, 0x0c};
  CHECK_FALSE(NameView::from_wire(pointer));
  CHECK_FALSE(NameView::from_wire({}));
}

TEST_CASE("a canonical key is in the order of the names, or equal where it is too short to tell") {
  const char* const names[] = {".",
                               "a.",
                               "A.",
                               "b.a.",
                               "\\000.a.",
                               "\\001.a.",
                               "\\002.a.",
                               "a\\000.",
                               "a\\001.",
                               "a\\000b.",
                               "ab.",
                               "yljkjljk.a.",
                               "Z.a.",
                               "z\\001.a.",
                               "*.z.a.",
                               "\\200.z.a.",
                               "\\255.",
                               "\\001\\000.",
                               "\\001.",
                               "a.\\001.",
                               "long-enough.to-fill.the-key.example.",
                               "longer-enough.to-fill.the-key.example."};
  for (const char* a : names)
    for (const char* b : names) {
      INFO(a << " and " << b);
      const int order = compare_canonical(name(a), name(b));
      const CanonicalKey key_a(name(a)), key_b(name(b));
      CHECK_FALSE((order < 0 && key_a > key_b));
      if (order == 0) CHECK(key_a == key_b);
    }
  CHECK(CanonicalKey(name("a.example.")) < CanonicalKey(name("b.example.")));
}

TEST_CASE("canonical order: the example of RFC 4034 §6.1") {
  const char* order[] = {"example.",   "a.example.",       "yljkjljk.a.example.", "Z.a.example.",    "zABC.a.EXAMPLE.",
                         "z.example.", "\\001.z.example.", "*.z.example.",        "\\200.z.example."};
  for (std::size_t i = 0; i < std::size(order); ++i)
    for (std::size_t j = 0; j < std::size(order); ++j) {
      const int compared = compare_canonical(name(order[i]), name(order[j]));
      CHECK((i < j) == (compared < 0));
      CHECK((i == j) == (compared == 0));
    }
}

TEST_CASE("at or below goes by whole labels and ignores case") {
  CHECK(is_at_or_below(name("a.EXAMPLE.com."), name("example.COM.")));
  CHECK(is_at_or_below(name("example.com."), name("example.com.")));
  CHECK_FALSE(is_at_or_below(name("badexample.com."), name("example.com.")));
  CHECK(is_at_or_below(name("example.com."), name(".")));
  CHECK_FALSE(is_at_or_below(name("com."), name("example.com.")));
}

TEST_CASE("join puts names together within the limit") {
  CHECK(to_text(*Name::join(name("a.b."), name("c."))) == "a.b.c.");
  const std::string l63(63, 'a');
  const Name big = name(l63 + "." + l63 + "." + l63 + ".");
  CHECK_FALSE(Name::join(big, big));
}

TEST_CASE("eight octets are lowered as each of them is") {
  for (unsigned octet = 0; octet < 256; ++octet) {
    for (unsigned place = 0; place < 64; place += 8) {
      const std::uint64_t around = 0x5a417a61405b607bU & ~(std::uint64_t{0xff} << place);  // ZAza@[`{
      std::uint64_t expected = std::uint64_t{to_lower(static_cast<std::uint8_t>(octet))} << place;
      for (unsigned at = 0; at < 64; at += 8)
        if (at != place) expected |= std::uint64_t{to_lower(static_cast<std::uint8_t>(around >> at))} << at;
      CHECK(lower_octets(around | std::uint64_t{octet} << place) == expected);
    }
  }
}

TEST_CASE("lowered names of every size are compared octet by octet") {
  for (std::size_t octets = 1; octets <= 127; ++octets) {
    // One long label, then short ones.
    std::string text(std::min<std::size_t>(octets, 63), 'a');
    for (std::size_t left = octets - text.size(); left > 0; --left) text += ".b";
    const Name one = name(text + '.');
    CHECK(equal_lowered(one, name(text + '.')));
    CHECK_FALSE(equal_lowered(one, name("c." + text + '.')));
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == '.') continue;
      std::string other = text;
      other[at] = 'c';
      CHECK_FALSE(equal_lowered(one, name(other + '.')));
    }
  }
  CHECK(equal_lowered(name("."), name(".")));
}
