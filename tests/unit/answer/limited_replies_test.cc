// What a client sees at the limit: silence, replies cut short, or a way to show that it is no forgery.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "answer/answer.h"
#include "rr/type.h"
#include "wire/header.h"
#include "zone/builder.h"

using namespace bailiwick;
using namespace bailiwick::answer;

namespace {

using metrics::Counter;
using Message = std::vector<std::uint8_t>;

constexpr std::uint32_t kTime = 1559731985;
const Message kHome = {198, 51, 100, 100};
// RFC 9018 A.1.
const Message kClientCookie = {0x24, 0x64, 0xc4, 0xab, 0xcf, 0x10, 0xc9, 0x57};
const Message kGoodCookie = {0x24, 0x64, 0xc4, 0xab, 0xcf, 0x10, 0xc9, 0x57, 1,    0,    0,    0,
                             0x5c, 0xf7, 0x9f, 0x11, 0x1f, 0x81, 0x30, 0xc3, 0xee, 0xe2, 0x94, 0x80};
const base::SipKey kSecret = {0xe5, 0xe9, 0x73, 0xe5, 0xa6, 0xb2, 0xa4, 0x3f,
                              0x48, 0xe7, 0xdc, 0x84, 0x9e, 0x37, 0xbf, 0xcf};

wire::Name name(const char* text) {
  return wire::Name::from_text(text).value();
}

answer::ZoneSet example() {
  zone::Builder builder(name("example."));
  const auto add = [&](const char* owner, rr::Type type, Message rdata) {
    builder.add(name(owner), type, 60, rdata, {});
  };
  Message soa = {0, 0};
  soa.resize(22);
  add("example.", rr::Type::SOA, soa);
  add("example.", rr::Type::NS, {0});
  add("www.example.", rr::Type::A, {192, 0, 2, 1});
  return answer::ZoneSet({{name("example."), std::move(builder).finish().zone}});
}

Message question(const char* qname, const Message& cookie = {}, std::uint8_t opcode = 0) {
  const wire::Name wire_name = name(qname);
  Message message = {0x12, 0x34, static_cast<std::uint8_t>(opcode << 3), 0, 0, 1, 0, 0, 0, 0, 0, 1};
  message.insert(message.end(), wire_name.data(), wire_name.data() + wire_name.size());
  message.insert(message.end(), {0, 1, 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0});
  const auto size = static_cast<std::uint8_t>(cookie.size());
  if (cookie.empty()) {
    message.insert(message.end(), {0, 0});
  } else {
    message.insert(message.end(), {0, static_cast<std::uint8_t>(size + 4), 0, 10, 0, size});
    message.insert(message.end(), cookie.begin(), cookie.end());
  }
  return message;
}

class Server {
 public:
  Server() {
    settings.rate_limit.responses_per_second = 1;
    settings.cookies.secrets[0].key = kSecret;
    settings.cookies.count = 1;
  }

  Message ask(Message message, base::Protocol protocol = base::Protocol::Udp) {
    base::Exchange exchange{.query_size = message.size(), .protocol = protocol, .client = kHome};
    message.resize(1232);
    exchange.buffer = message;
    respond(zones, settings, {&exchange, 1},
            {.now = {.unix_s = kTime, .monotonic_ns = 5}, .counters = counters, .limiter = &limiter});
    message.resize(exchange.reply_size);
    return message;
  }
  std::uint64_t count(Counter counter) const { return counters.get(counter); }

  Settings settings;

 private:
  answer::ZoneSet zones = example();
  RateLimiter limiter{base::SipKey{}};
  metrics::Counters counters;
};

unsigned rcode(const Message& reply) {
  return wire::read_flags(reply) & 15;
}
bool is_truncated(const Message& reply) {
  return (wire::read_flags(reply) & wire::kTc) != 0;
}
unsigned answers(const Message& reply) {
  return wire::read_count(reply, wire::Section::Answer);
}

}  // namespace

TEST_CASE("one reply goes out whole, then every second is truncated and the others are silence") {
  Server server;
  CHECK(answers(server.ask(question("www.example."))) == 1);
  for (int i = 0; i < 3; ++i) {
    CHECK(server.ask(question("www.example.")).empty());
    const Message reply = server.ask(question("www.example."));
    REQUIRE(reply.size() == question("www.example.").size());  // header, question, OPT: nothing is gained by forging
    CHECK(is_truncated(reply));
    CHECK(rcode(reply) == 0);
    for (auto section : {wire::Section::Answer, wire::Section::Authority}) CHECK(wire::read_count(reply, section) == 0);
    CHECK(wire::read_count(reply, wire::Section::Additional) == 1);
  }
  CHECK(server.count(Counter::RateDropped) == 3);
  CHECK(server.count(Counter::RateTruncated) == 3);
  CHECK(server.count(Counter::Replies) == 4);
  CHECK(server.count(Counter::UdpQueries) == 7);
}

TEST_CASE("each kind of reply is counted by itself, messages that are no question too") {
  Server server;
  Message broken = question("www.example.");
  broken.pop_back();
  const std::pair<Message, Message> kinds[] = {
      {question("www.example."), question("www.example.")},
      {question("nx.example."), question("nx2.example.")},
      {question("example."), question("example.")},  // no such type
      {question("www.other."), question("www.example.", {}, 4)},
  };
  for (const auto& [first, second] : kinds) {
    CHECK_FALSE(server.ask(first).empty());
    CHECK(server.ask(second).empty());
  }
  CHECK_FALSE(is_truncated(server.ask(broken)));  // an error is as short as it can be, and goes as it is
  CHECK(server.ask(broken).empty());
}

TEST_CASE("TCP and a good cookie are not limited, and a truncated reply brings the cookie") {
  Server server;
  CHECK(answers(server.ask(question("www.example."))) == 1);
  for (int i = 0; i < 5; ++i) {
    CHECK(answers(server.ask(question("www.example."), base::Protocol::Tcp)) == 1);
    CHECK(answers(server.ask(question("www.example.", kGoodCookie))) == 1);
  }
  CHECK(server.ask(question("www.example.", kClientCookie)).empty());
  const Message reply = server.ask(question("www.example.", kClientCookie));
  CHECK(is_truncated(reply));
  CHECK(std::equal(kGoodCookie.rbegin(), kGoodCookie.rend(), reply.rbegin()));
}

TEST_CASE("cookies required under load: BADCOOKIE in place of TC, and only then") {
  Server server;
  server.settings.cookies.required = CookieRequired::UnderLoad;
  CHECK(answers(server.ask(question("www.example.", kClientCookie))) == 1);
  CHECK(server.ask(question("www.example.", kClientCookie)).empty());
  const Message reply = server.ask(question("www.example.", kClientCookie));
  CHECK_FALSE(is_truncated(reply));
  CHECK(rcode(reply) == 7);  // of 23; the rest is in the OPT
  CHECK(server.count(Counter::BadCookie) == 1);
  CHECK(std::equal(kGoodCookie.rbegin(), kGoodCookie.rend(), reply.rbegin()));
  // Who sends no cookie has no use for that.
  CHECK(server.ask(question("www.example.")).empty());
  CHECK(is_truncated(server.ask(question("www.example."))));
}

TEST_CASE("dry run: everything goes out, and is counted") {
  Server server;
  server.settings.rate_limit.dry_run = true;
  for (int i = 0; i < 10; ++i) CHECK(answers(server.ask(question("www.example."))) == 1);
  CHECK(server.count(Counter::RateDryRun) == 9);
  CHECK(server.count(Counter::RateDropped) + server.count(Counter::RateTruncated) == 0);
}

TEST_CASE("a prefix that is exempt, and no limit at all") {
  Server server;
  server.settings.rate_limit.exempt = {{*base::Address::from_text("203.0.0.0"), 8},
                                       {*base::Address::from_text("198.51.0.0"), 16}};
  for (int i = 0; i < 10; ++i) CHECK(answers(server.ask(question("www.example."))) == 1);
  server.settings.rate_limit.exempt.pop_back();
  server.settings.rate_limit.slip = 0;
  CHECK(server.ask(question("www.example.")).empty());
  server.settings.rate_limit.enabled = false;
  for (int i = 0; i < 10; ++i) CHECK(answers(server.ask(question("www.example."))) == 1);
}

TEST_CASE("a query of any size that is beyond the limit is never answered with more octets than it has") {
  Server server;
  server.settings.rate_limit.slip = 1;
  for (const char* qname : {"www.example.", "nx.example.", "example.", "www.other."}) {
    (void)server.ask(question(qname));
    const Message asked = question(qname);
    CHECK(server.ask(asked).size() <= asked.size() + 6);  // the REFUSED with its extended error
  }
}
