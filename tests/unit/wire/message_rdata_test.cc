// Rdata in a message: names expanded as RFC 3597 §4 has it, what no layout fits, and the OPT record.
#include <doctest/doctest.h>

#include <utility>

#include "unit/wire/message_support.h"
#include "wire/message_reader.h"
#include "wire/opt.h"

using namespace bailiwick;
using namespace bailiwick::wire;

namespace {

MessageError rdata_error(const RawMessage& draft, std::uint16_t type) {
  MessageReader reader(draft.bytes);
  Record record;
  REQUIRE(reader.next(record));
  Octets buffer(kMaxRdataSize + 1000);  // more than an rdata can have
  const auto rdata = reader.expand_rdata(record, layout_of(type), buffer);
  return rdata ? MessageError::None : rdata.error();
}

}  // namespace

TEST_CASE("compressed rdata comes out uncompressed, with its case") {
  RawMessage draft({1, 3, 0, 0});
  draft.full("Example.COM.").u16(kSoa).u16(kIn);
  draft.pointer(12).fixed(kSoa, 6 + 7 + 20).labels("ns1.").pointer(12).labels("admi.").pointer(20);
  draft.put(Octets(20, 7));
  draft.pointer(12).fixed(kMx, 4).u16(10).pointer(20);
  draft.pointer(12).fixed(kSrv, 8).put(Octets(6, 1)).pointer(12);
  const ReadMessage read = read_message(draft.bytes);
  REQUIRE(read.records.size() == 3);
  REQUIRE(read.rdata[0]);
  const RawMessage soa = nothing().full("ns1.Example.COM.").full("admi.COM.").put(Octets(20, 7));
  CHECK(same_octets(*read.rdata[0], base::Bytes(soa.bytes).subspan(kHeaderSize)));
  CHECK(read.rdata[1] == Octets{0, 10, 3, 'C', 'O', 'M', 0});
  // RFC 3597 §4: SRV should be expanded when read.
  CHECK(read.rdata[2] == Octets{1, 1, 1, 1, 1, 1, 7, 'E', 'x', 'a', 'm', 'p', 'l', 'e', 3, 'C', 'O', 'M', 0});
}

TEST_CASE("NAPTR: strings before the name") {
  RawMessage draft({1, 1, 0, 0});
  draft.full("example.").u16(kNaptr).u16(kIn);
  draft.pointer(12).fixed(kNaptr, 4 + 2 + 4 + 1 + 2).u16(1).u16(2).put({1, 'u', 3, 'a', 'b', 'c', 0}).pointer(12);
  const ReadMessage read = read_message(draft.bytes);
  REQUIRE(read.rdata.size() == 1);
  CHECK(read.rdata[0] == Octets{0, 1, 0, 2, 1, 'u', 3, 'a', 'b', 'c', 0, 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0});
  // A string that is longer than the rdata, and one that takes all of it.
  RawMessage cut({0, 1, 0, 0});
  cut.full(".").fixed(kNaptr, 6).u16(1).u16(2).put({9, 'u'});
  CHECK(rdata_error(cut, kNaptr) == MessageError::RdataTooShort);
  RawMessage full({0, 1, 0, 0});
  full.full(".").fixed(kNaptr, 6).u16(1).u16(2).put({1, 'u'});
  CHECK(rdata_error(full, kNaptr) == MessageError::RdataTooShort);
}

TEST_CASE("a compressed name where RFC 3597 §4 has none, and an uncompressed one there") {
  RawMessage draft({1, 1, 0, 0});
  draft.full("example.").u16(kDname).u16(kIn).pointer(12).fixed(kDname, 2).pointer(12);
  CHECK(rdata_error(draft, kDname) == MessageError::PointerForbidden);
  RawMessage plain({0, 1, 0, 0});
  plain.full(".").fixed(kDname, 3).full("a.");
  CHECK(rdata_error(plain, kDname) == MessageError::None);
}

TEST_CASE("rdata that ends within its layout, though the message goes on") {
  const auto cut = [](std::size_t rdlength) {
    RawMessage draft({0, 2, 0, 0});
    draft.full("a.").fixed(kMx, rdlength).put(Octets{0, 10, 3, 'n', 's', '1', 0}).put(Octets(40, 0));
    return rdata_error(draft, kMx);
  };
  for (std::size_t rdlength = 1; rdlength < 7; ++rdlength) CHECK(cut(rdlength) == MessageError::RdataTooShort);
  CHECK(cut(7) == MessageError::None);
  // A pointer whose second octet is outside.
  RawMessage half({1, 1, 0, 0});
  half.full("example.").u16(kNs).u16(kIn).pointer(12).fixed(kNs, 1).pointer(12);
  CHECK(rdata_error(half, kNs) == MessageError::RdataTooShort);
}

TEST_CASE("rdata names with bad pointers, and octets after the layout, which are copied") {
  CHECK(rdata_error(ns_reply(nothing().pointer(37)), kNs) == MessageError::BadPointer);  // to itself
  CHECK(rdata_error(ns_reply(nothing().pointer(60)), kNs) == MessageError::BadPointer);
  CHECK(rdata_error(ns_reply(nothing().put({0x80, 0})), kNs) == MessageError::BadLabel);
  const RawMessage longer = ns_reply(nothing().pointer(12).put({1, 2}));
  CHECK(read_message(longer.bytes).rdata[0] == Octets{7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 1, 2});
}

TEST_CASE("an empty rdata stays empty, whatever its type (RFC 2136 §2.4.1, §2.5.2)") {
  RawMessage draft({1, 0, 1, 0});
  draft.full("example.").u16(kSoa).u16(kIn);
  draft.pointer(12).u16(kSoa).u16(kClassAny).u16(0).u16(0).u16(0);
  const ReadMessage read = read_message(draft.bytes);
  REQUIRE(read.rdata.size() == 1);
  CHECK(read.records[0].record_class == kClassAny);
  CHECK(read.rdata[0] == Octets());
}

TEST_CASE("rdata that the buffer does not hold, or no rdata could") {
  const RawMessage draft = ns_reply(nothing().pointer(12));
  MessageReader reader(draft.bytes);
  Record record;
  REQUIRE(reader.next(record));
  Octets buffer(9);
  CHECK(reader.expand_rdata(record, layout_of(kNs), buffer).has_value());
  CHECK(reader.expand_rdata(record, layout_of(kNs), base::MutableBytes(buffer).first(8)).error() ==
        MessageError::RdataTooLong);
  // Two pointers to a name of 255 octets, and what follows them: 65,535 octets when expanded, and one more.
  for (const auto& [rest, error] : {std::pair{65025, MessageError::None}, {65026, MessageError::RdataTooLong}}) {
    RawMessage longest({1, 1, 0, 0});
    longest.full(long_name(3, 61)).u16(kSoa).u16(kIn);
    longest.pointer(12).fixed(kSoa, 4u + rest).pointer(12).pointer(12).put(Octets(rest, 0));
    REQUIRE(longest.bytes.size() <= kMaxMessageSize);
    CHECK(rdata_error(longest, kSoa) == error);
  }
}

TEST_CASE("EDNS: payload, rcode, version, DO and options (RFC 6891 §6.1)") {
  const auto opt_record = [](const Octets& rdata) {
    RawMessage draft({0, 0, 0, 1});
    draft.full(".").u16(kTypeOpt).u16(1232).put({1, 2, 0x80, 0}).u16(rdata.size()).put(rdata);
    return draft;
  };
  const RawMessage draft = opt_record({0, 9, 0, 0, 0, 3, 0, 2, 'n', 's'});
  const ReadMessage read = read_message(draft.bytes);
  REQUIRE(read.records.size() == 1);
  const auto opt = read_opt(read.records[0]);
  REQUIRE(opt);
  CHECK(opt->udp_payload == 1232);
  CHECK(opt->extended_rcode == 1);
  CHECK(opt->version == 2);
  CHECK(opt->dnssec_ok);
  base::Bytes left = opt->options;
  const auto first = take_option(left);
  REQUIRE(first);
  CHECK(first->code == 9);  // EXPIRE (RFC 7314)
  CHECK(first->content.empty());
  const auto second = take_option(left);
  REQUIRE(second);
  CHECK(second->code == 3);
  CHECK(same_octets(second->content, Octets{'n', 's'}));
  CHECK_FALSE(take_option(left));
  for (const Octets& broken : {Octets{0}, Octets{0, 3, 0}, Octets{0, 3, 0, 1}, Octets{0, 3, 0, 0, 9}})
    CHECK_FALSE(read_opt(read_message(opt_record(broken).bytes).records[0]));
  RawMessage owned({0, 0, 0, 1});
  owned.full("a.").u16(kTypeOpt).u16(1232).u16(0).u16(0).u16(0);
  CHECK_FALSE(read_opt(read_message(owned.bytes).records[0]));
  RawMessage elsewhere({0, 1, 0, 0});
  elsewhere.full(".").u16(kTypeOpt).u16(1232).u16(0).u16(0).u16(0);
  CHECK_FALSE(read_opt(read_message(elsewhere.bytes).records[0]));
}
