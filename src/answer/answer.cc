// From parsed query to finished reply: who may be answered at all, then the plan, then the bytes, then the header.
#include "answer/answer.h"

#include <algorithm>
#include <new>

#include "answer/chaos.h"
#include "answer/encode.h"
#include "answer/linked_reply.h"
#include "answer/opt.h"
#include "answer/plan.h"
#include "wire/query.h"
#include "wire/writer.h"

namespace bailiwick::answer {
namespace {

// Queries that go through the stages side by side: each stage asks for the memory that the next one needs, and the
// waits overlap.
constexpr std::size_t kStride = 32;

using metrics::Counter;
using wire::Rcode;

Counter counter_of(Rcode rcode) {
  switch (rcode) {
    case Rcode::NoError:
      return Counter::NoError;
    case Rcode::FormErr:
      return Counter::FormErr;
    case Rcode::ServFail:
      return Counter::ServFail;
    case Rcode::NxDomain:
      return Counter::NxDomain;
    case Rcode::NotImp:
      return Counter::NotImp;
    case Rcode::Refused:
      return Counter::Refused;
    case Rcode::YxDomain:
    case Rcode::BadVers:
      return Counter::OtherRcode;
  }
  return Counter::OtherRcode;
}

// Everything that the reply's header says beside what it echoes.
struct Outcome {
  Rcode rcode = Rcode::NoError;
  bool authoritative = false;
  bool truncated = false;
  ExtendedError extended_error = ExtendedError::None;
  Counts counts;
};

// RFC 6891 §6.2.3 to §6.2.5: the requestor's payload size, never below 512, never above ours.
std::size_t size_limit(const wire::Query& query, const Settings& settings, base::Protocol protocol, std::size_t room) {
  if (protocol == base::Protocol::Tcp) return std::min(room, wire::kMaxMessageSize);
  if (!query.edns.present) return std::min(room, wire::kMinUdpPayload);
  const std::size_t asked = std::max<std::size_t>(query.edns.udp_payload, wire::kMinUdpPayload);
  return std::min({room, asked, std::size_t{settings.udp_payload}});
}

// Questions that no zone answers. NoError: go on.
Rcode refusal(const wire::Query& query) {
  if (query.edns.present && query.edns.version != 0) return Rcode::BadVers;  // RFC 6891 §6.1.3
  switch (static_cast<rr::Type>(query.qtype)) {
    case rr::Type::AXFR:
    case rr::Type::IXFR:
      return Rcode::Refused;
    case rr::Type::OPT:
    case rr::Type::TSIG:
    case rr::Type::TKEY:
      return Rcode::FormErr;  // RFC 6895 §3.1: these are never a question
    case rr::Type::MAILA:
    case rr::Type::MAILB:
      return Rcode::NotImp;
    default:
      return Rcode::NoError;
  }
}

// A query as far as it has come in its batch.
struct Pending {
  base::Exchange* exchange;
  wire::Query query;
  wire::QueryFault fault;
  Rcode refused;                      // NoError: it is answered
  bool from_zones = false;            // by the zone at or above its name: `entry`
  zone::HashedName qname;             // lowered and hashed, if from_zones
  const zone::ZoneSet::Entry* entry;  // null: no zone
};

// Stage 1: what is asked.
void read(const zone::ZoneSet& zones, Pending& pending) {
  const base::Exchange& exchange = *pending.exchange;
  pending.fault = wire::parse_query(exchange.buffer.first(exchange.query_size), pending.query);
  if (pending.fault != wire::QueryFault::None) return;
  pending.refused = refusal(pending.query);
  pending.from_zones = pending.refused == Rcode::NoError && pending.query.qclass == rr::kClassIn;
  if (!pending.from_zones) return;
  pending.qname.assign(pending.query.qname);
  zones.prefetch(pending.qname);
}

// Stage 2: which zone.
void find_zone(const zone::ZoneSet& zones, Pending& pending) {
  if (!pending.from_zones) return;
  pending.entry = zones.find(pending.qname);
  if (pending.entry != nullptr && pending.entry->linked != nullptr)
    pending.entry->linked->prefetch_index(pending.qname);
}

// Stage 3: where in it.
void find_block(Pending& pending) {
  if (!pending.from_zones || pending.entry == nullptr || pending.entry->linked == nullptr) return;
  pending.entry->linked->prefetch_block(pending.qname);
}

// True if a ready answer was there and fits.
bool put_ready(const Settings& settings, Pending& pending, wire::Writer& writer, Outcome& outcome) {
  if (pending.entry == nullptr || pending.entry->linked == nullptr || !settings.minimal_responses) return false;
  LinkedReply reply;
  if (!find_linked(*pending.entry->linked, pending.qname, static_cast<rr::Type>(pending.query.qtype),
                   pending.query.edns.dnssec_ok, reply) ||
      !put_linked(reply, writer))
    return false;
  outcome.rcode = reply.image.rcode;
  outcome.authoritative = reply.image.authoritative;
  outcome.counts.answer = reply.image.answer;
  outcome.counts.authority = reply.image.authority;
  outcome.counts.additional = reply.image.additional;
  return true;
}

void put_planned(const zone::ZoneSet& zones, const Settings& settings, Pending& pending, wire::Writer& writer,
                 Outcome& outcome) {
  Plan plan;
  make_plan(zones, pending.entry,
            {.qname = pending.query.qname,
             .qtype = static_cast<rr::Type>(pending.query.qtype),
             .dnssec_ok = pending.query.edns.dnssec_ok,
             .one_rrset_for_any = pending.exchange->protocol == base::Protocol::Udp,
             .minimal_responses = settings.minimal_responses},
            pending.qname, plan);
  writer.know_name(pending.query.qname, wire::kHeaderSize);
  const Encoded encoded = encode(plan, writer);
  outcome.rcode = plan.rcode;
  outcome.authoritative = plan.authoritative;
  outcome.extended_error = plan.extended_error;
  outcome.truncated = encoded.truncated;
  outcome.counts = encoded.counts;
}

void write_header(base::MutableBytes message, std::uint16_t query_flags, const Outcome& outcome, bool has_question) {
  std::uint16_t flags = wire::kQr;
  flags |= query_flags & (wire::kOpcodeMask | wire::kRd);
  if (outcome.authoritative) flags |= wire::kAa;
  if (outcome.truncated) flags |= wire::kTc;
  flags |= static_cast<std::uint16_t>(outcome.rcode) & 15;
  wire::write_flags(message, flags);
  wire::write_count(message, wire::Section::Question, has_question ? 1 : 0);
  wire::write_count(message, wire::Section::Answer, outcome.counts.answer);
  wire::write_count(message, wire::Section::Authority, outcome.counts.authority);
  wire::write_count(message, wire::Section::Additional, outcome.counts.additional);
}

void finish(base::Exchange& exchange, std::uint16_t query_flags, const Outcome& outcome, std::size_t size,
            bool has_question, metrics::Counters& counters) {
  write_header(exchange.buffer, query_flags, outcome, has_question);
  counters.add(Counter::Replies);
  counters.add(counter_of(outcome.rcode));
  if (outcome.truncated) counters.add(Counter::Truncated);
  exchange.reply_size = size;
}

// The records of the reply, the OPT last. Room for the OPT is kept from the start; a reply with an extended error has
// no records.
std::size_t answer_question(const zone::ZoneSet& zones, const Settings& settings, Pending& pending, Outcome& outcome) {
  const wire::Query& query = pending.query;
  const base::MutableBytes buffer = pending.exchange->buffer;
  const base::Protocol protocol = pending.exchange->protocol;
  const OptReply beside_records{query.edns, settings, protocol, Rcode::NoError, ExtendedError::None};
  const std::size_t limit = size_limit(query, settings, protocol, buffer.size());
  const std::size_t records_limit = std::max(limit - opt_size(beside_records), query.question_end);
  wire::Writer writer(buffer, query.question_end, records_limit);
  outcome.rcode = pending.refused;
  if (pending.from_zones) {
    if (!put_ready(settings, pending, writer, outcome)) put_planned(zones, settings, pending, writer, outcome);
  } else if (pending.refused == Rcode::NoError) {
    writer.know_name(query.qname, wire::kHeaderSize);
    outcome.rcode =
        query.qclass == rr::kClassCh ? answer_chaos(query, settings, writer, outcome.counts.answer) : Rcode::Refused;
    outcome.authoritative = outcome.counts.answer != 0;
  }
  const OptReply opt{query.edns, settings, protocol, outcome.rcode, outcome.extended_error};
  wire::Writer tail(buffer, writer.position(), limit);
  put_opt(opt, tail);
  if (query.edns.present) ++outcome.counts.additional;
  return tail.position();
}

// Stage 4: the reply.
void reply(const zone::ZoneSet& zones, const Settings& settings, Pending& pending, metrics::Counters& counters) {
  base::Exchange& exchange = *pending.exchange;
  const wire::Query& query = pending.query;
  counters.add(exchange.protocol == base::Protocol::Udp ? Counter::UdpQueries : Counter::TcpQueries);
  Outcome outcome;
  switch (pending.fault) {
    case wire::QueryFault::Silence:
      counters.add(Counter::Silence);
      exchange.reply_size = 0;
      return;
    case wire::QueryFault::NotImp:
      outcome.rcode = Rcode::NotImp;
      return finish(exchange, query.flags, outcome, wire::kHeaderSize, false, counters);
    case wire::QueryFault::FormErr: {
      outcome.rcode = Rcode::FormErr;
      const bool has_question = query.question_end != 0;
      const std::size_t size = has_question ? query.question_end : wire::kHeaderSize;
      return finish(exchange, query.flags, outcome, size, has_question, counters);
    }
    case wire::QueryFault::None:
      break;
  }
  const std::size_t size = answer_question(zones, settings, pending, outcome);
  finish(exchange, query.flags, outcome, size, true, counters);
}

// Room for the queries of one round; what is not used is not touched.
union Stride {
  Stride() {}
  Pending pending[kStride];
};

}  // namespace

void respond(const zone::ZoneSet& zones, const Settings& settings, std::span<base::Exchange> batch,
             metrics::Counters& counters) {
  Stride room;
  while (!batch.empty()) {
    const std::size_t count = std::min(batch.size(), kStride);
    const std::span<Pending> stride(room.pending, count);
    for (std::size_t i = 0; i < count; ++i) {
      ::new (&stride[i]) Pending;  // without (), which would clear all its room first
      stride[i].exchange = &batch[i];
      read(zones, stride[i]);
    }
    for (Pending& pending : stride) find_zone(zones, pending);
    for (Pending& pending : stride) find_block(pending);
    for (Pending& pending : stride) reply(zones, settings, pending, counters);
    batch = batch.subspan(count);
  }
}

}  // namespace bailiwick::answer
