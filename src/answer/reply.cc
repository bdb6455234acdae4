// The plan or the ready answer, then the bytes, then the OPT, then the header.
#include "answer/reply.h"

#include <algorithm>
#include <array>
#include <optional>

#include "answer/chaos.h"
#include "answer/encode.h"
#include "answer/linked_reply.h"
#include "answer/opt.h"
#include "answer/plan.h"
#include "wire/tsig.h"
#include "wire/writer.h"

namespace bailiwick::answer {
namespace {

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
    case Rcode::BadCookie:
      return Counter::BadCookie;
    case Rcode::YxDomain:
    case Rcode::NotAuth:
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
  const zone::Zone* zone = nullptr;  // that it is from
  Counts counts;
};

// RFC 6891 §6.2.3 to §6.2.5: the requestor's payload size, never below 512, never above ours.
std::size_t size_limit(const wire::Query& query, const Settings& settings, base::Protocol protocol, std::size_t room) {
  if (protocol == base::Protocol::Tcp) return std::min(room, wire::kMaxMessageSize);
  if (!query.edns.present) return std::min(room, wire::kMinUdpPayload);
  const std::size_t asked = std::max<std::size_t>(query.edns.udp_payload, wire::kMinUdpPayload);
  return std::min({room, asked, std::size_t{settings.udp_payload}});
}

// Where the records of a ready answer end; 0 if there is none that fits.
std::size_t put_ready(const Settings& settings, const Pending& pending, std::size_t limit, Outcome& outcome) {
  if (pending.linked == nullptr || !settings.minimal_responses) return 0;
  LinkedReply reply;
  const LinkedAnswers& linked = *pending.linked;
  if (!find_linked(linked, pending.entry->zone->nsec3_chain(), pending.qname, pending.candidate,
                   static_cast<rr::Type>(pending.query.qtype), pending.query.edns.dnssec_ok, reply))
    return 0;
  const std::size_t end = put_linked(linked, reply, pending.exchange->buffer.data(), pending.query.question_end, limit);
  if (end == 0) return 0;
  outcome.zone = pending.entry->zone.get();
  outcome.rcode = reply.image.rcode;
  outcome.authoritative = reply.image.authoritative;
  outcome.counts.answer = reply.image.answer;
  outcome.counts.authority = reply.image.authority;
  outcome.counts.additional = reply.image.additional;
  return end;
}

void put_planned(const ZoneSet& zones, const Settings& settings, Pending& pending, wire::Writer& writer,
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
  outcome.zone = plan.zone;
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

void finish(const Pending& pending, const Outcome& outcome, std::size_t size, metrics::Counters& counters) {
  // Of a message of another opcode no question was read.
  write_header(pending.exchange->buffer, pending.query.flags, outcome, pending.query.question_end != 0);
  counters.add(Counter::Replies);
  counters.add(counter_of(outcome.rcode));
  if (outcome.truncated) counters.add(Counter::Truncated);
  pending.exchange->reply_size = size;
  pending.exchange->route = base::Route::Answered;
}

// What RFC 8914 has to say to a question that is none of the zones'.
ExtendedError extended_error(const Pending& pending, Rcode rcode) {
  if (rcode == Rcode::NotImp) return ExtendedError::NotSupported;
  if (rcode != Rcode::Refused) return ExtendedError::None;
  return pending.refused == Rcode::Refused ? ExtendedError::Prohibited : ExtendedError::NotAuthoritative;
}

void put_beside_zones(const Settings& settings, const Pending& pending, wire::Writer& writer, Outcome& outcome) {
  outcome.rcode = pending.refused;
  if (pending.refused == Rcode::NoError) {
    const wire::Query& query = pending.query;
    writer.know_name(query.qname, wire::kHeaderSize);
    outcome.rcode =
        query.qclass == rr::kClassCh ? answer_chaos(query, settings, writer, outcome.counts.answer) : Rcode::Refused;
    outcome.authoritative = outcome.counts.answer != 0;
  }
  outcome.extended_error = extended_error(pending, outcome.rcode);
}

std::optional<ZoneVersion> version_of(const zone::Zone* zone) {
  const auto serial = zone != nullptr ? zone->serial() : std::nullopt;
  if (!serial) return std::nullopt;
  return ZoneVersion{.labels = static_cast<std::uint8_t>(zone->origin().label_count()), .serial = *serial};
}

// The OPT as it comes last.
std::size_t finish_with_opt(const Settings& settings, const Pending& pending, std::size_t position, Outcome& outcome) {
  const base::Exchange& exchange = *pending.exchange;
  const wire::Edns& edns = pending.query.edns;
  if (!edns.present) return position;
  OptReply opt{edns, settings, pending.cookie, exchange.protocol, outcome.rcode, outcome.extended_error};
  if (edns.wants_zone_version) opt.zone_version = version_of(outcome.zone);
  wire::Writer writer(exchange.buffer, position, exchange.buffer.size());
  put_opt(opt, writer);
  ++outcome.counts.additional;
  return writer.position();
}

// Where the records must end. Room for the OPT is kept from the start; a reply with an extended error has no records.
std::size_t records_limit(const Settings& settings, const Pending& pending) {
  const wire::Query& query = pending.query;
  const base::Exchange& exchange = *pending.exchange;
  const std::size_t limit = size_limit(query, settings, exchange.protocol, exchange.buffer.size());
  if (!query.edns.present) return std::max(limit, query.question_end);
  const OptReply largest{.asked = query.edns,
                         .settings = settings,
                         .cookie = pending.cookie,
                         .protocol = exchange.protocol,
                         .rcode = Rcode::NoError,
                         .zone_version = ZoneVersion{}};
  return std::max(limit - opt_size(largest), query.question_end);
}

// Where the records of an answer that is not ready end.
std::size_t put_made(const ZoneSet& zones, const Settings& settings, Pending& pending, std::size_t limit,
                     Outcome& outcome) {
  wire::Writer writer(pending.exchange->buffer, pending.query.question_end, limit);
  if (pending.from_zones)
    put_planned(zones, settings, pending, writer, outcome);
  else
    put_beside_zones(settings, pending, writer, outcome);
  return writer.position();
}

std::size_t answer_question(const ZoneSet& zones, const Settings& settings, Pending& pending, Outcome& outcome) {
  const std::size_t limit = records_limit(settings, pending);
  std::size_t end = pending.from_zones ? put_ready(settings, pending, limit, outcome) : 0;
  if (end == 0) end = put_made(zones, settings, pending, limit, outcome);
  return finish_with_opt(settings, pending, end, outcome);
}

// RFC 8945 §5.2.1. The TSIG record is the last (§5.1), and left out where there is no room for it.
std::size_t answer_unknown_key(const Settings& settings, const Pending& pending, Outcome& outcome) {
  const wire::Query& query = pending.query;
  const base::Exchange& exchange = *pending.exchange;
  std::array<std::uint8_t, wire::kMaxUnsignedTsig> tsig;  // made before the OPT is written over the query's
  const std::size_t size = wire::write_bad_key(query.tsig, tsig);
  outcome.rcode = Rcode::NotAuth;
  const std::size_t before = finish_with_opt(settings, pending, query.question_end, outcome);
  const std::size_t limit = size_limit(query, settings, exchange.protocol, exchange.buffer.size());
  if (size == 0 || before + size > limit) return before;
  ++outcome.counts.additional;
  std::copy_n(tsig.begin(), size, exchange.buffer.begin() + before);
  return before + size;
}

// RFC 7873 §5.4: a client asks for a server cookie, or whether the one that it has is good.
std::size_t answer_cookie(const Settings& settings, const Pending& pending, Outcome& outcome) {
  outcome.rcode = pending.cookie.state == Cookie::State::Bad ? Rcode::BadCookie : Rcode::NoError;
  return finish_with_opt(settings, pending, wire::kHeaderSize, outcome);
}

void count_query(const Pending& pending, metrics::Counters& counters) {
  counters.add(pending.exchange->protocol == base::Protocol::Udp ? Counter::UdpQueries : Counter::TcpQueries);
  if (pending.cookie.state == Cookie::State::Good) counters.add(Counter::CookiesGood);
  if (pending.cookie.state == Cookie::State::Bad) counters.add(Counter::CookiesBad);
}

// Octets of the reply.
std::size_t write_reply(const ZoneSet& zones, const Settings& settings, Pending& pending, Outcome& outcome) {
  switch (pending.fault) {
    case wire::QueryFault::Silence:
      break;
    case wire::QueryFault::NotImp:
      outcome.rcode = Rcode::NotImp;
      return wire::kHeaderSize;
    case wire::QueryFault::NoQuestion:
      if (is_returned(pending.cookie)) return answer_cookie(settings, pending, outcome);
      [[fallthrough]];
    case wire::QueryFault::FormErr:
      outcome.rcode = Rcode::FormErr;
      return std::max(pending.query.question_end, wire::kHeaderSize);
    case wire::QueryFault::None:
      if (pending.refused == Rcode::NotAuth) return answer_unknown_key(settings, pending, outcome);
      return answer_question(zones, settings, pending, outcome);
  }
  return 0;
}

ReplyKind kind_of(const Outcome& outcome) {
  if (outcome.rcode == Rcode::NxDomain) return ReplyKind::NxDomain;
  if (outcome.rcode != Rcode::NoError) return ReplyKind::Error;
  if (outcome.counts.answer != 0) return ReplyKind::Answer;
  return outcome.authoritative ? ReplyKind::NoData : ReplyKind::Referral;
}

// No records but the OPT, and what sends a real client on: TC to TCP, BADCOOKIE to a cookie. An error is as short as
// that already, and stays.
std::size_t shorten(const Settings& settings, const Pending& pending, Outcome& outcome, std::size_t size) {
  if (kind_of(outcome) == ReplyKind::Error) return size;
  const bool by_cookie = settings.cookies.required == CookieRequired::UnderLoad && is_unproven(pending.cookie);
  outcome = {.rcode = by_cookie ? Rcode::BadCookie : outcome.rcode,
             .authoritative = outcome.authoritative && !by_cookie,
             .truncated = !by_cookie};
  return finish_with_opt(settings, pending, std::max(pending.query.question_end, wire::kHeaderSize), outcome);
}

// What is left of a reply at the limit of its client's prefix; 0: nothing.
std::size_t restrain(const Settings& settings, const Pending& pending, const Context& context, Outcome& outcome,
                     std::size_t size) {
  const RateLimit& limit = settings.rate_limit;
  const auto verdict = context.limiter->judge(limit, pending.place, kind_of(outcome), context.now.monotonic_ns);
  if (verdict == RateLimiter::Verdict::Send) return size;
  for (const base::Network& network : limit.exempt)
    if (base::contains(network, pending.exchange->client)) return size;
  if (limit.dry_run) {
    context.counters.add(Counter::RateDryRun);
    return size;
  }
  const bool dropped = verdict == RateLimiter::Verdict::Drop;
  context.counters.add(dropped ? Counter::RateDropped : Counter::RateTruncated);
  return dropped ? 0 : shorten(settings, pending, outcome, size);
}

}  // namespace

// Stage 4: the reply.
void reply(const ZoneSet& zones, const Settings& settings, Pending& pending, const Context& context) {
  count_query(pending, context.counters);
  pending.exchange->reply_size = 0;
  pending.exchange->route = pending.is_handed_over ? base::Route::HandedOver : base::Route::Silent;
  if (pending.is_handed_over) return;
  if (pending.fault == wire::QueryFault::Silence) return context.counters.add(Counter::Silence);
  Outcome outcome;
  std::size_t size = write_reply(zones, settings, pending, outcome);
  if (pending.is_limited) size = restrain(settings, pending, context, outcome, size);
  if (size != 0) finish(pending, outcome, size, context.counters);
}

}  // namespace bailiwick::answer
