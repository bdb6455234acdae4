// Packets that are not queries, or nearly: none stops the server, and what comes back is silence or a well-formed
// reply.
#include <doctest/doctest.h>

#include <random>

#include "e2e/site.h"

namespace bailiwick::e2e {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using support::Octets;

constexpr std::uint16_t kId = 0x1111;
constexpr std::uint16_t kNormalId = 0x2222;

Octets good_query() {
  auto asked = query("www.example.com.", "A");
  asked.id = kId;
  asked.edns = support::Edns{};
  asked.edns->options = {{3, {}}, {10, {1, 2, 3, 4, 5, 6, 7, 8}}, {65001, {0}}};
  return support::encode(asked);
}

Octets with(Octets message, std::size_t at, std::initializer_list<std::uint8_t> octets) {
  std::copy(octets.begin(), octets.end(), message.begin() + static_cast<std::ptrdiff_t>(at));
  return message;
}

Octets question_of(std::initializer_list<std::uint8_t> name_and_rest) {
  Octets out = {0x11, 0x11, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  out.insert(out.end(), name_and_rest);
  return out;
}

std::vector<Octets> corpus() {
  const Octets good = good_query();
  std::vector<Octets> out = {{}, Octets(512, 0), Octets(512, 0xff), Octets(65507, 0), Octets(4096, 0xc0)};
  for (std::size_t length = 0; length < good.size(); ++length)
    out.emplace_back(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length));
  for (std::size_t count = 4; count < 12; ++count) out.push_back(with(good, count, {0xff}));  // each count too high
  out.push_back(question_of({0xc0, 12, 0, 1, 0, 1}));                                         // a pointer to itself
  out.push_back(question_of({0xc0, 14, 0xc0, 12, 0, 1, 0, 1}));  // two that point at each other
  out.push_back(question_of({0xff, 0xff, 0, 1, 0, 1}));          // a pointer beyond the end
  out.push_back(question_of({0xc0, 0, 0, 1, 0, 1}));             // a pointer into the header
  out.push_back(question_of({0x40, 'a', 0, 0, 1, 0, 1}));        // reserved kinds of label
  out.push_back(question_of({0x80, 'a', 0, 0, 1, 0, 1}));
  out.push_back(question_of({63, 'a', 'b'}));  // a label beyond the end
  Octets long_name = question_of({});          // a name of 256 octets
  for (int i = 0; i < 4; ++i) {
    long_name.push_back(63);
    long_name.insert(long_name.end(), 63, 'n');
  }
  long_name.insert(long_name.end(), {0, 0, 1, 0, 1});
  out.push_back(long_name);
  Octets twice = good;  // a second OPT
  twice[11] = 2;
  twice.insert(twice.end(), {0, 0, 41, 4, 0, 0, 0, 0, 0, 0, 0});
  out.push_back(twice);
  for (std::uint8_t opcode = 1; opcode < 16; ++opcode)
    out.push_back(with(good, 2, {static_cast<std::uint8_t>(opcode << 3)}));
  std::mt19937_64 random(20260101);
  for (int i = 0; i < 3000; ++i) {  // a few octets changed at random
    Octets mutant = good;
    for (std::size_t n = 1 + random() % 4; n > 0; --n)
      mutant[2 + random() % (mutant.size() - 2)] = static_cast<std::uint8_t>(random());
    if (random() % 8 == 0) mutant.resize(random() % mutant.size());
    out.push_back(mutant);
  }
  return out;
}

Octets normal_query() {
  auto asked = query("www.example.com.", "A");
  asked.id = kNormalId;
  return support::encode(asked);
}

bool is_normal_reply(const support::Reply& reply) {
  return reply.id == kNormalId && reply.rcode == 0 && reply.answer.size() == 1;
}

// Sends a packet and then a normal question from the same port. Everything that comes back until the normal reply must
// be a reply to the packet that ldns can read. An empty text, or what was wrong.
std::string outcome(support::UdpSocket& socket, const Octets& packet) {
  socket.send(packet);
  socket.send(normal_query());
  for (int replies = 0; replies < 2; ++replies) {
    const auto message = socket.receive(seconds(5));
    if (!message) return "the normal question got no reply";
    const auto reply = support::parse_reply(*message);
    if (!reply) return "unreadable: " + reply.error();
    if (!reply->qr) return "not a reply";
    if (is_normal_reply(*reply)) return "";
    if (packet.size() < 12) return "a reply to less than a header";
    if ((packet[2] & 0x80) != 0) return "a reply to a reply";
    if (reply->id != (packet[0] << 8 | packet[1])) return "an id that nobody used";
    if (message->size() > 1232) return "more octets than anybody asked for";
  }
  return "more than one reply";
}

TEST_CASE("no packet stops the server, and after each a normal question is answered") {
  Site site;
  site.zone("example.com", example_zone());
  site.start();
  support::UdpSocket socket("127.0.0.1", site.port());
  for (const auto& packet : corpus()) {
    const std::string wrong = outcome(socket, packet);
    if (wrong.empty()) continue;
    std::string hex;
    for (const auto octet : packet) hex += "0123456789abcdef"[octet >> 4], hex += "0123456789abcdef"[octet & 15];
    CAPTURE(hex);
    FAIL_CHECK(wrong);
    if (!site.process().running()) break;
  }
  CHECK(site.process().running());
}

TEST_CASE("the same over TCP, a connection each") {
  Site site;
  site.zone("example.com", example_zone());
  site.start();
  const auto packets = corpus();
  for (std::size_t i = 0; i < packets.size(); i += 7) {
    support::TcpSocket socket("127.0.0.1", site.port());
    REQUIRE(socket.connected());
    socket.send(packets[i]);
    socket.finish_sending();
    if (const auto message = socket.receive(seconds(5))) CHECK(support::parse_reply(*message));
    CHECK(socket.closed_within(seconds(20)));
  }
  for (const Octets& raw : {Octets{0}, Octets{0, 0}, Octets{0xff, 0xff, 1}, Octets{0, 5, 1, 2, 3, 4, 5}}) {
    support::TcpSocket socket("127.0.0.1", site.port());
    socket.send_raw(raw);
  }
  CHECK(site.ask("www.example.com.", "A", true).answer.size() == 1);
}

TEST_CASE("what is wrong with a query is told as the RFCs say") {
  Site site;
  site.zone("example.com", example_zone());
  site.start();
  const auto rcode = [&site](const Octets& packet) {
    support::UdpSocket socket("127.0.0.1", site.port());
    socket.send(packet);
    const auto message = socket.receive(seconds(5));
    REQUIRE(message);
    const auto reply = support::parse_reply(*message);
    REQUIRE(reply);
    return support::rcode_name(reply->rcode);
  };
  const Octets good = good_query();
  CHECK(rcode(good) == "NOERROR");
  CHECK(rcode(with(good, 2, {0x20})) == "NOTIMPL");  // opcode 4, NOTIFY
  CHECK(rcode(with(good, 4, {0, 0})) == "FORMERR");  // no question
  CHECK(rcode(with(good, 4, {0, 2})) == "FORMERR");  // two questions: RFC 9619
  Octets twice = with(good, 10, {0, 2});
  twice.insert(twice.end(), {0, 0, 41, 4, 0, 0, 0, 0, 0, 0, 0});
  CHECK(rcode(twice) == "FORMERR");  // two OPTs: RFC 6891 section 6.1.1
  auto version = query("www.example.com.", "A");
  version.edns = support::Edns{};
  version.edns->version = 1;
  CHECK(rcode(support::encode(version)) == "BADVERS");  // RFC 6891 section 6.1.3
  auto transfer = query("example.com.", "AXFR");
  CHECK(rcode(support::encode(transfer)) == "REFUSED");
}

}  // namespace
}  // namespace bailiwick::e2e
