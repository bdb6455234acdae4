#include "wire/query.h"

#include <doctest/doctest.h>

#include <vector>

using namespace bailiwick;
using namespace bailiwick::wire;

namespace {

using Message = std::vector<std::uint8_t>;

// example. A IN, with room for records behind.
Message question() {
  return {0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0, 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 1, 0, 1};
}
Message with_opt(Message message, Message options = {}, std::uint8_t version = 0) {
  ++message[11];
  message.insert(message.end(), {0, 0, 41, 0x10, 0x00, 0, version, 0x80, 0});
  message.insert(message.end(),
                 {static_cast<std::uint8_t>(options.size() >> 8), static_cast<std::uint8_t>(options.size())});
  message.insert(message.end(), options.begin(), options.end());
  return message;
}
QueryFault fault(const Message& message) {
  Query query;
  return parse_query(message, query);
}

}  // namespace

TEST_CASE("a plain question") {
  const Message message = question();
  Query query;
  REQUIRE(parse_query(message, query) == QueryFault::None);
  CHECK(to_text(query.qname) == "example.");
  CHECK(query.qtype == 1);
  CHECK(query.qclass == 1);
  CHECK(query.question_end == message.size());
  CHECK_FALSE(query.edns.present);
}

TEST_CASE("EDNS fields and options") {
  Query query;
  const Message message = with_opt(question(), {0, 3, 0, 0, 0, 11, 0, 0, 0xff, 0xfe, 0, 1, 9}, 1);
  REQUIRE(parse_query(message, query) == QueryFault::None);
  CHECK(query.edns.present);
  CHECK(query.edns.version == 1);
  CHECK(query.edns.udp_payload == 4096);
  CHECK(query.edns.dnssec_ok);
  CHECK(query.edns.wants_nsid);
  CHECK(query.edns.has_keepalive);
}

TEST_CASE("silence for what must not be answered") {
  Message response = question();
  response[2] |= 0x80;
  CHECK(fault(response) == QueryFault::Silence);
  for (std::size_t size = 0; size < 12; ++size) CHECK(fault(Message(size)) == QueryFault::Silence);
}

TEST_CASE("every message that is cut short is a format error") {
  const Message whole = with_opt(question(), {0, 3, 0, 0});
  for (std::size_t size = 12; size < whole.size(); ++size)
    CHECK(fault(Message(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))) == QueryFault::FormErr);
}

TEST_CASE("format errors") {
  CHECK(fault(with_opt(with_opt(question()))) == QueryFault::FormErr);      // two OPTs
  CHECK(fault(with_opt(question(), {0, 3, 0, 9})) == QueryFault::FormErr);  // an option longer than the record
  CHECK(fault(with_opt(question(), {0, 3, 0})) == QueryFault::FormErr);
  Message trailing = question();
  trailing.push_back(0);
  CHECK(fault(trailing) == QueryFault::FormErr);
  Message none = question();
  none[5] = 0;
  CHECK(fault(none) == QueryFault::FormErr);  // its octets are read as nothing else
  Message two = question();
  two[5] = 2;
  CHECK(fault(two) == QueryFault::FormErr);
  Message in_answer = with_opt(question());
  in_answer[11] = 0;
  in_answer[7] = 1;
  CHECK(fault(in_answer) == QueryFault::FormErr);  // RFC 6891 §6.1.1: the OPT stands in the additional section
  Message pointer = {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 0x0c, 0, 1, 0, 1};
  CHECK(fault(pointer) == QueryFault::FormErr);
}

TEST_CASE("no question at all, in a message that is in order") {
  const Message header = {0x12, 0x34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  CHECK(fault(header) == QueryFault::NoQuestion);
  const Message message = with_opt(header, {0, 10, 0, 2, 7, 8, 0, 10, 0, 1, 9});
  Query query;
  REQUIRE(parse_query(message, query) == QueryFault::NoQuestion);
  CHECK(query.question_end == 0);
  CHECK(query.edns.has_cookie);
  REQUIRE(query.edns.cookie.size() == 2);  // RFC 7873 §5.2: the first of them alone
  CHECK(query.edns.cookie[1] == 8);
}

TEST_CASE("opcodes other than QUERY are not implemented") {
  for (unsigned opcode = 1; opcode < 16; ++opcode) {
    Message message = question();
    message[2] = static_cast<std::uint8_t>(opcode << 3);
    CHECK(fault(message) == QueryFault::NotImp);
  }
}
