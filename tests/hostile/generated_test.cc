// Packets made at random, thrown at Bailiwick, nsd and knotd: good ones with some octets changed, cut off, put
// together. A reply has the rcode that one of the peers gives, or there is a reason.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "differential/random.h"
#include "hostile/packets.h"
#include "hostile/servers.h"
#include "support/sanitized.h"

namespace bailiwick::hostile {
namespace {

using differential::Random;
using support::Octets;

constexpr std::size_t kPackets = support::kSanitized ? 500 : 1500;
constexpr std::uint64_t kSeed = 20261122;

// Of the table's packets those that are not great: changes to the others would rarely matter.
std::vector<Octets> seeds() {
  std::vector<Octets> out;
  for (const Packet& packet : read_packets(PACKETS))
    if (packet.octets.size() >= 12 && packet.octets.size() < 400) out.push_back(packet.octets);
  return out;
}

// The id stays, by which the reply is known, and the bit that says that it is a query.
void change_octets(Octets& packet, Random& random) {
  for (std::size_t n = 1 + random.small(4); n > 0; --n) {
    const std::size_t at = 2 + random.below(packet.size() - 2);
    packet[at] = random.chance(50) ? static_cast<std::uint8_t>(packet[at] ^ (1U << random.below(8)))
                                   : static_cast<std::uint8_t>(random.below(256));
  }
  if (random.chance(95)) packet[2] &= 0x7f;
}

Octets make_packet(const std::vector<Octets>& from, Random& random) {
  Octets packet = random.pick(from);
  if (random.chance(20)) {  // the end of another one
    const Octets& other = random.pick(from);
    packet.insert(packet.end(), other.begin() + static_cast<std::ptrdiff_t>(random.below(other.size())), other.end());
  }
  if (random.chance(15)) packet.resize(12 + random.below(packet.size() - 11));
  if (packet.size() > 2 && random.chance(90)) change_octets(packet, random);
  if (random.chance(10)) packet[4 + 2 * random.below(4) + 1] = static_cast<std::uint8_t>(random.below(4));  // a count
  return packet;
}

// What the question asks for; nothing where it cannot be read.
struct Asked {
  unsigned type = 0, klass = 0;
};

std::optional<Asked> asked_by(const Octets& packet) {
  std::size_t at = 12;
  while (at < packet.size() && packet[at] != 0 && packet[at] < 64) at += packet[at] + 1U;
  if (at + 5 > packet.size() || packet[at] != 0) return std::nullopt;
  return Asked{packet[at + 1] * 256U + packet[at + 2], packet[at + 3] * 256U + packet[at + 4]};
}

// Why it may be what neither peer says; null: it may not. The table has the same in more words.
const char* reason_for(const Octets& packet, const std::string& rcode) {
  if ((packet[2] & 0x78) != 0 && rcode == "NOTIMPL") return "an opcode that we do not know";
  const auto asked = asked_by(packet);
  if (!asked) return nullptr;
  const auto type_is = [&](std::initializer_list<unsigned> types) {
    return std::find(types.begin(), types.end(), asked->type) != types.end();
  };
  if (type_is({41, 249, 250}) && rcode == "FORMERR") return "OPT, TKEY and TSIG are never asked for";
  if (type_is({253, 254}) && rcode == "NOTIMPL") return "MAILA and MAILB";
  if (type_is({251, 252}) && rcode == "REFUSED") return "transfers";
  if (asked->klass == 255 && rcode == "REFUSED") return "class ANY";
  if (asked->type == 0 && rcode == "NOERROR") return "type 0 is a type as any other";
  if (rcode == "NOTAUTH") return "the key of a TSIG record is looked for before all else (RFC 8945 section 5.2)";
  const bool has_records = packet[7] + packet[9] + packet[11] != 0;
  if (has_records && rcode != "FORMERR") return "the rdata of records in a query is nothing to us";
  return nullptr;
}

std::string hex(const Octets& packet) {
  std::string out;
  for (const auto octet : packet) out += "0123456789abcdef"[octet >> 4], out += "0123456789abcdef"[octet & 15];
  return out;
}

void throw_at(const SideBySide& all, const Octets& packet) {
  const Outcome ours = all.targets[0]->over_udp(packet);
  INFO(hex(packet) << ": ours " << ours.rcode);
  CHECK(ours.wrong == "");
  const Outcome knot = all.targets[2]->over_udp(packet);
  if (ours.rcode == knot.rcode) return;
  const Outcome nsd = all.targets[1]->over_udp(packet);  // asked last, as it needs its time
  INFO("nsd " << nsd.rcode << ", knotd " << knot.rcode);
  CHECK((ours.rcode == nsd.rcode || reason_for(packet, ours.rcode)));
}

TEST_CASE("no packet stops the server, and what it says to each is what a peer says") {
  const SideBySide all;
  const auto from = seeds();
  Random random(kSeed);
  for (std::size_t i = 0; i < kPackets; ++i) throw_at(all, make_packet(from, random));
  CHECK_MESSAGE(all.servers[0]->running(), all.servers[0]->log());
}

TEST_CASE("every opcode with every class that has a meaning, one beside those, and the ends of the ranges") {
  const SideBySide all;
  for (unsigned opcode = 0; opcode < 16; ++opcode)
    for (const unsigned klass :
         {0U, 1U, 2U, 3U, 4U, 5U, 127U, 128U, 253U, 254U, 255U, 256U, 32767U, 65279U, 65280U, 65535U}) {
      Octets packet = {0x11, 0x11, static_cast<std::uint8_t>(opcode << 3), 0, 0, 1, 0, 0, 0, 0, 0, 0};
      packet.insert(packet.end(), {3, 'w', 'w', 'w', 7, 'e', 'x', 'a', 'm', 'p', 'l', 'e', 0, 0, 1});
      packet.insert(packet.end(), {static_cast<std::uint8_t>(klass >> 8), static_cast<std::uint8_t>(klass)});
      throw_at(all, packet);
    }
  CHECK_MESSAGE(all.servers[0]->running(), all.servers[0]->log());
}

}  // namespace
}  // namespace bailiwick::hostile
