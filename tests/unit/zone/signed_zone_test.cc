// What a zone knows of its own signatures: hashes (FIPS 180-4, RFC 5155 appendix A), RRSIG sets by the type that they
// cover (RFC 4034 §3), and the two chains of denial.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "zone/builder.h"
#include "zone/nsec3_hash.h"
#include "zone/sha1.h"

namespace bailiwick::zone {
namespace {

using rr::Type;
using Octets = std::vector<std::uint8_t>;

wire::Name signed_name(std::string_view text) {
  return wire::Name::from_text(text).value();
}

base::Bytes octets_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string sha1_hex(std::string_view a, std::string_view b = "") {
  Sha1Digest digest;
  sha1(octets_of(a), octets_of(b), digest);
  std::string hex;
  for (const std::uint8_t octet : digest) {
    hex += "0123456789abcdef"[octet >> 4];
    hex += "0123456789abcdef"[octet & 15];
  }
  return hex;
}

TEST_CASE("SHA-1 gives the digests of FIPS 180's examples, however the message is cut") {
  CHECK(sha1_hex("") == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(sha1_hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(sha1_hex("a", "bc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  // Around where the length no longer fits into the block (by sha1sum).
  CHECK(sha1_hex(std::string(50, 'a'), std::string(5, 'a')) == "c1c8bbdc22796e28c0e15163d20899b65621d65a");
  CHECK(sha1_hex(std::string(51, 'a'), std::string(5, 'a')) == "c2db330f6083854c99d4b5bfb6e8f29f201be699");
  CHECK(sha1_hex(std::string(64, 'a')) == "0098ba824b5c16427bd7a1122a5a442a25ec644d");
  CHECK(sha1_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmn", "lmnomnopnopq") ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(sha1_hex(std::string(999999, 'a'), "a") == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

TEST_CASE("names hash as in RFC 5155 appendix A") {
  const std::uint8_t salt[] = {0xaa, 0xbb, 0xcc, 0xdd};
  const Nsec3Params params{.algorithm = kNsec3Sha1, .iterations = 12, .salt = salt};
  const auto hashes_to = [&](const char* name, std::string_view label) {
    const auto expected = nsec3_owner_hash(octets_of(label));
    return expected && nsec3_hash(signed_name(name), params) == *expected;
  };
  CHECK(hashes_to("example.", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"));
  CHECK(hashes_to("a.example.", "35mthgpgcu1qg68fab165klnsnk3dpvl"));
  CHECK(hashes_to("*.w.example.", "r53bq7cc2uvmubfu5ocmm6pers9tk9en"));
  CHECK(hashes_to("xx.example.", "T644EBQK9BIBCNA874GIVR6JOJ62MLHV"));
  CHECK_FALSE(hashes_to("xx.example.", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"));
  CHECK_FALSE(nsec3_owner_hash(octets_of("0p9mhaveqvm6t7vbl5lop2u3t2rp3to")));   // an octet short
  CHECK_FALSE(nsec3_owner_hash(octets_of("wp9mhaveqvm6t7vbl5lop2u3t2rp3tom")));  // w is no digit
}

TEST_CASE("the parameters of NSEC3 are read with their salt, and not from what is cut off") {
  const Octets rdata = {1, 1, 0, 12, 2, 0xaa, 0xbb, 20};
  const auto params = nsec3_params(rdata);
  REQUIRE(params);
  CHECK(params->flags == 1);
  CHECK(params->iterations == 12);
  CHECK(Octets(params->salt.begin(), params->salt.end()) == Octets{0xaa, 0xbb});
  CHECK_FALSE(nsec3_params(base::Bytes(rdata).first(6)));
  CHECK_FALSE(nsec3_params(base::Bytes(rdata).first(4)));
}

struct SignedMaker {
  Builder builder{signed_name("example.")};
  std::uint32_t line = 0;

  void add(const char* owner, Type type, const Octets& rdata, std::uint32_t ttl = 300) {
    CHECK(builder.add(signed_name(owner), type, ttl, rdata, {++line, 1, 0}));
  }
  void add_rrsig(const char* owner, Type covered, std::uint32_t ttl, std::uint8_t key_tag) {
    Octets rdata = {0, static_cast<std::uint8_t>(covered), 13, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, key_tag};
    const wire::Name signer = signed_name("example.");
    rdata.insert(rdata.end(), signer.data(), signer.data() + signer.size());
    rdata.push_back(1);
    add(owner, Type::RRSIG, rdata, ttl);
  }
  void add_nsec(const char* owner, const char* next) {
    const wire::Name name = signed_name(next);
    add(owner, Type::NSEC, Octets(name.data(), name.data() + name.size()));
  }
  void add_nsec3(const std::string& label, std::uint8_t iterations) {
    Octets rdata = {1, 0, 0, iterations, 0, 20};
    rdata.resize(rdata.size() + 20);
    add((label + ".example.").c_str(), Type::NSEC3, rdata);
  }
  Built built() { return std::move(builder).finish(); }
};

TEST_CASE("signatures of different types keep their own TTLs, and are found by type") {
  SignedMaker maker;
  maker.add("www.example.", Type::A, {192, 0, 2, 1}, 300);
  maker.add("www.example.", Type::TXT, {1, 'x'}, 7200);
  maker.add_rrsig("www.example.", Type::TXT, 7200, 1);
  maker.add_rrsig("www.example.", Type::A, 300, 1);
  maker.add_rrsig("www.example.", Type::TXT, 7200, 2);
  const Built built = maker.built();
  CHECK(built.notes.kept().empty());
  const Zone& zone = *built.zone;
  CHECK(zone.is_signed());
  const NodeId www = zone.find_exact(signed_name("www.example."));
  const auto of_a = zone.find_signatures(www, Type::A);
  const auto of_txt = zone.find_signatures(www, Type::TXT);
  REQUIRE(of_a);
  REQUIRE(of_txt);
  CHECK(of_a->ttl() == 300);
  CHECK(of_a->size() == 1);
  CHECK(of_txt->ttl() == 7200);
  CHECK(of_txt->size() == 2);
  CHECK_FALSE(zone.find_signatures(www, Type::AAAA));
  // Of one type they are an RRset with one TTL, as others are (RFC 2181 §5.2).
  SignedMaker other;
  other.add_rrsig("www.example.", Type::A, 300, 1);
  other.add_rrsig("www.example.", Type::A, 600, 2);
  CHECK(other.built().notes.count(Note::Kind::TtlDiffers) == 1);
}

TEST_CASE("the NSEC chain finds the record at a name, or the one before it") {
  SignedMaker maker;
  maker.add_nsec("example.", "b.example.");
  maker.add_nsec("b.example.", "x.y.example.");
  maker.add("b.example.", Type::NS, {1, 'h', 0});
  maker.add_nsec("c.b.example.", "example.");  // occluded, so no part of the chain
  maker.add_nsec("x.y.example.", "example.");
  const Built built = maker.built();
  const Zone& zone = *built.zone;
  REQUIRE_FALSE(zone.nsec_chain().empty());
  const auto before = [&](const char* text) {
    return wire::to_text(zone.name(zone.nsec_chain().at_or_before(zone, signed_name(text))));
  };
  CHECK(before("example.") == "example.");
  CHECK(before("a.example.") == "example.");
  CHECK(before("b.example.") == "b.example.");
  CHECK(before("d.c.b.example.") == "b.example.");
  CHECK(before("y.example.") == "b.example.");
  CHECK(before("X.Y.example.") == "x.y.example.");
  CHECK(before("zzz.example.") == "x.y.example.");
  SignedMaker without_apex;
  without_apex.add_nsec("b.example.", "example.");
  CHECK(without_apex.built().zone->nsec_chain().empty());
}

// The hashes of example. and www.example. without salt and iterations, by ldns-nsec3-hash.
constexpr const char* kHashOfApex = "3msev9usmd4br9s97v51r2tdvmr9iqo1";
constexpr const char* kHashOfWww = "9kqnrpnekplbct2m3k9jh3cljviok2b5";

TEST_CASE("the NSEC3 chain knows the records of names that exist, and is not a part of them") {
  SignedMaker maker;
  maker.add("example.", Type::NSEC3PARAM, {1, 0, 0, 9, 0});  // of a chain that is not there
  maker.add("example.", Type::NSEC3PARAM, {1, 0, 0, 0, 0});
  maker.add("www.example.", Type::A, {192, 0, 2, 1});
  maker.add("mail.example.", Type::A, {192, 0, 2, 1});
  maker.add_nsec3(kHashOfApex, 0);
  maker.add_nsec3(kHashOfWww, 0);
  const Built built = maker.built();
  const Zone& zone = *built.zone;
  REQUIRE_FALSE(zone.nsec3_chain().empty());
  const auto matching = [&](const char* text) {
    const NodeId node = zone.nsec3_chain().matching(zone.find_exact(signed_name(text)));
    return node == kNoNode ? "" : wire::to_text(zone.name(node));
  };
  CHECK(matching("example.") == std::string(kHashOfApex) + ".example.");
  CHECK(matching("www.example.") == std::string(kHashOfWww) + ".example.");
  CHECK(matching("mail.example.").empty());  // as opt-out leaves it
  // RFC 5155 §7.2.8.
  CHECK(zone.find_exact(signed_name(std::string(kHashOfApex) + ".example.")) == kNoNode);
  // kncb8asp… comes behind the last, so the last covers it.
  CHECK(wire::to_text(zone.name(zone.nsec3_chain().covering(signed_name("ns.example.")))).substr(0, 4) == "9kqn");
}

TEST_CASE("an NSEC3 record's owner is a name where something else stands there or below") {
  SignedMaker maker;
  maker.add_nsec3(kHashOfApex, 0);
  maker.add_nsec3(kHashOfWww, 0);
  const std::string beside = std::string(kHashOfApex) + ".example.";
  const std::string above = std::string(kHashOfWww) + ".example.";
  maker.add(beside.c_str(), Type::A, {192, 0, 2, 1});
  maker.add(("a." + above).c_str(), Type::A, {192, 0, 2, 1});
  const Built built = maker.built();
  CHECK(built.zone->find_exact(signed_name(beside)) != kNoNode);
  CHECK(built.zone->find_exact(signed_name(above)) != kNoNode);
}

TEST_CASE("a chain of more iterations than anybody validates is none (RFC 9276 §3.2)") {
  const auto is_chain = [](std::uint8_t iterations, const char* hash_of_apex) {
    SignedMaker maker;
    maker.add("example.", Type::NSEC3PARAM, {1, 0, 0, iterations, 0});
    maker.add_nsec3(hash_of_apex, iterations);
    return !maker.built().zone->nsec3_chain().empty();
  };
  CHECK(is_chain(100, "jieidaru68sm01lporogns2auee8ercp"));
  CHECK_FALSE(is_chain(101, "neaofnpv04c14l1ouaie6db40hd5a2fq"));
}

}  // namespace
}  // namespace bailiwick::zone
