// Any bytes as a query, over UDP and TCP, against zones with a bit of everything. The reply must be a message: it
// parses to its last octet, keeps the query's ID, stays within its limit, and no input may crash.
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "answer/answer.h"
#include "answer/link.h"
#include "base/assert.h"
#include "support/opt_out_zone.h"
#include "wire/header.h"
#include "wire/name.h"
#include "zone/builder.h"

using namespace bailiwick;
using rr::Type;

namespace {

wire::Name name(std::string_view text) {
  return wire::Name::from_text(text).value();
}

class Zones {
 public:
  Zones() {
    soa();
    for (const char* host : {"ns1", "ns2", "a.b.c", "*.wild", "*.b.wild", "ns.sub", "deep.dname"}) address(host);
    for (int i = 0; i < 60; ++i)
      add("many", Type::TXT,
          std::string(1, '\x20') + std::string(31, static_cast<char>('a' + i % 26)) + "\x02" + std::to_string(10 + i));
    for (const auto& [owner, type, target] : kPointers) add(owner, type, text_of(name(target)));
    add("@", Type::MX, std::string("\0\x0a", 2) + text_of(name("ns1.example.")));
    for (int i = 0; i < 20; ++i) add("big", Type::NS, text_of(name("ns" + std::to_string(i) + ".big.example.")));
    for (int i = 0; i < 20; ++i) address("ns" + std::to_string(i) + ".big");
    const auto zone = std::move(builder).finish().zone;
    const auto signed_zone = support::OptOutZone("signed.").take();
    plain =
        answer::ZoneSet({{name("example."), zone}, {name("signed."), signed_zone}, {name("broken.example."), nullptr}});
    linked = answer::ZoneSet({{name("example."), zone, link(*zone)},
                              {name("signed."), signed_zone, link(*signed_zone)},
                              {name("broken.example."), nullptr}});
  }
  answer::ZoneSet plain;
  answer::ZoneSet linked;

 private:
  struct Pointer {
    const char* owner;
    Type type;
    const char* target;
  };
  static constexpr Pointer kPointers[] = {{"@", Type::NS, "ns1.example."},
                                          {"@", Type::NS, "ns2.example."},
                                          {"alias", Type::CNAME, "a.b.c.example."},
                                          {"loop", Type::CNAME, "loop2.example."},
                                          {"loop2", Type::CNAME, "loop.example."},
                                          {"out", Type::CNAME, "example.net."},
                                          {"*.w2", Type::CNAME, "x.y.w2.example."},
                                          {"sub", Type::NS, "ns.sub.example."},
                                          {"dname", Type::DNAME, "grow.dname.example."},
                                          {"dname2", Type::DNAME, "example."},
                                          {"gone", Type::CNAME, "nx.example."},
                                          {"tosub", Type::CNAME, "x.sub.example."}};

  static std::shared_ptr<const answer::LinkedAnswers> link(const zone::Zone& zone) {
    return std::make_shared<const answer::LinkedAnswers>(answer::link_answers(zone));
  }
  static std::string text_of(const wire::Name& n) { return {reinterpret_cast<const char*>(n.data()), n.size()}; }
  void add(std::string_view owner, Type type, const std::string& rdata) {
    const wire::Name origin = name("example.");
    const wire::Name full = owner == "@" ? origin : wire::Name::from_text(owner, origin).value();
    builder.add(full, type, 3600, {reinterpret_cast<const std::uint8_t*>(rdata.data()), rdata.size()}, {});
  }
  void address(std::string_view owner) {
    add(owner, Type::A, std::string("\xc0\x00\x02\x01", 4));
    add(owner, Type::AAAA, std::string(16, '\x20'));
  }
  void soa() {
    add("@", Type::SOA, text_of(name("ns1.example.")) + text_of(name("h.example.")) + std::string(20, '\x01'));
  }
  zone::Builder builder{name("example.")};
};

// Octets of a name in a message, pointers only backwards and bounded.
std::size_t name_octets(base::Bytes message, std::size_t at) {
  const std::size_t start = at;
  std::size_t end = 0;
  std::size_t total = 0;
  for (int hops = 0;;) {
    BAILIWICK_ASSERT(at < message.size());
    const std::uint8_t length = message[at];
    if ((length & 0xc0) == 0xc0) {
      const std::size_t target = base::load16(message.data() + at) & 0x3fff;
      BAILIWICK_ASSERT(target < at && ++hops < 128);
      if (end == 0) end = at + 2;
      at = target;
      continue;
    }
    BAILIWICK_ASSERT(length <= 63);
    total += length + 1u;
    BAILIWICK_ASSERT(total <= 255);
    at += length + 1u;
    if (length == 0) return (end == 0 ? at : end) - start;
  }
}

void require_message(base::Bytes reply, base::Bytes query) {
  BAILIWICK_ASSERT(reply.size() >= wire::kHeaderSize);
  BAILIWICK_ASSERT(wire::read_id(reply) == wire::read_id(query));
  BAILIWICK_ASSERT((wire::read_flags(reply) & wire::kQr) != 0);
  std::size_t at = wire::kHeaderSize;
  const unsigned questions = wire::read_count(reply, wire::Section::Question);
  BAILIWICK_ASSERT(questions <= 1);
  if (questions == 1) at += name_octets(reply, at) + 4;
  for (auto section : {wire::Section::Answer, wire::Section::Authority, wire::Section::Additional})
    for (unsigned n = wire::read_count(reply, section); n > 0; --n) {
      at += name_octets(reply, at) + 10;
      BAILIWICK_ASSERT(at <= reply.size());
      at += base::load16(reply.data() + at - 2);
      BAILIWICK_ASSERT(at <= reply.size());
    }
  BAILIWICK_ASSERT(at == reply.size());
}

// Ready answers may compress names less; all that a header says is the same.
void require_same(base::Bytes plain, base::Bytes linked) {
  BAILIWICK_ASSERT(plain.empty() == linked.empty());
  if (plain.empty()) return;
  BAILIWICK_ASSERT(std::ranges::equal(plain.first(wire::kHeaderSize), linked.first(wire::kHeaderSize)));
}

// From a sender that is known: what is handed over is as it came, and nothing else.
void require_untouched(const answer::ZoneSet& zones, base::Bytes query) {
  static const std::array<std::uint8_t, 4> client = {192, 0, 2, 1};
  static const answer::Settings by_address{.senders = {.addresses = {{*base::Address::from_text("192.0.2.1"), 32}}}};
  static const answer::Settings by_key{.senders = {.keys = {wire::Name::from_text("key.").value()}}};
  static metrics::Counters counters;
  for (const answer::Settings* settings : {&by_address, &by_key}) {
    std::vector<std::uint8_t> buffer(4096);
    std::ranges::copy(query, buffer.begin());
    base::Exchange exchange{.buffer = buffer, .query_size = query.size(), .client = client};
    answer::respond(zones, *settings, {&exchange, 1}, {.now = {.unix_s = 1559731985}, .counters = counters});
    BAILIWICK_ASSERT((exchange.reply_size != 0) == (exchange.route == base::Route::Answered));
    if (exchange.route == base::Route::HandedOver)
      BAILIWICK_ASSERT(std::ranges::equal(base::Bytes(buffer).first(query.size()), query));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Zones zones;
  static const answer::Settings settings{
      .nsid = "ns1", .version = "v", .server_id = "id", .tcp_keepalive_100ms = 100, .cookies = {.count = 1}};
  static const std::array<std::uint8_t, 4> client = {192, 0, 2, 1};
  static metrics::Counters counters;
  if (size > 4096) return 0;
  for (const base::Protocol protocol : {base::Protocol::Udp, base::Protocol::Tcp}) {
    std::array<std::vector<std::uint8_t>, 2> replies;
    for (const bool linked : {false, true}) {
      std::vector<std::uint8_t>& buffer = replies[linked];
      buffer.resize(protocol == base::Protocol::Udp ? 4096 : 65535);
      if (size > 0) std::memcpy(buffer.data(), data, size);
      base::Exchange exchange{.buffer = buffer, .query_size = size, .protocol = protocol, .client = client};
      answer::respond(linked ? zones.linked : zones.plain, settings, {&exchange, 1},
                      {.now = {.unix_s = 1559731985}, .counters = counters});
      buffer.resize(exchange.reply_size);
      if (buffer.empty()) continue;
      BAILIWICK_ASSERT(protocol == base::Protocol::Tcp || buffer.size() <= settings.udp_payload);
      require_message(buffer, {data, size});
    }
    require_same(replies[0], replies[1]);
  }
  require_untouched(zones.linked, {data, size});
  return 0;
}
