// The message builder: its octets, its limits, and random messages that the reader has to read as they were meant.
#include "wire/message_builder.h"

#include <doctest/doctest.h>

#include <string>
#include <unordered_map>

#include "unit/wire/random_messages.h"

using namespace bailiwick;
using namespace bailiwick::wire;

namespace {

constexpr std::array<std::uint8_t, 4> kAddress = {192, 0, 2, 1};

RecordView address(NameView owner) {
  return {.owner = owner, .type = kA, .ttl = 3600, .rdata = kAddress};
}
Octets wire_of(std::string_view text) {
  const Name made = name(text);
  return {made.data(), made.data() + made.size()};
}
Octets from(const MessageBuilder& builder, std::size_t offset) {
  const base::Bytes octets = builder.octets().subspan(offset);
  return {octets.begin(), octets.end()};
}
// The octets of the last name that was added as an owner, with room for anything behind it.
Octets owner_octets(MessageBuilder& builder, std::string_view owner) {
  const std::size_t start = builder.size();
  REQUIRE(builder.add(Section::Answer, {.owner = name(owner), .type = kA}, {}));
  const Octets octets = from(builder, start);
  return {octets.begin(), octets.end() - 10};
}

}  // namespace

TEST_CASE("a message: header, question, records, counts (RFC 1035 §4)") {
  Octets buffer(600, 0xee);
  MessageBuilder builder(buffer, 512);
  builder.set_id(0x1234);
  builder.set_flags(kQr | kAa);
  builder.set_opcode(4);
  builder.set_rcode(0x17);
  REQUIRE(builder.add_question(name("a.example."), kNs, kIn));
  const Octets target = wire_of("ns.A.example.");
  REQUIRE(builder.add(Section::Authority, {.owner = name("example."), .type = kNs, .ttl = 0x01020304, .rdata = target},
                      layout_of(kNs)));
  const Octets expected = {0x12, 0x34, 0xa4, 0x07, 0,   1,   0,   0,   0,   1,   0, 0,             // header
                           1,    'a',  7,    'e',  'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 2, 0,   1,  // question
                           0xc0, 14,   0,    2,    0,   1,   1,   2,   3,   4,   0, 7, 2, 'n', 's',
                           1,    'A',  0xc0, 14};  // NS
  CHECK(from(builder, 0) == expected);
  CHECK(same_octets(builder.finish(), expected));
}

TEST_CASE("owners are compressed against the owner before, with the same case only (RFC 5936 §3.4)") {
  Octets buffer(600);
  MessageBuilder builder(buffer, 512);
  CHECK(owner_octets(builder, "www.example.") == wire_of("www.example."));  // www at 12, example at 16
  CHECK(owner_octets(builder, "www.example.") == Octets{0xc0, 12});
  CHECK(owner_octets(builder, "example.") == Octets{0xc0, 16});
  CHECK(owner_octets(builder, ".") == Octets{0});
  CHECK(owner_octets(builder, "b.www.example.") == Octets{1, 'b', 0xc0, 12});
  CHECK(owner_octets(builder, "WWW.example.") == Octets{3, 'W', 'W', 'W', 0xc0, 16});
  CHECK(owner_octets(builder, "www.EXAMPLE.") == wire_of("www.EXAMPLE."));
  CHECK(owner_octets(builder, "xample.") == wire_of("xample."));
}

TEST_CASE("rdata names: only those of RFC 1035 are compressed (RFC 3597 §4)") {
  Octets buffer(600);
  MessageBuilder builder(buffer, 512);
  REQUIRE(builder.add_question(name("example."), kSoa, kIn));  // example at 12
  const auto rdata_of = [&](std::uint16_t type, const Octets& rdata) {
    const std::size_t start = builder.size();
    REQUIRE(builder.add(Section::Answer, {.owner = name("example."), .type = type, .rdata = rdata}, layout_of(type)));
    return from(builder, start + 12);
  };
  const auto joined = [](Octets first, const Octets& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
  };
  CHECK(rdata_of(kMx, joined({0, 10}, wire_of("mx.example."))) == Octets{0, 10, 2, 'm', 'x', 0xc0, 12});
  CHECK(rdata_of(kPtr, wire_of("mx.example.")) == Octets{0xc0, 39});
  CHECK(rdata_of(kNs, wire_of(".")) == Octets{0});
  const Octets soa = joined(joined(wire_of("mx.example."), wire_of("h.example.")), Octets(20, 1));
  CHECK(rdata_of(kSoa, soa) == joined({0xc0, 39, 1, 'h', 0xc0, 12}, Octets(20, 1)));
  for (const std::uint16_t type : {kDname, kTxt})
    CHECK(rdata_of(type, wire_of("mx.example.")) == wire_of("mx.example."));
  const Octets srv = joined(Octets(6, 0), wire_of("mx.example."));
  CHECK(rdata_of(kSrv, srv) == srv);
}

TEST_CASE("rdata without the form of its layout goes out as it is; that of an UPDATE is empty (RFC 2136 §2.4.1)") {
  Octets buffer(600);
  MessageBuilder builder(buffer, 512);
  REQUIRE(builder.add_question(name("example."), kSoa, kIn));
  for (const Octets& rdata : {Octets{}, Octets{0}, Octets{0, 10}, Octets{0, 10, 3, 'n'}}) {
    REQUIRE(builder.add(Section::Answer,
                        {.owner = name("example."), .type = kMx, .record_class = kClassAny, .rdata = rdata},
                        layout_of(kMx)));
    CHECK(from(builder, builder.size() - rdata.size()) == rdata);
    CHECK(base::load16(buffer.data() + builder.size() - rdata.size() - 2) == rdata.size());
  }
  CHECK(builder.count(Section::Answer) == 4);
}

TEST_CASE("what does not fit is false and leaves the message as before, at each limit") {
  for (std::size_t limit = kHeaderSize; limit < 90; ++limit) {
    CAPTURE(limit);
    Octets buffer(120, 0xee);
    MessageBuilder builder(buffer, limit);
    std::size_t fitted = 0;
    const auto step = [&](auto add) {
      const Octets before = from(builder, 0);
      if (add())
        ++fitted;
      else
        CHECK(from(builder, 0) == before);
    };
    const Octets mail = {0, 10, 2, 'm', 'x', 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0};
    step([&] { return builder.add_question(name("example."), kMx, kIn); });
    step([&] {
      return builder.add(Section::Answer, {.owner = name("example."), .type = kMx, .rdata = mail}, layout_of(kMx));
    });
    step([&] { return builder.add(Section::Additional, address(name("mx.example.")), {}); });
    for (std::size_t i = limit; i < buffer.size(); ++i) REQUIRE(buffer[i] == 0xee);
    // The names of records that did not fit are no targets: what is there reads back.
    const ReadMessage read = read_message(builder.octets());
    CHECK(read.error == MessageError::None);
    CHECK(read.octets_left == 0);
    CHECK(read.questions.size() + read.records.size() == fitted);
  }
}

TEST_CASE("reserved room is for OPT and TSIG alone") {
  Octets buffer(kMaxMessageSize);
  const Octets tsig(50, 7);
  const std::size_t tsig_size = name("key.").size() + kRecordFixedSize + tsig.size();
  MessageBuilder builder(buffer, 200);
  REQUIRE(builder.reserve(kOptSize + 6));
  REQUIRE(builder.reserve(tsig_size));
  CHECK_FALSE(builder.reserve(200));
  REQUIRE(builder.add_question(name("example."), kA, kIn));
  while (builder.add(Section::Answer, address(name("example.")), {})) {
  }
  CHECK(builder.room() < 16);
  CHECK_FALSE(builder.add_opt({.udp_payload = 1232, .options = Octets(6, 0)}));
  std::array<std::uint8_t, 6> options;
  std::size_t used = 0;
  REQUIRE(append_option(options, used, {.code = 3, .content = base::Bytes(kAddress).first(2)}));
  CHECK_FALSE(append_option(options, used, {.code = 3}));
  CHECK(used == 6);
  builder.release(kOptSize + 6);
  REQUIRE(builder.add_opt({.udp_payload = 1232, .extended_rcode = 1, .dnssec_ok = true, .options = options}));
  CHECK(from(builder, builder.size() - 17) == Octets{0, 0, 41, 0x04, 0xd0, 1, 0, 0x80, 0, 0, 6, 0, 3, 0, 2, 192, 0});
  const std::size_t signed_size = builder.size();
  builder.release(tsig_size);
  REQUIRE(builder.add_tsig(name("key."), tsig));
  CHECK(builder.size() <= 200);
  const ReadMessage read = read_message(builder.finish());
  REQUIRE(read.error == MessageError::None);
  const Record& last = read.records.back();
  CHECK(last.type == kTypeTsig);
  CHECK(last.record_class == kClassAny);
  CHECK(last.ttl == 0);
  CHECK(last.is_last);
  CHECK(last.offset == signed_size);
  CHECK(same_octets(last.rdata, tsig));
  CHECK(builder.count(Section::Additional) == 2);
}

TEST_CASE("the owner of a TSIG record is not compressed") {
  Octets buffer(200);
  MessageBuilder builder(buffer, 200);
  REQUIRE(builder.add_question(name("key.example."), kA, kIn));
  const std::size_t start = builder.size();
  REQUIRE(builder.add_tsig(name("key.example."), {}));
  CHECK(from(builder, start).size() == name("key.example.").size() + kRecordFixedSize);
}

TEST_CASE("no pointer leads beyond 0x3fff (RFC 1035 §4.1.4), and names there are still right") {
  Octets buffer(kMaxMessageSize);
  MessageBuilder builder(buffer, kMaxMessageSize);
  REQUIRE(builder.add_question(name("example."), kA, kIn));
  const Octets filler(0x3ffc - 25 - 11, 0);  // so that the next owner begins at 0x3ffc: its `b` is at 0x3ffe
  REQUIRE(builder.add(Section::Answer, {.owner = name("."), .type = kTxt, .rdata = filler}, {}));
  REQUIRE(builder.size() == 0x3ffc);
  CHECK(owner_octets(builder, "a.b.c.example.") == Octets{1, 'a', 1, 'b', 1, 'c', 0xc0, 12});
  // All of it, and b with what follows, can be reached; c cannot.
  CHECK(owner_octets(builder, "a.b.c.example.") == Octets{0xff, 0xfc});
  CHECK(owner_octets(builder, "x.b.c.example.") == Octets{1, 'x', 0xff, 0xfe});
  CHECK(owner_octets(builder, "c.example.") == Octets{1, 'c', 0xc0, 12});
  CHECK(owner_octets(builder, "other.") == wire_of("other."));
  CHECK(owner_octets(builder, "other.") == wire_of("other."));
  std::size_t written = 7;
  for (; builder.add(Section::Answer, address(name("n" + std::to_string(written) + ".other.")), {}); ++written) {
  }
  CHECK(read_message(builder.octets()).error == MessageError::None);
  CHECK(read_message(builder.octets()).records.size() == written);
}

TEST_CASE("the owner before is remembered, however many names come between, and beyond 0x3fff as far as it is before") {
  Octets buffer(kMaxMessageSize);
  MessageBuilder builder(buffer, kMaxMessageSize);
  REQUIRE(builder.add_question(name("q."), kNs, kIn));
  REQUIRE(owner_octets(builder, "o.example.") == wire_of("o.example."));
  for (int i = 0; builder.size() < 0x4000; ++i) {
    const Octets target = wire_of("n" + std::to_string(i) + '.');
    const std::size_t start = builder.size();
    REQUIRE(builder.add(Section::Answer, {.owner = name("o.example."), .type = kNs, .rdata = target}, layout_of(kNs)));
    REQUIRE(base::load16(&buffer[start]) == (0xc000 | 19));
  }
  CHECK(owner_octets(builder, "y.o.example.") == Octets{1, 'y', 0xc0, 19});
  CHECK(owner_octets(builder, "y.o.example.") == Octets{1, 'y', 0xc0, 19});
}

TEST_CASE("two names with one hash are two names") {
  std::unordered_map<std::uint32_t, int> seen;
  const auto made = [](int number) { return name("n" + std::to_string(number) + '.'); };
  int collisions = 0;
  for (int number = 100000; number < 400000 && collisions < 3; ++number) {
    const auto [first, is_new] = seen.emplace(NameEndings(made(number)).hash[0], number);
    if (is_new) continue;
    ++collisions;
    Octets buffer(100);
    MessageBuilder builder(buffer, 100);
    REQUIRE(builder.add_question(made(first->second), kA, kIn));
    REQUIRE(builder.add(Section::Answer, address(made(number)), {}));
    CHECK(to_text(read_message(builder.octets()).records.at(0).owner) == to_text(made(number)));
  }
  CHECK(collisions > 0);
}

TEST_CASE("names of 255 octets and 127 labels, and a message filled to its last octet") {
  std::string many;
  for (int i = 0; i < 127; ++i) many += "x.";
  Octets buffer(600);
  MessageBuilder builder(buffer, 12 + 255 + 10 + 2 + 10 + 3);
  CHECK(owner_octets(builder, many).size() == 255);
  CHECK(owner_octets(builder, many) == Octets{0xc0, 12});
  CHECK(builder.room() == 3);
  CHECK_FALSE(builder.add(Section::Answer, address(name(many)), {}));
}

TEST_CASE("random messages, some too small for all, are read back as they were built") {
  Random random(1);
  std::size_t records = 0;
  for (int i = 0; i < 2000; ++i) {
    const Made made = make_message(random, i % 2 == 0 ? kMaxMessageSize : 12 + random.below(1500));
    if (made.message.empty()) continue;
    require_read_back(made);
    records += made.records.size();
  }
  CHECK(records > 50000);
}

TEST_CASE("random messages far beyond the reach of pointers are read back as they were built") {
  Random random(4);
  std::size_t large = 0;
  for (int i = 0; i < 10; ++i) {
    const Made made = make_message(random, kMaxMessageSize, 3000);
    require_read_back(made);
    if (made.message.size() > 40000) ++large;
  }
  CHECK(large >= 5);
}
