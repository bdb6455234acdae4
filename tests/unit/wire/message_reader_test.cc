// The message reader: examples of the RFCs, octet by octet, and what a hostile sender may send.
#include "wire/message_reader.h"

#include <doctest/doctest.h>

#include <set>

#include "unit/wire/message_support.h"

using namespace bailiwick;
using namespace bailiwick::wire;

namespace {

MessageError error_of(const RawMessage& draft) {
  return read_message(draft.bytes).error;
}

}  // namespace

TEST_CASE("the header's fields (RFC 1035 §4.1.1)") {
  Octets message = {0x12, 0x34, 0xa8, 0x05, 0, 1, 0, 2, 0, 3, 0, 4};
  const MessageReader reader(message);
  CHECK(reader.id() == 0x1234);
  CHECK(reader.flags() == 0xa805);
  CHECK(reader.opcode() == 5);
  CHECK(reader.rcode() == 5);
  CHECK(reader.count(Section::Question) == 1);
  CHECK(reader.count(Section::Answer) == 2);
  CHECK(reader.count(Section::Authority) == 3);
  CHECK(reader.count(Section::Additional) == 4);
}

TEST_CASE("less than a header has no fields, and is an error") {
  const Octets message(kHeaderSize, 0xff);
  for (std::size_t size = 0; size < kHeaderSize; ++size) {
    MessageReader reader(base::Bytes(message).first(size));
    CHECK(reader.error() == MessageError::HeaderTruncated);
    CHECK(reader.id() == 0);
    CHECK(reader.flags() == 0);
    CHECK(reader.count(Section::Additional) == 0);
    Record record;
    CHECK_FALSE(reader.next(record));
  }
}

TEST_CASE("the names of RFC 1035 §4.1.4: F.ISI.ARPA at 20, FOO and a pointer to 20, a pointer to 26, the root") {
  RawMessage draft({2, 3, 0, 0});
  draft.put({2, 'a', 'b', 0}).u16(kA).u16(kIn);
  draft.put({1, 'F', 3, 'I', 'S', 'I', 4, 'A', 'R', 'P', 'A', 0}).u16(kA).u16(kIn);
  draft.put({3, 'F', 'O', 'O', 0xc0, 20}).fixed(kA, 4).put({10, 0, 0, 52});
  draft.put({0xc0, 26}).fixed(kA, 0);
  draft.put({0}).fixed(kA, 0);
  const ReadMessage read = read_message(draft.bytes);
  CHECK(read.error == MessageError::None);
  CHECK(read.octets_left == 0);
  REQUIRE(read.questions.size() == 2);
  CHECK(read.questions[1].offset == 20);
  CHECK(to_text(read.questions[1].name) == "F.ISI.ARPA.");
  REQUIRE(read.records.size() == 3);
  CHECK(to_text(read.records[0].owner) == "FOO.F.ISI.ARPA.");
  CHECK(same_octets(read.records[0].rdata, Octets{10, 0, 0, 52}));
  CHECK(read.records[0].offset == 36);
  CHECK(read.records[0].rdata_offset == 52);
  CHECK(to_text(read.records[1].owner) == "ARPA.");
  CHECK(read.records[2].owner.view().is_root());
}

TEST_CASE("sections, class, TTL, and which record is the last") {
  RawMessage draft({0, 1, 0, 2});
  draft.full("a.").u16(kA).u16(kNone).u16(0x8000).u16(1).u16(0);
  draft.full("b.").fixed(kA, 0);
  draft.full("key.").u16(kTypeTsig).u16(kClassAny).u16(0).u16(0).u16(0);
  const ReadMessage read = read_message(draft.bytes);
  REQUIRE(read.records.size() == 3);
  CHECK(read.records[0].section == Section::Answer);
  CHECK(read.records[0].record_class == kNone);
  CHECK(read.records[0].ttl == 0x80000001);
  CHECK_FALSE(read.records[0].is_last);
  CHECK(read.records[1].section == Section::Additional);
  CHECK_FALSE(read.records[1].is_last);
  CHECK(read.records[2].type == kTypeTsig);
  CHECK(read.records[2].is_last);
}

TEST_CASE("a TSIG record in another section, or with records after it, is not the last (RFC 8945 §5.1)") {
  const auto tsig = [](RawMessage& draft) { draft.full("key.").u16(kTypeTsig).u16(kClassAny).u16(0).u16(0).u16(0); };
  RawMessage early({0, 1, 0, 1});
  tsig(early);
  early.full("a.").fixed(kA, 0);
  CHECK_FALSE(read_message(early.bytes).records[0].is_last);
  RawMessage twice({0, 0, 0, 2});
  tsig(twice);
  tsig(twice);
  const ReadMessage read = read_message(twice.bytes);
  CHECK_FALSE(read.records[0].is_last);
  CHECK(read.records[1].is_last);
  RawMessage answer({0, 1, 0, 0});
  tsig(answer);
  CHECK(read_message(answer.bytes).records[0].section == Section::Answer);
}

TEST_CASE("records are read without asking for the questions first, and a copy reads on by itself") {
  const RawMessage draft = ns_reply(nothing().full("ns1.example."));
  MessageReader reader(draft.bytes);
  Record record;
  MessageReader copy = reader;
  REQUIRE(reader.next(record));
  CHECK(to_text(record.owner) == "example.");
  CHECK_FALSE(reader.next(record));
  CHECK(reader.error() == MessageError::None);
  Question question;
  CHECK_FALSE(reader.next(question));
  CHECK(copy.next(question));
}

TEST_CASE("octets after the last record are counted") {
  RawMessage draft = ns_reply(nothing().full("ns1.example."));
  draft.put({1, 2, 3});
  CHECK(read_message(draft.bytes).error == MessageError::None);
  CHECK(read_message(draft.bytes).octets_left == 3);
}

TEST_CASE("counts beyond what is there") {
  CHECK(error_of(RawMessage({1, 0, 0, 0})) == MessageError::QuestionTruncated);
  CHECK(error_of(RawMessage({0, 0, 0, 0xffff})) == MessageError::RecordTruncated);
  RawMessage draft({0, 0, 3, 0});
  draft.full("a.").fixed(kA, 0).full("b.").fixed(kA, 0);
  const ReadMessage read = read_message(draft.bytes);
  CHECK(read.records.size() == 2);
  CHECK(read.error == MessageError::RecordTruncated);
}

TEST_CASE("an error stays") {
  RawMessage draft({0, 2, 0, 0});
  draft.put({0x40}).full("b.").fixed(kA, 0);
  MessageReader reader(draft.bytes);
  Record record;
  CHECK_FALSE(reader.next(record));
  CHECK_FALSE(reader.next(record));
  CHECK(reader.error() == MessageError::BadLabel);
}

TEST_CASE("pointers lead only to before the name (RFC 1035 §4.1.4), and never into the header") {
  const auto question = [](std::size_t target) {
    return error_of(RawMessage({1, 0, 0, 0}).pointer(target).u16(kA).u16(kIn).full("a."));
  };
  CHECK(question(12) == MessageError::BadPointer);  // to itself
  CHECK(question(18) == MessageError::BadPointer);  // forward
  CHECK(question(0x3fff) == MessageError::BadPointer);
  CHECK(question(0) == MessageError::BadPointer);
  CHECK(question(11) == MessageError::BadPointer);
  // a, then a pointer to that same a.
  CHECK(error_of(RawMessage({1, 0, 0, 0}).labels("a.").pointer(12).u16(kA).u16(kIn)) == MessageError::BadPointer);
  // Two names that point to each other: the first one points forward.
  RawMessage two({0, 2, 0, 0});
  two.labels("a.").pointer(26).fixed(kA, 0).labels("b.").pointer(12).fixed(kA, 0);
  CHECK(error_of(two) == MessageError::BadPointer);
  // An rdata that is a loop, which a later owner points to.
  RawMessage hidden({0, 2, 0, 0});
  hidden.full("a.").fixed(kTxt, 4).labels("b.").pointer(25).pointer(25).fixed(kA, 0);
  CHECK(error_of(hidden) == MessageError::BadPointer);
}

TEST_CASE("pointers to pointers are followed, up to one for each label and the root") {
  // An rdata of pointers, each to the one before, the first one to the root; an owner that points to the last one.
  const auto chain = [](std::size_t pointers) {
    RawMessage draft({0, 2, 0, 0});
    draft.full(".").fixed(kTxt, 1 + 2 * (pointers - 1)).put({0});
    for (std::size_t i = 0, target = 23; i + 1 < pointers; ++i) {
      draft.pointer(target);
      target = draft.bytes.size() - 2;
    }
    return draft.pointer(draft.bytes.size() - 2).fixed(kA, 0);
  };
  CHECK(error_of(chain(2)) == MessageError::None);
  CHECK(error_of(chain(kMaxPointers)) == MessageError::None);
  CHECK(error_of(chain(kMaxPointers + 1)) == MessageError::TooManyPointers);
  CHECK(error_of(chain(8000)) == MessageError::TooManyPointers);
}

TEST_CASE("names of 255 octets, and labels of 63, are the longest (RFC 1035 §2.3.4)") {
  const auto question = [](RawMessage draft) { return error_of(draft.u16(kA).u16(kIn)); };
  const std::string longest = long_name(3, 61);
  REQUIRE(name(longest).size() == 255);
  CHECK(question(RawMessage({1, 0, 0, 0}).full(longest)) == MessageError::None);
  CHECK(question(RawMessage({1, 0, 0, 0}).labels(long_name(3, 0)).labels(std::string(62, 'z') + '.').put({0})) ==
        MessageError::NameTooLong);
  CHECK(question(RawMessage({1, 0, 0, 0}).full(std::string(63, 'a') + '.')) == MessageError::None);
  for (const std::uint8_t type : Octets{0x40, 0x41, 0x7f, 0x80, 0xbf})  // RFC 6891 §5: 01 is not in use; 10 never was
    CHECK(question(RawMessage({1, 0, 0, 0}).put({type}).put(Octets(64, 'a')).put({0})) == MessageError::BadLabel);
  // 127 labels of one octet are 255 octets; one more is too long.
  RawMessage many({1, 0, 0, 0});
  for (int i = 0; i < 127; ++i) many.labels("x.");
  CHECK(question(RawMessage(many).put({0})) == MessageError::None);
  CHECK(question(RawMessage(many).labels("x.").put({0})) == MessageError::NameTooLong);
  // Too long only once it is expanded.
  RawMessage expanded({1, 1, 0, 0});
  expanded.full(longest).u16(kA).u16(kIn).labels("y.").pointer(12).fixed(kA, 0);
  CHECK(error_of(expanded) == MessageError::NameTooLong);
  RawMessage fits({1, 1, 0, 0});
  fits.full(long_name(3, 59)).u16(kA).u16(kIn).labels("y.").pointer(12).fixed(kA, 0);
  const ReadMessage read = read_message(fits.bytes);
  REQUIRE(read.records.size() == 1);
  CHECK(read.records[0].owner.size() == 255);
}

TEST_CASE("a message cut off at each octet is an error") {
  RawMessage draft({1, 1, 1, 1});
  draft.full("www.example.").u16(kA).u16(kIn);
  draft.pointer(12).fixed(kA, 4).put({192, 0, 2, 1});
  draft.pointer(16).fixed(kMx, 8).put({0, 10, 3, 'm', 'x', '1'}).pointer(16);
  draft.full(".").u16(kTypeOpt).u16(1232).u16(0).u16(0).u16(0);
  REQUIRE(error_of(draft) == MessageError::None);
  std::set<MessageError> seen;
  for (std::size_t size = 0; size < draft.bytes.size(); ++size) {
    CAPTURE(size);
    const MessageError error = read_message(Octets(draft.bytes.begin(), draft.bytes.begin() + size)).error;
    CHECK(error != MessageError::None);
    seen.insert(error);
  }
  CHECK(seen == std::set{MessageError::HeaderTruncated, MessageError::QuestionTruncated, MessageError::RecordTruncated,
                         MessageError::RdataTruncated, MessageError::NameTruncated});
}

TEST_CASE("each error has its own words") {
  std::set<std::string_view> texts;
  for (auto i = static_cast<int>(MessageError::None); i <= static_cast<int>(MessageError::RdataTooLong); ++i)
    texts.insert(message_error_text(static_cast<MessageError>(i)));
  CHECK(texts.size() == static_cast<std::size_t>(MessageError::RdataTooLong) + 1);
  CHECK(texts.count("?") == 0);
}
