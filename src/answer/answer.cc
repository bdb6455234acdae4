// Queries go through the stages of answering side by side: what is asked, which zone, where in it, the reply.
#include "answer/answer.h"

#include <algorithm>
#include <new>

#include "answer/reply.h"
#include "wire/header.h"

namespace bailiwick::answer {
namespace {

// Each stage asks for the memory that the next one needs, and the waits overlap.
constexpr std::size_t kStride = 32;

using wire::Rcode;

// Questions that no zone answers. NoError: go on.
Rcode refusal(const wire::Query& query) {
  if (!query.tsig.empty()) return Rcode::NotAuth;                            // RFC 8945 §5.2.1: we have no keys
  if (query.edns.present && query.edns.version != 0) return Rcode::BadVers;  // RFC 6891 §6.1.3
  if (query.edns.has_bad_option) return Rcode::FormErr;
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

// Options of another EDNS version may mean anything.
void take_cookie(const Settings& settings, const base::Now& now, Pending& pending) {
  const wire::Edns& edns = pending.query.edns;
  const base::Bytes client = pending.exchange->client;
  if (!edns.has_cookie || edns.version != 0 || settings.cookies.count == 0 || client.empty()) return;
  read_cookie(settings.cookies, edns.cookie, client, now.unix_s, pending.cookie);
}

// What a cookie alone is reason for (RFC 7873 §5.2). NoError: go on.
Rcode cookie_refusal(const Settings& settings, const Pending& pending) {
  const Cookie::State state = pending.cookie.state;
  if (state == Cookie::State::Malformed) return Rcode::FormErr;
  const bool required = settings.cookies.required == CookieRequired::Always && is_unproven(pending.cookie) &&
                        pending.exchange->protocol == base::Protocol::Udp;
  return required ? Rcode::BadCookie : Rcode::NoError;
}

// TCP and a good cookie both prove that the client is where it says.
void find_place(const Settings& settings, const Context& context, Pending& pending) {
  const base::Exchange& exchange = *pending.exchange;
  if (context.limiter == nullptr || !settings.rate_limit.enabled || settings.rate_limit.responses_per_second == 0 ||
      exchange.client.empty() || exchange.protocol != base::Protocol::Udp ||
      pending.cookie.state == Cookie::State::Good)
    return;
  pending.is_limited = true;
  pending.place = context.limiter->place_of(settings.rate_limit, exchange.client);
  context.limiter->prefetch(pending.place);
}

// The dispatch by opcode: what is no ordinary question goes to the slow path if its sender could be allowed to send it.
// All else that no zone answers is turned down by reply(), so that a flood of it costs no more than that.
bool is_handed_over(const Senders& senders, const Pending& pending) {
  const base::Exchange& exchange = *pending.exchange;
  if (senders.empty()) return false;
  switch (pending.fault) {
    case wire::QueryFault::None: {
      const auto type = static_cast<rr::Type>(pending.query.qtype);
      const bool is_transfer = type == rr::Type::AXFR || type == rr::Type::IXFR;
      if (!is_transfer && pending.query.tsig.empty()) return false;
      return is_known_address(senders, exchange.client) || is_known_key(senders, pending.query.tsig);
    }
    case wire::QueryFault::NotImp: {
      const base::Bytes message = exchange.buffer.first(exchange.query_size);
      const auto opcode = static_cast<wire::Opcode>(wire::read_opcode(message));
      if (opcode != wire::Opcode::Notify && opcode != wire::Opcode::Update) return false;
      return is_known_address(senders, exchange.client) || is_known_key(senders, wire::find_tsig(message));
    }
    case wire::QueryFault::Silence:
    case wire::QueryFault::FormErr:
    case wire::QueryFault::NoQuestion:
      return false;
  }
  return false;
}

// Stage 1: what is asked.
void read(const ZoneSet& zones, const Settings& settings, const Context& context, Pending& pending) {
  const base::Exchange& exchange = *pending.exchange;
  pending.fault = wire::parse_query(exchange.buffer.first(exchange.query_size), pending.query);
  if (pending.query.edns.has_cookie) take_cookie(settings, context.now, pending);
  find_place(settings, context, pending);
  if (pending.fault == wire::QueryFault::None) {
    pending.refused = cookie_refusal(settings, pending);
    if (pending.refused == Rcode::NoError) pending.refused = refusal(pending.query);
  }
  if (pending.fault != wire::QueryFault::None || pending.refused != Rcode::NoError) {
    pending.is_handed_over = is_handed_over(settings.senders, pending);
    return;
  }
  pending.from_zones = pending.query.qclass == rr::kClassIn;
  if (!pending.from_zones) return;
  pending.qname.assign(pending.query.qname);
  zones.prefetch_index(pending.qname);
}

// Stage 2: which zone.
void find_zone(const ZoneSet& zones, Pending& pending) {
  pending.linked = nullptr;
  if (!pending.from_zones) return;
  pending.entry = zones.find(pending.qname);
  if (pending.entry != nullptr) pending.linked = pending.entry->linked.get();
}

// Of many zones neither where they are nor what they have is at hand: two waits more, which overlap too.
void find_zones(const ZoneSet& zones, std::span<Pending> stride) {
  if (!zones.are_many()) {
    for (Pending& pending : stride) find_zone(zones, pending);
    return;
  }
  for (const Pending& pending : stride)
    if (pending.from_zones) zones.prefetch_entry(pending.qname);
  for (Pending& pending : stride) {
    find_zone(zones, pending);
    if (pending.linked != nullptr) pending.linked->prefetch();
  }
}

// Stage 3: where in it.
void find_candidates(std::span<Pending> stride) {
  for (const Pending& pending : stride)
    if (pending.linked != nullptr) pending.linked->prefetch_index(pending.qname);
  for (Pending& pending : stride) {
    if (pending.linked == nullptr) continue;
    pending.candidate = pending.linked->candidate(pending.qname);
    pending.linked->prefetch_block(pending.candidate);
  }
}

// Room for the queries of one round; what is not used is not touched.
union Stride {
  Stride() {}
  Pending pending[kStride];
};

}  // namespace

void respond(const ZoneSet& zones, const Settings& settings, std::span<base::Exchange> batch, Context context) {
  Stride room;
  while (!batch.empty()) {
    const std::size_t count = std::min(batch.size(), kStride);
    const std::span<Pending> stride(room.pending, count);
    for (std::size_t i = 0; i < count; ++i) {
      ::new (&stride[i]) Pending;  // without (), which would clear all its room first
      stride[i].exchange = &batch[i];
      read(zones, settings, context, stride[i]);
    }
    find_zones(zones, stride);
    find_candidates(stride);
    for (Pending& pending : stride) reply(zones, settings, pending, context);
    batch = batch.subspan(count);
  }
}

}  // namespace bailiwick::answer
