// Which messages the slow path gets: those that are no ordinary question, from senders that are known; and nothing
// else.
#include <doctest/doctest.h>

#include <vector>

#include "answer/answer.h"
#include "rr/type.h"
#include "wire/header.h"
#include "zone/builder.h"

// With a name, for the tests of a room are compiled together.
namespace handed_over_test {

using namespace bailiwick;
using namespace bailiwick::answer;

using base::Route;
using metrics::Counter;
using Message = std::vector<std::uint8_t>;

constexpr std::uint8_t kQuery = 0, kStatus = 2, kNotify = 4, kUpdate = 5;
const Message kKnown = {192, 0, 2, 1};
const Message kOther = {192, 0, 2, 2};

wire::Name name(const char* text) {
  return wire::Name::from_text(text).value();
}

ZoneSet example() {
  zone::Builder builder(name("example."));
  Message soa = {0, 0};
  soa.resize(22);
  builder.add(name("example."), rr::Type::SOA, 60, soa, {});
  builder.add(name("example."), rr::Type::NS, 60, Message{0}, {});
  return ZoneSet({{name("example."), std::move(builder).finish().zone}});
}

void append(Message& message, const wire::Name& owner) {
  message.insert(message.end(), owner.data(), owner.data() + owner.size());
}

Message question(std::uint8_t opcode, rr::Type type) {
  Message message = {0x12, 0x34, static_cast<std::uint8_t>(opcode << 3), 0, 0, 1, 0, 0, 0, 0, 0, 0};
  append(message, name("example."));
  message.insert(message.end(), {0, static_cast<std::uint8_t>(static_cast<unsigned>(type)), 0, 1});
  return message;
}

// RFC 8945 §4.2, with a MAC of two octets.
Message with_tsig(Message message, const char* key) {
  message[11] = 1;
  append(message, name(key));
  const wire::Name algorithm = name("hmac-sha256.");
  const auto rdlength = static_cast<std::uint8_t>(algorithm.size() + 18);
  message.insert(message.end(), {0, 250, 0, 255, 0, 0, 0, 0, 0, rdlength});
  append(message, algorithm);
  message.insert(message.end(), {0, 0, 0, 0, 0, 1, 1, 44, 0, 2, 0xab, 0xcd, 0x12, 0x34, 0, 0, 0, 0});
  return message;
}

class Server {
 public:
  // Leaves the message, or the reply, in `message`.
  Route ask(Message question, const Message& client, base::Protocol protocol = base::Protocol::Udp) {
    base::Exchange exchange{.query_size = question.size(), .protocol = protocol, .client = client};
    message = std::move(question);
    message.resize(4096);
    exchange.buffer = message;
    respond(zones_, settings, {&exchange, 1}, {.now = {}, .counters = counters});
    message.resize(exchange.route == Route::HandedOver ? exchange.query_size : exchange.reply_size);
    CHECK((exchange.reply_size != 0) == (exchange.route == Route::Answered));
    return exchange.route;
  }
  unsigned rcode() const { return message.at(3) & 15; }

  Settings settings;
  metrics::Counters counters;
  Message message;

 private:
  ZoneSet zones_ = example();
};

base::Network known_address() {
  return {*base::Address::from_text("192.0.2.1"), 32};
}

std::vector<Message> messages() {
  return {question(kNotify, rr::Type::SOA), question(kUpdate, rr::Type::SOA), question(kQuery, rr::Type::AXFR),
          question(kQuery, rr::Type::IXFR)};
}

TEST_CASE("where no sender is known, nothing is handed over") {
  Server server;
  const unsigned rcodes[] = {4, 4, 5, 5};
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(server.ask(messages()[i], kKnown) == Route::Answered);
    CHECK(server.rcode() == rcodes[i]);
    CHECK(server.ask(with_tsig(messages()[i], "key."), kKnown) == Route::Answered);
    CHECK(server.rcode() == (i < 2 ? 4 : 9));
  }
}

TEST_CASE("a known address hands over transfers, NOTIFY, UPDATE and what is signed, as it came") {
  Server server;
  server.settings.senders.addresses = {known_address()};
  for (const base::Protocol protocol : {base::Protocol::Udp, base::Protocol::Tcp}) {
    for (const Message& message : messages()) {
      CHECK(server.ask(message, kKnown, protocol) == Route::HandedOver);
      CHECK(server.message == message);
      CHECK(server.ask(message, kOther, protocol) == Route::Answered);
    }
    const Message is_signed = with_tsig(question(kQuery, rr::Type::SOA), "key.");
    CHECK(server.ask(is_signed, kKnown, protocol) == Route::HandedOver);
    CHECK(server.message == is_signed);
    CHECK(server.ask(is_signed, kOther, protocol) == Route::Answered);
    CHECK(server.rcode() == 9);  // NOTAUTH
  }
  CHECK(server.counters.get(Counter::Replies) == 10);
  CHECK(server.counters.get(Counter::UdpQueries) == 10);
  CHECK(server.counters.get(Counter::TcpQueries) == 10);
}

TEST_CASE("a known key hands over from any address, in any case of its name; another key does not") {
  Server server;
  server.settings.senders.keys = {name("ns1-ns2.example.")};
  for (Message message : messages()) {
    CHECK(server.ask(with_tsig(message, "ns1-ns2.example."), kOther) == Route::HandedOver);
    CHECK(server.ask(with_tsig(message, "NS1-ns2.Example."), kOther) == Route::HandedOver);
    CHECK(server.ask(with_tsig(message, "ns1-ns3.example."), kOther) == Route::Answered);
    CHECK(server.ask(message, kOther) == Route::Answered);
  }
  CHECK(server.ask(with_tsig(question(kQuery, rr::Type::SOA), "ns1-ns2.example."), {}) == Route::HandedOver);
}

TEST_CASE("ordinary questions, other opcodes, responses and rubbish from a known address stay with the worker") {
  Server server;
  server.settings.senders = {.keys = {name("key.")}, .addresses = {known_address()}};
  CHECK(server.ask(question(kQuery, rr::Type::SOA), kKnown) == Route::Answered);
  CHECK(server.rcode() == 0);
  CHECK(server.ask(question(kStatus, rr::Type::SOA), kKnown) == Route::Answered);
  CHECK(server.rcode() == 4);
  Message response = question(kNotify, rr::Type::SOA);
  response[2] |= 0x80;
  CHECK(server.ask(response, kKnown) == Route::Silent);
  CHECK(server.ask({0x12, 0x34, 0x20}, kKnown) == Route::Silent);
  Message broken = with_tsig(question(kQuery, rr::Type::SOA), "key.");
  broken.pop_back();
  CHECK(server.ask(broken, kKnown) == Route::Answered);
  CHECK(server.rcode() == 1);
  // Without its last octet an UPDATE has no key that can be read; by the address it is handed over all the same.
  broken = with_tsig(question(kUpdate, rr::Type::SOA), "key.");
  broken.pop_back();
  CHECK(server.ask(broken, kOther) == Route::Answered);
  CHECK(server.rcode() == 4);
  CHECK(server.ask(broken, kKnown) == Route::HandedOver);
}

}  // namespace handed_over_test
