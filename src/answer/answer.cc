// From parsed query to finished reply: who may be answered at all, then the plan, then the bytes, then the header.
#include "answer/answer.h"

#include <algorithm>

#include "answer/chaos.h"
#include "answer/encode.h"
#include "answer/opt.h"
#include "answer/plan.h"
#include "wire/query.h"
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
std::size_t size_limit(const wire::Query& query, const Settings& settings, Via via, std::size_t room) {
  if (via == Via::Tcp) return std::min(room, wire::kMaxMessageSize);
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

void answer_from_zones(const zone::ZoneSet& zones, const Settings& settings, Via via, const wire::Query& query,
                       wire::Writer& writer, Outcome& outcome) {
  Plan plan;
  make_plan(zones,
            {.qname = query.qname,
             .qtype = static_cast<rr::Type>(query.qtype),
             .dnssec_ok = query.edns.dnssec_ok,
             .one_rrset_for_any = via == Via::Udp,
             .minimal_responses = settings.minimal_responses},
            plan);
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

std::size_t finish(base::MutableBytes message, std::uint16_t query_flags, const Outcome& outcome, std::size_t size,
                   bool has_question, metrics::Counters& counters) {
  write_header(message, query_flags, outcome, has_question);
  counters.add(Counter::Replies);
  counters.add(counter_of(outcome.rcode));
  if (outcome.truncated) counters.add(Counter::Truncated);
  return size;
}

// The records of the reply, the OPT last. Room for the OPT is kept from the start; a reply with an extended error has
// no records.
std::size_t answer_question(const zone::ZoneSet& zones, const Settings& settings, Via via, base::MutableBytes buffer,
                            const wire::Query& query, Outcome& outcome) {
  const OptReply beside_records{query.edns, settings, via, Rcode::NoError, ExtendedError::None};
  const std::size_t limit = size_limit(query, settings, via, buffer.size());
  const std::size_t records_limit = std::max(limit - opt_size(beside_records), query.question_end);
  wire::Writer writer(buffer, query.question_end, records_limit);
  writer.know_name(query.qname, wire::kHeaderSize);
  outcome.rcode = refusal(query);
  if (outcome.rcode == Rcode::NoError) {
    if (query.qclass == rr::kClassIn) {
      answer_from_zones(zones, settings, via, query, writer, outcome);
    } else {
      outcome.rcode =
          query.qclass == rr::kClassCh ? answer_chaos(query, settings, writer, outcome.counts.answer) : Rcode::Refused;
      outcome.authoritative = outcome.counts.answer != 0;
    }
  }
  const OptReply opt{query.edns, settings, via, outcome.rcode, outcome.extended_error};
  wire::Writer tail(buffer, writer.position(), limit);
  put_opt(opt, tail);
  if (query.edns.present) ++outcome.counts.additional;
  return tail.position();
}

}  // namespace

std::size_t respond(const zone::ZoneSet& zones, const Settings& settings, Via via, base::MutableBytes buffer,
                    std::size_t query_size, metrics::Counters& counters) {
  counters.add(via == Via::Udp ? Counter::UdpQueries : Counter::TcpQueries);
  wire::Query query;
  Outcome outcome;
  switch (wire::parse_query(buffer.first(query_size), query)) {
    case wire::QueryFault::Silence:
      counters.add(Counter::Silence);
      return 0;
    case wire::QueryFault::NotImp:
      outcome.rcode = Rcode::NotImp;
      return finish(buffer, query.flags, outcome, wire::kHeaderSize, false, counters);
    case wire::QueryFault::FormErr: {
      outcome.rcode = Rcode::FormErr;
      const bool has_question = query.question_end != 0;
      const std::size_t size = has_question ? query.question_end : wire::kHeaderSize;
      return finish(buffer, query.flags, outcome, size, has_question, counters);
    }
    case wire::QueryFault::None:
      break;
  }
  const std::size_t size = answer_question(zones, settings, via, buffer, query, outcome);
  return finish(buffer, query.flags, outcome, size, true, counters);
}

}  // namespace bailiwick::answer
