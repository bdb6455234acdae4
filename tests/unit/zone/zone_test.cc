#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "zone/builder.h"

using namespace bailiwick;
using namespace bailiwick::zone;
using rr::Type;

namespace {

wire::Name name(std::string_view text) {
  return wire::Name::from_text(text).value();
}

struct Maker {
  Builder builder{name("example.")};
  std::uint32_t line = 0;
  Maker& a(std::string_view owner, std::uint8_t last = 1, std::uint32_t ttl = 300) {
    const std::uint8_t rdata[] = {192, 0, 2, last};
    CHECK(builder.add(name(owner), Type::A, ttl, rdata, {++line, 1, 0}));
    return *this;
  }
  Maker& points(std::string_view owner, Type type, std::string_view target) {
    CHECK(builder.add(name(owner), type, 300, name(target).view().bytes(), {++line, 1, 0}));
    return *this;
  }
  Built built() { return std::move(builder).finish(); }
};

std::string found(const Zone& zone, std::string_view qname) {
  const Zone::Match match = zone.find(HashedName(name(qname)));
  return (match.exact ? "" : "encloser ") + wire::to_text(zone.name(match.node));
}

}  // namespace

TEST_CASE("a name is found, or its closest encloser, whatever the case") {
  const Built built = Maker().a("WWW.example.").a("a.b.c.example.").built();
  const Zone& zone = *built.zone;
  CHECK(found(zone, "www.EXAMPLE.") == "www.example.");
  CHECK(found(zone, "example.") == "example.");
  CHECK(found(zone, "b.c.example.") == "b.c.example.");  // an empty non-terminal exists
  CHECK(found(zone, "x.b.c.example.") == "encloser b.c.example.");
  CHECK(found(zone, "x.y.z.www.example.") == "encloser www.example.");
  CHECK(found(zone, "nope.example.") == "encloser example.");
  CHECK(zone.node_count() == 5);
  CHECK(zone.find_exact(name("www.example.net.")) == kNoNode);
}

TEST_CASE("nodes lie in canonical order, with their parents") {
  Maker maker;
  for (const char* owner : {"z.example.", "*.z.example.", "\\200.z.example.", "a.example.", "Z.a.example.",
                            "yljkjljk.a.example.", "zABC.a.example.", "\\001.z.example."})
    maker.a(owner);
  const Built built = maker.built();
  const Zone& zone = *built.zone;
  for (NodeId node = 1; node < zone.node_count(); ++node) {
    CHECK(wire::compare_canonical(zone.name(node - 1), zone.name(node)) < 0);
    CHECK(wire::equal(zone.name(zone.parent(node)), zone.name(node).parent()));
  }
  CHECK(zone.wildcard(zone.find_exact(name("z.example."))) == zone.find_exact(name("*.z.example.")));
}

TEST_CASE("each name's wildcard is its own, though `!` and what is below it come before `*`") {
  const Built built =
      Maker().a("*.example.").a("*.!.example.").a("!.example.").a("*.b.!.example.").a("c.example.").built();
  const Zone& zone = *built.zone;
  const auto wildcard_of = [&](std::string_view above) {
    const NodeId node = zone.wildcard(zone.find_exact(name(above)));
    return node == kNoNode ? "none" : wire::to_text(zone.name(node));
  };
  CHECK(wildcard_of("example.") == "*.example.");
  CHECK(wildcard_of("!.example.") == "*.!.example.");
  CHECK(wildcard_of("b.!.example.") == "*.b.!.example.");
  CHECK(wildcard_of("c.example.") == "none");
  CHECK(wildcard_of("*.example.") == "none");
}

TEST_CASE("ten thousand random names keep canonical order and are all found") {
  std::minstd_rand random(7);
  Maker maker;
  std::vector<std::string> names;
  for (int i = 0; i < 10000; ++i) {
    std::string text;
    for (auto labels = 1 + random() % 4; labels > 0; --labels) {
      for (auto n = 1 + random() % 9; n > 0; --n) {
        const auto octet = random() % 4 == 0 ? random() % 3 : 'a' + random() % 3;
        text += '\\' + std::to_string(1000 + octet).substr(1);
      }
      text += '.';
    }
    names.push_back(text + "example.");
    maker.a(names.back());
  }
  const Built built = maker.built();
  for (NodeId node = 1; node < built.zone->node_count(); ++node)
    REQUIRE(wire::compare_canonical(built.zone->name(node - 1), built.zone->name(node)) < 0);
  for (const std::string& text : names) REQUIRE(built.zone->find_exact(name(text)) != kNoNode);
}

TEST_CASE("the highest cut or DNAME covers what is below it") {
  const Built built = Maker()
                          .points("example.", Type::NS, "ns1.example.")
                          .points("sub.example.", Type::NS, "ns.sub.example.")
                          .a("ns.sub.example.")
                          .points("deep.sub.example.", Type::NS, "ns.sub.example.")
                          .points("d.example.", Type::DNAME, "e.example.")
                          .a("x.d.example.")
                          .built();
  const Zone& zone = *built.zone;
  const NodeId cut = zone.find_exact(name("sub.example."));
  const NodeId dname = zone.find_exact(name("d.example."));
  CHECK(zone.cover(kApex) == kNoNode);
  CHECK_FALSE(zone.is_delegation(kApex));
  CHECK(zone.cover(cut) == cut);
  CHECK(zone.cover(zone.find_exact(name("ns.sub.example."))) == cut);
  CHECK(zone.cover(zone.find_exact(name("deep.sub.example."))) == cut);
  CHECK(zone.cover(dname) == kNoNode);
  CHECK(zone.cover(zone.find_exact(name("x.d.example."))) == dname);
}

TEST_CASE("targets are linked to their nodes") {
  const Built built = Maker()
                          .points("example.", Type::NS, "NS1.example.")
                          .points("example.", Type::NS, "ns.example.net.")
                          .a("ns1.example.")
                          .built();
  const Zone& zone = *built.zone;
  std::vector<NodeId> targets;
  const RRset rrset = *zone.find_rrset(kApex, Type::NS);
  for (const Record record : rrset) targets.push_back(record.target);
  // Canonical order of the rdata: a label of 2 octets before one of 3.
  CHECK(targets == std::vector<NodeId>{kNoNode, zone.find_exact(name("ns1.example."))});
}

TEST_CASE("what does not go in as written is noted with both places") {
  Maker maker;
  maker.a("www.example.", 1).a("www.example.", 1).a("www.example.", 2, 60).a("www.example.net.");
  const Built built = maker.built();
  CHECK(built.zone->record_count() == 2);
  CHECK(built.notes.count(Note::Kind::Duplicate) == 1);
  CHECK(built.notes.count(Note::Kind::TtlDiffers) == 1);
  CHECK(built.notes.count(Note::Kind::OutsideZone) == 1);
  for (const Note& note : built.notes.kept())
    if (note.kind == Note::Kind::Duplicate) {
      CHECK(note.location.line == 2);
      CHECK(note.other.line == 1);
    }
  const auto rrset = built.zone->find_rrset(built.zone->find_exact(name("www.example.")), Type::A);
  CHECK(rrset->ttl() == 60);  // RFC 2181 §5.2
  CHECK(built.sources.location(built.zone->first_rrset(built.zone->find_exact(name("www.example."))), 1).line == 3);
}

TEST_CASE("an RRset that no message can hold is noted and cut") {
  Maker maker;
  for (int i = 0; i < 6000; ++i) {
    const std::uint8_t rdata[] = {10, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)};
    maker.builder.add(name("www.example."), Type::A, 300, rdata, {});
  }
  const Built built = maker.built();
  CHECK(built.notes.count(Note::Kind::RRsetTooLarge) == 1);
  CHECK(built.zone->record_count() <= 65535 / 16);
}

TEST_CASE("a hashed name is lowered, and its ancestors have the hashes of those names") {
  for (std::size_t octets = 0; octets <= 60; ++octets) {
    const std::string label = octets == 0 ? "" : std::string(octets, 'A') + '.';
    const wire::Name whole = name(label + "Www.Example.ORG.");
    const HashedName hashed(whole);
    CHECK(wire::to_text(hashed.name()) == wire::to_text(whole.lowered()));
    for (std::size_t labels = 0; labels <= hashed.label_count(); ++labels) {
      const HashedName alone(wire::Name(hashed.ancestor(labels)));
      CHECK(alone.label_count() == labels);
      CHECK(alone.hash() == hashed.hash(labels));
    }
  }
}
