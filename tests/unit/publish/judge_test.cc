// Worlds that a simpler rule gets wrong: each a story of zones that name each other's servers. Origins lie under
// different parents that nobody serves here, so that no parent can publish glue for another's host (RFC 9471 §2.2).
#include "publish/judge.h"

#include <doctest/doctest.h>

#include "world.h"

using namespace judged;
using Names = std::vector<std::string>;

namespace {

const std::string kAddress = "h A 192.0.2.1\n";
const std::string kElsewhere = "@ NS ns.outside.invalid.\n";

}  // namespace

TEST_CASE("W1: half of a new cycle does not go live") {
  World world;
  world.propose("a.aa", "@ NS h.b.bb.\n" + kAddress).propose("b.bb", "@ NS h.a.aa.\n" + kAddress);
  CHECK(world.accepted() == Names{});
  CHECK(world.why("a.aa") == "not found, fix a.aa");
  CHECK(world.why("b.bb") == "not found, fix a.aa");
  CHECK_FALSE(world.is_found("a.aa"));
}

TEST_CASE("W2: an edit that changes nothing for others is taken, whatever its neighbour does") {
  World world;
  world.serve("a.aa", "@ NS h.b.bb.\n").serve("b.bb", kElsewhere + kAddress);
  world.propose("a.aa", "@ NS h.b.bb.\n@ TXT changed\n").propose("b.bb", kElsewhere + "g A 192.0.2.1\n");
  CHECK(world.accepted() == Names{"a.aa"});
  CHECK(world.why("b.bb") == "lost a.aa host's address h.b.bb in b.bb, fix b.bb");
  CHECK(world.is_found("a.aa"));
}

TEST_CASE("W3: a zone that joins a cycle of others is lost like any other") {
  World world;
  world.serve("a.aa", "@ NS h.b.bb.\n" + kAddress).serve("b.bb", "@ NS h.a.aa.\n" + kAddress).serve("c.cc", kElsewhere);
  world.propose("c.cc", "@ NS h.a.aa.\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("c.cc") == "lost c.cc own servers ns.outside.invalid in c.cc, fix c.cc");
}

TEST_CASE("W3: a zone that gives up its own server leans on one that was not found before") {
  World world;
  world.serve("a.aa", "@ NS h.a.aa.\n@ NS h.b.bb.\n" + kAddress).serve("b.bb", "@ NS x.a.aa.\n" + kAddress);
  world.propose("a.aa", "@ NS h.b.bb.\n" + kAddress);
  CHECK(world.accepted() == Names{});
  CHECK(world.why("a.aa") == "lost a.aa own servers h.a.aa in a.aa, fix a.aa");
}

TEST_CASE("W4: what was not found before may stay so for another reason") {
  World world;
  world.serve("a.aa", "@ NS h.b.bb.\n" + kAddress).serve("b.bb", "@ NS h.a.aa.\n" + kAddress);
  world.propose("b.bb", "@ NS h.a.aa.\ng A 192.0.2.1\n");
  CHECK(world.accepted() == Names{"b.bb"});
}

TEST_CASE("W5: servers are exchanged in one go") {
  World world;
  world.serve("a.aa", "@ NS h.b.bb.\n" + kAddress).serve("b.bb", "@ NS h.b.bb.\n" + kAddress).serve("c.cc", kElsewhere);
  world.propose("a.aa", "@ NS g.a.aa.\ng A 192.0.2.2\n").propose("b.bb", "@ NS g.a.aa.\ng A 192.0.2.2\n");
  world.propose("c.cc", kElsewhere);
  CHECK(world.accepted() == Names{"a.aa", "b.bb", "c.cc"});
  CHECK(world.is_found("b.bb"));
}

TEST_CASE("W6: a third zone's fault does not separate two that are good together") {
  World world;
  world.serve("a.aa", "@ NS h.c.cc.\n" + kAddress).serve("b.bb", "@ NS h.a.aa.\n").serve("c.cc", kElsewhere + kAddress);
  world.propose("a.aa", "@ NS h.c.cc.\ng A 192.0.2.1\n").propose("b.bb", "@ NS g.a.aa.\n");
  world.propose("c.cc", kElsewhere + "x A 192.0.2.1\n");
  CHECK(world.accepted() == Names{"a.aa", "b.bb"});
  CHECK(world.why("c.cc") == "lost a.aa host's address h.c.cc in c.cc, fix c.cc");
}

TEST_CASE("W7: a served zone cannot move to a server in a zone that is left out") {
  World world;
  world.serve("a.aa", kElsewhere).leave_out("b.bb");
  world.propose("a.aa", "@ NS h.b.bb.\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.is_found("a.aa"));
}

TEST_CASE("W7: a new zone may, since left-out ones count as working for it") {
  World world;
  world.leave_out("b.bb").propose("a.aa", "@ NS h.b.bb.\n");
  CHECK(world.accepted() == Names{"a.aa"});
  CHECK(world.is_found("a.aa", check::LeftOut::Working));
  CHECK_FALSE(world.is_found("a.aa", check::LeftOut::Dead));
}

TEST_CASE("W8: a zone that was left out comes up without a host that nobody could use anyway") {
  World world;
  world.leave_out("b.bb").serve("a.aa", "@ NS h.b.bb.\n");
  world.propose("b.bb", "@ NS g.b.bb.\ng A 192.0.2.1\n");
  CHECK(world.accepted() == Names{"b.bb"});
}

TEST_CASE("W8: a zone found only by counting a left-out one as working cannot end that by its own edit") {
  World world;
  world.leave_out("b.bb").serve("a.aa", "@ NS h.b.bb.\n").serve("c.cc", "@ NS h.c.cc.\n");
  world.propose("a.aa", "@ NS h.c.cc.\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("a.aa") == "lost a.aa own servers h.b.bb in a.aa, fix a.aa");
}

TEST_CASE("W9: of two providers that drop a zone's only servers, one is rejected") {
  World world;
  world.serve("z.zz", "@ NS h.a.aa.\n@ NS h.b.bb.\n");
  world.serve("a.aa", kElsewhere + kAddress).serve("b.bb", kElsewhere + kAddress);
  world.propose("a.aa", kElsewhere).propose("b.bb", kElsewhere);
  CHECK(world.accepted() == Names{"b.bb"});
  CHECK(world.why("a.aa") == "lost z.zz host's address h.a.aa in a.aa, fix a.aa");
}

TEST_CASE("W10: what a transfer has broken is no fault of an edit") {
  World world;
  world.serve("a.aa", "@ NS h.b.bb.\n").serve("b.bb", kElsewhere + kAddress);
  world.transfer("b.bb", kElsewhere + "g A 192.0.2.1\n").propose("a.aa", "@ NS h.b.bb.\n@ TXT changed\n");
  CHECK(world.accepted() == Names{"a.aa", "b.bb"});
  CHECK(world.harms() == Names{"b.bb: a.aa host's address h.b.bb in b.bb"});
}

TEST_CASE("W11: who is to blame is found where the zone that is lost has no proposal") {
  World world;
  world.serve("s.ss", kElsewhere + kAddress).serve("p.pp", kElsewhere + "z NS h.s.ss.\n");
  world.serve("z.p.pp", "@ NS h.s.ss.\n");
  world.propose("s.ss", kElsewhere + "k A 192.0.2.1\n").propose("p.pp", kElsewhere + "z NS g.s.ss.\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("p.pp") == "lost z.p.pp parent's servers h.s.ss in p.pp, fix p.pp");
  CHECK(world.why("s.ss") == "lost z.p.pp host's address h.s.ss in s.ss, fix s.ss");
}

TEST_CASE("a parent that drops a cut loses the zone below") {
  World world;
  world.serve("p.pp", "@ NS h\n" + kAddress + "z NS h.z\nh.z A 192.0.2.2\n").serve("z.p.pp", "@ NS h\nh A 192.0.2.2\n");
  world.propose("p.pp", "@ NS h\n" + kAddress);
  CHECK(world.accepted() == Names{});
  CHECK(world.why("p.pp") == "lost z.p.pp parent's cut in p.pp, fix p.pp");
}

TEST_CASE("a parent may drop the cut of a zone that goes") {
  World world;
  world.serve("p.pp", "@ NS h\n" + kAddress + "z NS h.z\nh.z A 192.0.2.2\n").serve("z.p.pp", "@ NS h\nh A 192.0.2.2\n");
  world.propose("p.pp", "@ NS h\n" + kAddress).remove("z.p.pp");
  CHECK(world.accepted() == Names{"p.pp", "z.p.pp"});
  CHECK(world.found().find(name("z.p.pp")) == check::kNobody);
}

TEST_CASE("glue that the parent drops, and an address of its own that a zone drops") {
  World world;
  world.serve("p.pp", "@ NS h\n" + kAddress + "z NS h.z\nh.z A 192.0.2.2\n").serve("z.p.pp", "@ NS h\nh A 192.0.2.2\n");
  world.propose("p.pp", "@ NS h\n" + kAddress + "z NS h.z\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("p.pp") == "lost z.p.pp parent's glue h.z.p.pp in p.pp, fix p.pp");
  world.propose("p.pp", "@ NS h\nz NS h.z\nh.z A 192.0.2.2\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("p.pp") == "lost p.pp own address h.p.pp in p.pp, fix p.pp");
  world.propose("z.p.pp", "@ NS h\n");  // the parent's word counts
  CHECK(world.accepted() == Names{"z.p.pp"});
}

TEST_CASE("a new zone that takes a name without the host that others use there") {
  World world;
  world.serve("a.aa", "@ NS ns9.b.bb.\n").propose("b.bb", "@ NS h\n" + kAddress);
  CHECK(world.accepted() == Names{});
  CHECK(world.why("b.bb") == "lost a.aa host's address ns9.b.bb in b.bb, fix b.bb");
}

TEST_CASE("an addition is rejected as long as it has not what others use there, and nobody may move to it") {
  World world;
  world.serve("a.aa", "@ NS ns9.b.bb.\n").serve("c.cc", kElsewhere);
  for (int times = 0; times < 2; ++times) {
    world.propose_addition("b.bb", "@ NS h\n" + kAddress)
        .propose("c.cc", "@ NS h.b.bb.\n")
        .propose("a.aa", "@ NS ns9.b.bb.\n");
    CHECK(world.accepted() == Names{"a.aa"});
    CHECK(world.why("b.bb") == "lost a.aa host's address ns9.b.bb in b.bb, fix b.bb");
    CHECK(world.why("c.cc") == "lost c.cc own servers ns.outside.invalid in c.cc, fix b.bb");
  }
  world.propose_addition("b.bb", "@ NS h\nns9 A 192.0.2.1\n" + kAddress).propose("c.cc", "@ NS h.b.bb.\n");
  CHECK(world.accepted() == Names{"b.bb", "c.cc"});
}

TEST_CASE("who follows a rename that was rejected is told whom to fix") {
  World world;
  world.serve("a.aa", kElsewhere + "h A 192.0.2.1\n").serve("b.bb", "@ NS h.a.aa.\n" + kAddress);
  world.serve("c.cc", "@ NS h.b.bb.\n");
  world.propose("a.aa", kElsewhere + "g A 192.0.2.1\n", true).propose("b.bb", "@ NS g.a.aa.\ng A 192.0.2.3\n");
  world.propose("c.cc", "@ NS g.b.bb.\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("a.aa") == "alone, fix a.aa");
  CHECK(world.why("b.bb") == "lost b.bb own servers h.a.aa in b.bb, fix a.aa");
  CHECK(world.why("c.cc") == "lost c.cc own servers h.b.bb in c.cc, fix a.aa");
}

TEST_CASE("what was rejected for another's fault comes back together where neither can alone") {
  World world;
  world.serve("c.cc", kElsewhere + kAddress).serve("w.ww", "@ NS h.c.cc.\n");
  world.serve("y.yy", kElsewhere + kAddress).serve("x.xx", "@ NS h.y.yy.\n");
  world.propose("c.cc", kElsewhere);                       // takes the server of w, and of the new y
  world.propose("y.yy", "@ NS h.c.cc.\ng A 192.0.2.1\n");  // renames what x uses
  world.propose("x.xx", "@ NS g.y.yy.\n");
  CHECK(world.accepted() == Names{"x.xx", "y.yy"});
  CHECK(world.why("c.cc") == "lost w.ww host's address h.c.cc in c.cc, fix c.cc");
  CHECK(world.is_found("x.xx"));
}

TEST_CASE("a removal tells whose only server, or whose cut, goes with it") {
  World world;
  world.serve("a.aa", kElsewhere + kAddress + "kid NS ns.outside.invalid.\n").serve("kid.a.aa", kElsewhere);
  world.serve("b.bb", "@ NS h.a.aa.\n").serve("c.cc", "@ NS h.a.aa.\n" + kElsewhere);
  world.remove("a.aa");
  CHECK(world.accepted() == Names{"a.aa"});
  CHECK(world.harms() == Names{"a.aa: b.bb host's address h.a.aa in a.aa", "a.aa: kid.a.aa parent's cut in a.aa"});
  CHECK(world.is_found("b.bb"));  // someone else serves a.aa
}

TEST_CASE("who loses a server by a removal, and has another one, is not told") {
  World world;
  world.serve("a.aa", "@ NS h\n" + kAddress).serve("b.bb", "@ NS h.a.aa.\n@ NS h\nh A 192.0.2.2\n");
  world.serve("c.cc", "@ NS h.a.aa.\n@ NS h.d.dd.\n").serve("d.dd", "@ NS h\n" + kAddress).leave_out("e.ee");
  world.remove("a.aa").remove("e.ee").remove("never.ff");
  CHECK(world.accepted() == Names{"a.aa", "e.ee", "never.ff"});
  CHECK(world.harms() == Names{});
  world.serve("a.aa", "@ NS h\n" + kAddress).remove("a.aa").remove("d.dd");  // both of c's at once
  CHECK(world.accepted() == Names{"a.aa", "d.dd"});
  CHECK(world.harms() == Names{"a.aa: c.cc host's address h.a.aa in a.aa"});
}

TEST_CASE("a transferred zone that is new goes live whatever it is, and a bad version of it does not") {
  World world;
  world.serve("a.aa", "@ NS h.b.bb.\n").transfer("b.bb", "@ NS g.b.bb.\n");
  CHECK(world.accepted() == Names{"b.bb"});
  CHECK(world.harms() == Names{"b.bb: a.aa host's address h.b.bb in b.bb"});
  CHECK_FALSE(world.is_found("a.aa"));
}

TEST_CASE("the only delegation of a new zone that comes between a parent and its zone") {
  World world;
  world.serve("pp", "@ NS h\n" + kAddress + "z.y NS h.z.y\nh.z.y A 192.0.2.2\n");
  world.serve("z.y.pp", "@ NS h\nh A 192.0.2.2\n");
  // The parent now delegates what lies between, and that does not delegate the zone.
  world.propose("pp", "@ NS h\n" + kAddress + "y NS h.y\nh.y A 192.0.2.3\n");
  world.propose("y.pp", "@ NS h\nh A 192.0.2.3\n");
  CHECK(world.accepted() == Names{"y.pp"});
  CHECK(world.why("pp") == "lost z.y.pp parent's cut in pp, fix pp");
  world.propose("pp", "@ NS h\n" + kAddress + "y NS h.y\nh.y A 192.0.2.3\n");
  world.propose("y.pp", "@ NS h\nh A 192.0.2.3\nz NS h.z\nh.z A 192.0.2.2\n");
  CHECK(world.accepted() == Names{"pp", "y.pp"});
}

TEST_CASE("a stub on the way: who drops its glue or its cut is to blame") {
  World world;
  world.serve("p.pp", "@ NS h\n" + kAddress + "s NS h.s\nh.s A 192.0.2.2\n").serve("z.zz", "@ NS any.s.p.pp.\n");
  world.propose("p.pp", "@ NS h\n" + kAddress + "s NS h.s\n");
  CHECK(world.accepted() == Names{});
  CHECK(world.why("p.pp") == "lost z.zz parent's glue h.s.p.pp in p.pp, fix p.pp");
  world.propose("p.pp", "@ NS h\n" + kAddress);
  CHECK(world.accepted() == Names{});
  CHECK(world.why("p.pp") == "lost z.zz host's address any.s.p.pp in p.pp, fix p.pp");
}

TEST_CASE("without reachability only what is rejected alone is rejected") {
  World world;
  std::vector<publish::Proposal> proposals;
  const auto bad = make_zone("a.aa", "@ NS h\n");
  const auto worse = make_zone("b.bb", "@ NS h\n");
  proposals.push_back({.origin = bad->origin(), .zone = bad});
  proposals.push_back({.origin = worse->origin(), .zone = worse, .rejected_alone = true});
  const publish::Judgement judgement = publish::judge(world.found(), proposals, {.reachability = false});
  CHECK(judgement.accepted == std::vector<std::size_t>{0});
  REQUIRE(judgement.rejected.size() == 1);
  CHECK(judgement.rejected[0].reason == publish::Rejection::Reason::Alone);
}
