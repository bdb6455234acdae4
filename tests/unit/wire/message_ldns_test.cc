// ldns, another reader and writer of messages, as the judge of ours. In no unity batch: it defines `bool` as a macro.
#include <doctest/doctest.h>

#include <cstdlib>
#include <memory>

#include "unit/wire/random_messages.h"

// After all others, for the same reason.
#include <ldns/ldns.h>

using namespace bailiwick;
using namespace bailiwick::wire;

namespace {

struct FreePacket {
  void operator()(ldns_pkt* packet) const { ldns_pkt_free(packet); }
};
using Packet = std::unique_ptr<ldns_pkt, FreePacket>;

Packet judge(base::Bytes message) {
  ldns_pkt* packet = nullptr;
  const ldns_status status = ldns_wire2pkt(&packet, message.data(), message.size());
  Packet owned(packet);
  CHECK_MESSAGE(status == LDNS_STATUS_OK, ldns_get_errorstr_by_id(status));
  return status == LDNS_STATUS_OK ? std::move(owned) : nullptr;
}
void append(const ldns_rdf* field, Octets& out) {
  const std::uint8_t* data = ldns_rdf_data(field);
  out.insert(out.end(), data, data + ldns_rdf_size(field));
}
bool is_same(const ldns_rr* seen, const MadeRecord& meant) {
  Octets owner, rdata;
  append(ldns_rr_owner(seen), owner);
  for (std::size_t i = 0; i < ldns_rr_rd_count(seen); ++i) append(ldns_rr_rdf(seen, i), rdata);
  return same_octets(owner, meant.owner.view().bytes()) && ldns_rr_get_type(seen) == meant.type &&
         ldns_rr_get_class(seen) == LDNS_RR_CLASS_IN && ldns_rr_ttl(seen) == meant.ttl && rdata == meant.rdata;
}
void require_same(const ldns_rr_list* seen, const std::vector<MadeRecord>& meant, Section section) {
  std::size_t at = 0;
  for (const MadeRecord& record : meant) {
    if (record.section != section) continue;
    REQUIRE(at < ldns_rr_list_rr_count(seen));
    REQUIRE(is_same(ldns_rr_list_rr(seen, at++), record));
  }
  REQUIRE(at == ldns_rr_list_rr_count(seen));
}

}  // namespace

TEST_CASE("ldns reads random messages as they were meant") {
  Random random(2);
  for (int i = 0; i < 500; ++i) {
    const Made made = make_message(random, 4000);
    if (made.message.empty()) continue;
    const Packet packet = judge(made.message);
    REQUIRE(packet);
    CHECK(ldns_pkt_id(packet.get()) == 0x4242);
    CHECK(ldns_pkt_aa(packet.get()));
    CHECK(ldns_pkt_edns(packet.get()) == made.has_opt);
    require_same(ldns_pkt_answer(packet.get()), made.records, Section::Answer);
    require_same(ldns_pkt_authority(packet.get()), made.records, Section::Authority);
    require_same(ldns_pkt_additional(packet.get()), made.records, Section::Additional);
  }
}

// ldns compresses without regard to case, so these have names in lower case alone.
TEST_CASE("messages that ldns wrote are read as it meant them") {
  Random random(3, true);
  for (int i = 0; i < 300; ++i) {
    const Made made = make_message(random, 4000);
    if (made.message.empty()) continue;
    const Packet packet = judge(made.message);
    REQUIRE(packet);
    std::uint8_t* octets = nullptr;
    std::size_t size = 0;
    REQUIRE(ldns_pkt2wire(&octets, packet.get(), &size) == LDNS_STATUS_OK);
    Made again = made;
    again.message.assign(octets, octets + size);
    std::free(octets);
    require_read_back(again);
  }
}
