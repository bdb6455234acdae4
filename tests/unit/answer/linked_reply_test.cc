// Which answers come ready. That they are the same as those encoded on the spot, tests/differential/linked_test.cc and
// tests/answers show.
#include "answer/linked_reply.h"

#include <doctest/doctest.h>

#include "answer/link.h"
#include "support/opt_out_zone.h"

using namespace bailiwick;

namespace {

class Ready {
 public:
  bool has(std::string_view qname, rr::Type type, bool dnssec_ok = true) {
    const zone::HashedName name(wire::Name::from_text(qname).value());
    return answer::find_linked(linked, zone->nsec3_chain(), name, linked.candidate(name), type, dnssec_ok, reply);
  }
  std::shared_ptr<const zone::Zone> zone = support::OptOutZone("example.").take();
  answer::LinkedAnswers linked = answer::link_answers(*zone);
  answer::LinkedReply reply = {};
};

TEST_CASE("a zone signed by NSEC3 with opt-out has its answers to questions with DO ready") {
  using rr::Type;
  Ready ready;
  CHECK(ready.has("www.example.", Type::A));
  CHECK(ready.reply.image.answer == 2);  // with its signature
  CHECK(ready.has("www.secure.example.", Type::A));
  CHECK(ready.reply.image.authority == 3);  // NS, DS, signature
  CHECK(ready.reply.proof_count == 0);
  for (const char* const below_cut : {"www.cut.example.", "kid.ent.example."}) {
    CHECK(ready.has(below_cut, Type::A));
    CHECK(ready.reply.proof_count >= 1);  // RFC 5155 §7.2.7
  }
  for (const char* const absent : {"nope.example.", "nope.deep.example.", "nope.ent.example.", "a.b.www.example."}) {
    CHECK(ready.has(absent, Type::A));
    CHECK(ready.reply.image.rcode == wire::Rcode::NxDomain);
    CHECK(ready.reply.proof_count >= 1);  // RFC 5155 §7.2.2
  }
  for (const char* const no_data : {"www.example.", "deep.example.", "ent.example."}) {
    CHECK(ready.has(no_data, Type::TXT));
    CHECK(ready.reply.image.rcode == wire::Rcode::NoError);
    CHECK(ready.reply.proof_count >= 1);  // RFC 5155 §7.2.3
  }
}

TEST_CASE("what depends on the name asked for is not ready with DO") {
  Ready ready;
  CHECK(ready.has("x.wild.example.", rr::Type::A, false));
  CHECK_FALSE(ready.has("x.wild.example.", rr::Type::A));    // RFC 5155 §7.2.6: no closer name exists
  CHECK_FALSE(ready.has("x.wild.example.", rr::Type::TXT));  // §7.2.5
  CHECK_FALSE(ready.has("*.wild.example.", rr::Type::A));
}

TEST_CASE("a block is not believed to be that of a name because the hashes agree") {
  Ready ready;
  const auto hashed = [](std::string_view text) { return zone::HashedName(wire::Name::from_text(text).value()); };
  const zone::HashedName other = hashed("www.example.");
  for (const char* const qname : {"deep.example.", "nope.example.", "x.wild.example.", "www.cut.example."}) {
    const zone::HashedName name = hashed(qname);
    const auto found = ready.linked.find(name);
    const auto other_way = ready.linked.find(name, ready.linked.candidate(other));
    const std::string_view expected(reinterpret_cast<const char*>(found.block.name().data()), found.block.name().size());
    const std::string_view got(reinterpret_cast<const char*>(other_way.block.name().data()),
                               other_way.block.name().size());
    CHECK(got == expected);
    CHECK(other_way.labels == found.labels);
    CHECK(other_way.exact == found.exact);
  }
}

}  // namespace
